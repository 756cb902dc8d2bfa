"""How reports, terms and periods read."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from proim.monitoring.blocks import of_agency, of_project
from proim.monitoring.models import GivenBack
from proim.monitoring.sheet import answers, due, in_words, phase, rated
from proim.monitoring.workflow import Stage
from tests.builders.monitoring import make_period, make_report, said
from tests.builders.people import make_agency
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db

DUE = date(2011, 4, 14)  # a Thursday


@pytest.mark.parametrize(
    ("on", "text", "tone"),
    [
        (date(2011, 4, 1), "9 working days left", "info"),
        (date(2011, 4, 13), "1 working day left", "warning"),
        (DUE, "due today", "warning"),
        (date(2011, 4, 15), "1 working day late", "danger"),
        (date(2011, 4, 18), "2 working days late", "danger"),
    ],
)
def test_a_term_in_words(on, text, tone):
    word = due(DUE, on)

    assert (word.text, word.tone) == (text, tone)


def test_a_term_that_ended_on_friday_is_over_on_saturday():
    assert due(date(2011, 4, 15), date(2011, 4, 16)).text == "term over"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2011, 3, 31), "Planned"),
        (date(2011, 4, 1), "Receiving reports"),
        (DUE, "Receiving reports"),
        (date(2011, 4, 15), "Under review by the office"),
        (date(2011, 5, 12), "Term of publication over"),
    ],
)
def test_the_phase_of_a_period(day, text):
    assert phase(make_period(), day).text == text


def test_only_what_was_answered_is_shown_and_a_rating_has_a_word_beside_its_colour():
    found = {answer.name: answer for answer in answers(said(rating="red", rationale="Sin dinero."))}

    assert "support" not in found
    assert (found["rating"].text, found["rating"].tone) == ("Red: at risk", "danger")
    assert (found["progress"].text, found["risks"].lang) == ("35%", "es")


def test_no_data_is_not_green():
    assert rated("no_data").tone == "neutral"
    assert rated("").text == "not rated"
    assert in_words("progress", 0) == "0%"


def test_names_of_rows():
    report = make_report(stage=Stage.PUBLISHED)
    given = GivenBack(given_on=DUE, comment="Falta.")

    assert str(report) == f"{report.project} · First quarter of 2011"
    assert str(report.stage_changes.last()) == f"{report.pk} published (2011-04-14)"
    assert str(given) == "2011-04-14: Falta."
    assert str(report.versions.get()) == f"{report.pk} v1"


def test_pages_without_reports_show_no_block(rf):
    request = rf.get("/")
    request.user = AnonymousUser()

    assert of_project(request, make_project()) is None
    assert of_agency(request, make_agency()) is None


def test_a_title_reads_in_the_language_of_the_page(client):
    project = make_project(title_es="Ventanilla", title_en="One-stop shop")
    report = make_report(project, stage=Stage.PUBLISHED)

    def heading(language):
        with translation.override(language):
            headers = {"accept-language": language}
            return client.get(report.get_absolute_url(), headers=headers).content.decode()

    assert '<h1 lang="es">Ventanilla</h1>' in heading("es")
    assert '<h1 lang="en">One-stop shop</h1>' in heading("en")
