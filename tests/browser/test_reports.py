"""The quarterly reports in a real browser: no barriers on any page, in both languages and widths."""

from datetime import date

import pytest
from django.urls import reverse

from proim.agencies.models import Role
from proim.monitoring import actions
from proim.monitoring.workflow import Stage
from tests.browser.sizes import BOTH
from tests.builders.monitoring import make_period, make_report
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_project

SENT = date(2011, 7, 6)
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def scene(settings):
    """Return people of one agency with reports in every stage, and the office, on 8 July 2011."""
    settings.TODAY = date(2011, 7, 8)
    agency = make_agency(name="Secretaría de Movilidad Sustentable", acronym="SMS")
    projects = [
        make_project(agency, title_es=title, on=date(2010, 12, 20))
        for title in (
            "Ventanilla única de licencias de construcción en las dieciséis delegaciones",
            "Bicicletas públicas para la comunidad universitaria",
            "Expediente digital de personal",
        )
    ]
    make_report(projects[1], quarter="2010-Q4", stage=Stage.PUBLISHED, progress=25)
    first = make_report(projects[0], stage=Stage.PUBLISHED, progress=15, rating="amber",
                        rationale="Falta el convenio con dos delegaciones.")  # fmt: skip
    make_report(projects[1], stage=Stage.PUBLISHED, progress=60)
    late = make_report(projects[2], stage=Stage.VALIDATED, rating="no_data")
    actions.sign(late, by=None, on=date(2011, 4, 20))
    actions.correct(first, "La cifra de avance era de otro proyecto.", by=None)
    actions.edit(first, {"progress": 12}, by=None)
    actions.validate(first, by=None)
    actions.sign(first, by=None)
    actions.publish(first, by=None)
    second = make_report(projects[1], quarter="2011-Q2", stage=Stage.PENDING)
    actions.state_no_change(second, by=None, on=SENT)
    draft = make_report(projects[2], quarter="2011-Q2", stage=Stage.DRAFT, on=SENT)
    third = make_report(projects[0], quarter="2011-Q2", stage=Stage.VALIDATED, on=SENT, rating="red",
                        rationale="El proveedor suspendió la entrega del sistema.")  # fmt: skip
    make_period("2011-Q3", opened=False)
    return {
        "liaison": make_member(Role.LIAISON, agency, full_name="Jimena Robles Ita"),
        "head": make_member(Role.HEAD, agency, full_name="Rodrigo Salas Mier"),
        "office": make_office(),
        "agency": agency,
        "project": projects[1],
        "published": first,
        "signed": late,
        "draft": draft,
        "validated": third,
    }


def pages(scene):
    """Yield who looks at which address."""

    def at(name, *args, query=""):
        return reverse(f"monitoring:{name}", args=args) + query

    published, draft = scene["published"].code, scene["draft"].code
    yield from (
        (None, at("calendar")),
        (None, at("delivery", "2011-Q1")),
        (None, at("delivery_all")),
        (None, at("delivery_list", query="?quarter=2011-Q1")),
        (None, at("detail", published)),
        (None, at("detail", published, query="?version=1")),
        (None, scene["project"].get_absolute_url()),
        (None, scene["agency"].get_absolute_url()),
        ("liaison", at("mine")),
        ("liaison", at("mine", query="?show=all")),
        ("liaison", at("edit", draft)),
        ("liaison", at("correct", published)),
        ("head", at("sign", query="?all=1")),
        ("head", at("give_back", scene["validated"].code)),
        ("office", at("calendar")),
        ("office", at("schedule", "2011-Q4")),
        ("office", at("reschedule", "2011-Q3")),
        ("office", at("quarter", "2011-Q1")),
        ("office", at("quarter", "2011-Q2", query="?show=missing")),
        ("office", at("detail", scene["signed"].code)),
        ("office", at("history", published)),
    )


@pytest.fixture
def barriers(axe, fits, shot):
    """Return what is wrong with a page, and keep a picture of it."""

    def found(page, name):
        shot(page, name)
        return [*axe(page), *([] if fits(page) else ["wider than the screen"])]

    return found


@pytest.fixture
def seats(open_page, sign_in, scene):
    """Return a page for each person of the scene."""

    def taken(width, locale):
        found = {
            who: open_page(width, locale=locale) for who in (None, "liaison", "head", "office")
        }
        for who, page in found.items():
            if who:
                sign_in(page, scene[who])
        return found

    return taken


@BOTH
def test_no_page_has_barriers(live_server, seats, barriers, scene, width, locale):
    at, wrong = seats(width, locale), {}
    for number, (person, address) in enumerate(pages(scene), start=1):
        at[person].goto(live_server.url + address)
        if faults := barriers(at[person], f"reports-{number:02}-{locale}-{width}"):
            wrong[address] = faults
    assert wrong == {}


def test_faults_in_the_form_are_told_without_barriers(open_page, live_server, sign_in, axe, scene):
    page = open_page(360)
    sign_in(page, scene["liaison"])
    page.goto(live_server.url + reverse("monitoring:edit", args=[scene["draft"].code]))
    page.get_by_label("Avance hasta ahora").fill("140")
    page.get_by_role("radio", name="Rojo: en riesgo").check()
    page.get_by_role("button", name="Guardar y validar").click()

    assert page.get_by_role("alert").get_by_role("link").count() >= 1
    assert page.get_by_label("Avance hasta ahora").input_value() == "140"
    assert axe(page) == []
