"""A referral from end to end: proposed, corrected by one press, attended; both sides read the same reason."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from proim.agencies.models import Programme, Role
from proim.referrals.models import Choice, Kind, Sending
from tests.browser.journey import Hand
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_project
from tests.builders.referrals import make_question, make_referral, make_rule, make_seat, make_target

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TITLE = "Ventanilla única de licencias de construcción"


@pytest.fixture(autouse=True)
def _on_a_day(settings):
    settings.TODAY = date(2011, 3, 7)


@pytest.fixture
def matter():
    """A project, a rule that proposes the office's own area, and a target of another agency."""
    office = make_office()
    owner = Programme.get().owner
    area = make_target(owner, kind=Kind.OFFICE, name_es="Área de evaluación de proyectos")
    make_seat(area, make_member(Role.OFFICE, owner, full_name="Tomás Zepúlveda"), expertise=["E1"])
    legal = make_agency(name="Consejería Jurídica", acronym="CEJUR")
    target = make_target(legal, name_es="Consulta normativa", name_en="Advice on regulation")
    lawyer = make_member(Role.LIAISON, legal, full_name="Lourdes Colín")
    make_seat(target, lawyer, capacity=5)
    rule = make_rule(area, words=["licencia"], name_es="licencias y trámites")
    agency = make_agency(name="Secretaría de Obras", acronym="SOS")
    return {
        "office": office,
        "lawyer": lawyer,
        "target": target,
        "rule": rule,
        "project": make_project(agency, title_es=TITLE),
        "liaison": make_member(Role.LIAISON, agency, full_name="Rosa Enlace"),
    }


def correct(office: Hand, project) -> str:
    """Refer the project elsewhere than is proposed; end on the referral and return its reason."""
    page = office.page
    page.goto(office.base + project.get_absolute_url())
    office.press(page.locator("#referrals a.button"))
    expect(page.locator("#proposal .referral-reason")).to_contain_text("licencias y trámites")
    office.write(page.locator("#id_request"), "Digan si hace falta cambiar el reglamento.")
    office.write(page.locator("#id_note"), "la duda es de reglamento")
    office.press(page.get_by_role("button", name=re.compile("Consulta normativa")))
    expect(page.locator("h1")).to_have_text(TITLE)
    return page.locator(".referral-reason").inner_text()


def attend(target: Hand, reason: str) -> None:
    """Find the case among what waits, take it on and answer; end on the referral."""
    page = target.page
    target.open("portal:work")
    target.press(page.locator("#attend").get_by_role("link", name=TITLE, exact=True))
    expect(page.locator(".referral-reason")).to_have_text(reason)
    target.press(page.locator("form[action$='/accept/'] button"))
    target.press(page.locator("main a[href$='/attend/']"))
    target.press(
        page.locator("button[name=save]")
    )  # nothing written: the error stands at its field
    expect(page.locator("#id_answer")).to_have_attribute("aria-invalid", "true")
    target.write(page.locator("#id_answer"), "No hace falta: basta un acuerdo.")
    target.press(page.locator("button[name=save]"))
    expect(page.locator("main")).to_contain_text("basta un acuerdo")


def close(office: Hand) -> None:
    """Close what was attended; end on the referral."""
    page = office.page
    office.open("portal:work")
    office.press(page.locator("#decide").get_by_role("link", name=TITLE, exact=True))
    office.press(page.locator("main a[href$='/close/']"))
    office.press(page.locator("button[name=save]"))
    expect(page.locator(".stepper")).to_contain_text("Cerrada")


def test_a_referral_is_corrected_by_one_press_and_attended(
    open_page, live_server, sign_in, matter, sound
):
    page = open_page()
    sign_in(page, matter["office"])
    office = Hand(page, live_server.url, keyboard=True)
    reason = correct(office, matter["project"])
    assert reason.endswith("la duda es de reglamento.")
    assert Sending.objects.get().choice == Choice.CORRECTED
    sound(page, None, "referrals-detail-office")

    theirs = open_page(javascript=False)
    sign_in(theirs, matter["lawyer"])
    attend(Hand(theirs, live_server.url), reason)
    close(office)

    reader = open_page(width=360)
    sign_in(reader, matter["liaison"])
    reader.goto(live_server.url + reverse("referrals:list") + "?stage=closed")
    reader.get_by_role("link", name=TITLE).click()
    expect(reader.locator(".referral-reason")).to_have_text(reason)
    sound(reader, None, "referrals-detail-liaison-360")


@pytest.mark.parametrize(("width", "locale"), [(360, "es-MX"), (1280, "en")])
def test_the_pages_of_referrals_have_no_barriers(open_page, sign_in, sound, matter, width, locale):
    seat = matter["target"].seats.get()
    question = make_question(matter["project"].agency)
    referral = make_referral(matter["project"], seat)
    office = open_page(width=width, locale=locale)
    sign_in(office, matter["office"])
    pages = {
        "list": reverse("referrals:list"),
        "questions": reverse("referrals:questions"),
        "question": question.get_absolute_url(),
        "refer": reverse("referrals:refer", args=["question", question.code]),
        "re-refer": reverse("referrals:re_refer", args=[referral.code]),
        "history": reverse("referrals:history", args=[referral.code]),
        "targets": reverse("referrals:targets"),
        "target": matter["target"].get_absolute_url(),
        "seat": reverse("referrals:seat", args=[matter["target"].code]),
        "rules": reverse("referrals:rules"),
        "rule": matter["rule"].get_absolute_url(),
        "rule-edit": reverse("referrals:edit_rule", args=[matter["rule"].code]),
        "feedback": reverse("referrals:feedback"),
        "work": reverse("portal:work"),
        "project": matter["project"].get_absolute_url(),
    }
    for name, path in pages.items():
        sound(office, path, f"referrals-{name}-{width}")
    person = open_page(width=width, locale=locale)
    sign_in(person, matter["lawyer"])
    give_back = reverse("referrals:give_back", args=[referral.code])
    sound(person, give_back, f"referrals-give-back-{width}")
    sound(person, reverse("referrals:declare_conflict"), f"referrals-conflict-{width}")
    sound(person, reverse("referrals:ask"), f"referrals-ask-{width}")
