"""Notices, calendars, terms and absences in a real browser: no barriers, and a notice that moves a term."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from proim.agencies.models import NoticeKind, Role
from proim.projects import actions as projects
from proim.projects.workflow import Stage
from tests.browser.sizes import BOTH
from tests.builders.monitoring import make_period
from tests.builders.notices import make_absence, make_notice
from tests.builders.people import make_agency, make_member, make_office, make_user
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def scene(settings):
    """Return a borough with notices, a returned project, its liaison, and two of the office."""
    settings.TODAY = date(2011, 4, 7)
    borough = make_agency(name="Delegación Benito Juárez", acronym="DBJ", type="DEL")
    bea, carlos = make_office(), make_office(Role.ADMINISTRATOR)
    liaison = make_member(Role.LIAISON, borough, full_name="Ana Ficticia Robles")
    week = ("2011-04-18 - 2011-04-22", "2011-05-02")
    notice = make_notice(
        borough, *week, kind=NoticeKind.SUSPENDED, reason="Días inhábiles de la Delegación"
    )
    make_notice(None, "2011-12-19 - 2011-12-30", reason="Días inhábiles de fin de año")
    project = make_project(
        borough, stage=Stage.RETURNED, on=date(2011, 4, 4), title_es="Ventanilla única de licencias"
    )
    sent = make_project(borough, stage=Stage.SUBMITTED, on=date(2011, 3, 29))
    projects.take(sent, by=carlos, on=date(2011, 3, 30))
    make_project(borough)
    make_period()
    make_absence(carlos, bea, date(2011, 4, 7), date(2011, 4, 15))
    make_user()
    people = {"office": bea, "liaison": liaison, "anybody": None}
    return {"agency": borough, "project": project, "sent": sent, "notice": notice, **people}


def pages(scene):
    """Yield who looks at which address."""
    code, notice = scene["agency"].code, scene["notice"]

    def at(name, *args):
        return reverse(f"agencies:{name}", args=args)

    yield "anybody", at("days", code) + "?year=2011"
    yield "anybody", at("count", code) + "?after=2011-04-04&until=2011-04-25"
    yield "anybody", notice.get_absolute_url()
    yield "office", at("notices")
    yield "office", at("declare_notice", code)
    yield "office", at("withdraw_notice", notice.code)
    yield "office", at("terms")
    yield "office", at("set_escalation")
    yield "office", at("absences")
    yield "office", at("record_absence")
    yield "office", reverse("projects:review_queue")
    yield "office", reverse("portal:work")
    yield "liaison", at("terms")
    yield "liaison", at("propose_notice", code)
    yield "liaison", reverse("projects:edit", args=[scene["project"].code])
    yield "liaison", reverse("monitoring:mine")
    yield "liaison", reverse("portal:work")


@pytest.mark.timeout(300)
@BOTH
def test_no_page_has_barriers(width, locale, scene, open_page, sign_in, sound):
    opened = {}
    for number, (who, address) in enumerate(pages(scene)):
        if who not in opened:
            opened[who] = open_page(width=width, locale=locale)
            if scene[who]:
                sign_in(opened[who], scene[who])
        sound(opened[who], address, f"deadlines-{number:02}-{width}")


@pytest.mark.timeout(120)
def test_a_proposed_notice_is_confirmed_and_moves_the_term(scene, open_page, live_server, sign_in):
    liaison, office = open_page(javascript=False), open_page()
    sign_in(liaison, scene["liaison"])
    sign_in(office, scene["office"])
    liaison.goto(live_server.url + reverse("agencies:propose_notice", args=[scene["agency"].code]))
    liaison.get_by_label("Plazos suspendidos, con oficinas abiertas").check()
    liaison.get_by_label("Días", exact=True).fill("14/04/2011 - 15/04/2011")
    liaison.get_by_label("Motivo").fill("Fumigación del edificio")
    liaison.get_by_label("Gaceta núm.").fill("1073")
    liaison.get_by_label("Fecha de la Gaceta").fill("2011-04-06")
    liaison.get_by_role("button", name="Enviarlo a la oficina").click()
    expect(liaison.get_by_text("todavía no recorre ningún plazo")).to_be_visible()

    office.goto(live_server.url + reverse("agencies:notices"))
    office.get_by_role("link", name="Fumigación del edificio").click()
    office.get_by_role("button", name="Registrar", exact=True).click()
    expect(office.get_by_text("Se recorrieron los plazos")).to_be_visible()

    liaison.goto(live_server.url + scene["project"].get_absolute_url())
    expect(
        liaison.get_by_text("Se recorrió del 25 de abril de 2011 al 27 de abril")
    ).to_be_visible()
    liaison.get_by_role("link", name="día 3 de 10").first.click()
    expect(liaison.get_by_role("heading", name="Cómo se cuenta el plazo")).to_be_visible()
    expect(liaison.get_by_role("link", name="Fumigación del edificio").first).to_be_visible()
