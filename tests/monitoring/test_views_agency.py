"""The screens of liaison and head, without any script."""

from datetime import date

import pytest

from proim.agencies.models import Role
from proim.monitoring import actions
from proim.monitoring.models import Report
from proim.monitoring.workflow import Stage
from tests.builders.monitoring import make_report, said
from tests.monitoring.pages import ENGLISH, MINE, SIGN, confirmed, html, ticked, url
from tests.sent import changed

pytestmark = pytest.mark.django_db


# --- the liaison -----------------------------------------------------------------------------


def test_my_reports_show_what_is_owed_with_its_due_day(client, people):
    make_report(people["project"])
    client.force_login(people["liaison"])

    page = html(client.get(MINE, headers=ENGLISH))

    assert "Bicicletas públicas" in page
    assert "working days late" in page
    assert url("edit", Report.objects.get()) in page
    assert "No change" not in page  # a first report


def test_the_form_is_prefilled_from_the_last_report_and_says_so(client, people):
    make_report(people["project"], stage=Stage.PUBLISHED, progress=45, achievements="Se abrió.")
    report = make_report(people["project"], quarter="2011-Q2")
    client.force_login(people["liaison"])

    page = html(client.get(url("edit", report), headers=ENGLISH))

    assert 'value="45"' in page
    assert page.count("pre-filled") == 4  # progress, rating, risks, commitments
    assert page.count("Said in Q1 2011:") == 5  # and what was achieved, which is not carried over
    assert page.count("Se abrió.") == 1  # beside its box, not in it
    assert "State that nothing changed" in page
    assert Report.objects.get(pk=report.pk).stage == Stage.PENDING  # reading writes nothing


def test_a_draft_may_have_gaps(client, people):
    report = make_report(people["project"])
    client.force_login(people["liaison"])

    answer = client.post(url("edit", report), {"progress": "20"})

    assert answer.status_code == 302
    report.refresh_from_db()
    assert (report.stage, report.progress) == (Stage.DRAFT, 20)


def test_validating_names_what_is_missing_and_keeps_what_was_typed(client, people):
    report = make_report(people["project"])
    client.force_login(people["liaison"])

    typed = {"risks": "Lluvias", "validate": "1"}
    page = html(client.post(url("edit", report), typed))

    assert "Lluvias" in page
    assert page.count('href="#id_') == 4
    assert Report.objects.get().stage == Stage.PENDING

    typed = {"validate": "1", **said(rating="red")}
    page = html(client.post(url("edit", report), typed))
    assert 'href="#id_rationale"' in page
    assert Report.objects.get().stage == Stage.PENDING


def test_save_and_validate(client, people):
    report = make_report(people["project"])
    client.force_login(people["liaison"])

    answer = client.post(url("edit", report), {"validate": "1", **said()})

    assert answer.url == MINE
    report.refresh_from_db()
    assert (report.stage, report.validated_by) == (Stage.VALIDATED, people["liaison"])


def test_two_liaisons_at_one_form_lose_nothing(client, people):
    report = make_report(people["project"], stage=Stage.DRAFT, risks="Lluvias")
    client.force_login(people["liaison"])
    typed = changed(client.get(url("edit", report)), risks="Granizo", support="Un curso")
    actions.edit(report, {"risks": "Sismos", "rationale": "Va bien."}, by=None)

    answer = client.post(url("edit", report), typed, headers=ENGLISH)

    page = html(answer)
    assert "Granizo" in page
    assert "What is stored now: Sismos" in page
    assert (
        "Two answers to “Risks and issues”" in page or "Two answers to “risks and issues”" in page
    )
    assert Report.objects.get().risks == "Sismos"

    chosen = changed(answer, choose_risks="mine")
    assert client.post(url("edit", report), chosen).status_code == 302
    stored = Report.objects.get()
    assert (stored.risks, stored.support) == ("Granizo", "Un curso")
    assert stored.rationale == "Va bien."  # the other's answer to another question


def test_whose_answer_stays_is_a_choice(client, people):
    report = make_report(people["project"], stage=Stage.DRAFT, risks="Lluvias")
    client.force_login(people["liaison"])
    typed = changed(client.get(url("edit", report)), risks="Granizo", support="Un curso")
    actions.edit(report, {"risks": "Sismos"}, by=None)
    answer = client.post(url("edit", report), typed)
    client.post(url("edit", report), changed(answer, choose_risks="theirs"))
    stored = Report.objects.get()
    assert (stored.risks, stored.support) == ("Sismos", "Un curso")


def test_one_click_states_that_nothing_changed(client, people):
    make_report(people["project"], stage=Stage.PUBLISHED, progress=45)
    report = make_report(people["project"], quarter="2011-Q2")
    client.force_login(people["liaison"])
    assert url("state_no_change", report) in html(client.get(MINE))

    client.post(url("state_no_change", report))

    report.refresh_from_db()
    assert (report.stage, report.progress, report.is_no_change) == (Stage.VALIDATED, 45, True)
    page = html(client.get(report.get_absolute_url(), headers=ENGLISH))
    assert "No change this quarter" in page


def test_validate_and_take_back_by_button(client, people):
    report = make_report(people["project"], stage=Stage.DRAFT, achievements="")
    client.force_login(people["liaison"])
    answer = client.post(url("validate", report), follow=True, headers=ENGLISH)
    assert "What was achieved this quarter" in html(answer)

    actions.edit(report, said(), by=None)
    client.post(url("validate", report))
    assert Report.objects.get().stage == Stage.VALIDATED
    client.post(url("take_back", report))
    assert Report.objects.get().stage == Stage.DRAFT
    answer = client.post(url("take_back", report), follow=True)
    assert "messages" in html(answer)


@pytest.mark.parametrize(
    ("show", "quarters"),
    [
        ("", {"Q1 2011"}),
        ("sent", {"Q2 2011"}),
        ("published", {"Q3 2011"}),
        ("all", {"Q1 2011", "Q2 2011", "Q3 2011"}),
        ("nonsense", {"Q1 2011"}),
    ],
)
def test_my_reports_by_what_is_to_be_done(client, people, show, quarters):
    for quarter, stage in (
        ("2011-Q3", Stage.PUBLISHED),
        ("2011-Q1", Stage.DRAFT),
        ("2011-Q2", Stage.VALIDATED),
    ):
        make_report(people["project"], quarter=quarter, stage=stage)
    client.force_login(people["liaison"])

    page = html(client.get(MINE, {"show": show}, headers=ENGLISH))

    assert {f"Q{n} 2011" for n in (1, 2, 3) if f">Q{n} 2011<" in page} == quarters


def test_a_button_pressed_too_late_says_so(client, people):
    report = make_report(people["project"])
    client.force_login(people["liaison"])

    page = html(client.post(url("validate", report), follow=True, headers=ENGLISH))
    assert "Nobody has written this report yet." in page


def test_the_form_of_a_validated_report_leads_to_its_page(client, people):
    report = make_report(people["project"], stage=Stage.VALIDATED)
    client.force_login(people["liaison"])

    assert client.get(url("edit", report)).url == report.get_absolute_url()


# --- the head --------------------------------------------------------------------------------


def test_a_head_signs_several_at_once_with_a_result_for_each(client, people):
    reports = [
        make_report(people["project"], quarter=quarter, stage=Stage.VALIDATED)
        for quarter in ("2011-Q1", "2011-Q2", "2011-Q3")
    ]
    actions.take_back(reports[2], by=None)
    client.force_login(people["head"])

    page = html(client.post(SIGN, confirmed(*reports), headers=ENGLISH))

    assert "2 of 3 done" in page
    assert "This record has already moved on" in page
    stages = Report.objects.order_by("period__quarter").values_list("stage", flat=True)
    assert list(stages) == [Stage.SIGNED, Stage.SIGNED, Stage.DRAFT]


def test_a_head_sees_what_signing_will_do_before_it_is_done(client, people):
    reports = [
        make_report(people["project"], quarter=quarter, stage=Stage.VALIDATED)
        for quarter in ("2011-Q1", "2011-Q2")
    ]
    actions.take_back(reports[1], by=None)
    client.force_login(people["head"])

    page = html(client.post(SIGN, ticked(*reports), headers=ENGLISH))

    assert "What you will sign" in page
    assert "It is possible with 1 of 2" in page
    assert "You can undo that for 30 minutes" in page
    assert f'value="{reports[0].code}.{reports[0].version}"' in page
    assert f'value="{reports[1].code}' not in page
    stages = Report.objects.order_by("period__quarter").values_list("stage", flat=True)
    assert list(stages) == [Stage.VALIDATED, Stage.DRAFT]


def test_a_head_undoes_what_was_signed_a_moment_ago(client, people):
    reports = [
        make_report(people["project"], quarter=quarter, stage=Stage.VALIDATED)
        for quarter in ("2011-Q1", "2011-Q2")
    ]
    client.force_login(people["head"])
    page = html(client.post(SIGN, confirmed(*reports), headers=ENGLISH))
    assert "Possible for 30 minutes" in page
    actions.publish(reports[1], by=None)

    page = html(client.post(f"{SIGN}undo/", ticked(*reports), headers=ENGLISH))

    assert "1 of 2 done" in page
    stages = Report.objects.order_by("period__quarter").values_list("stage", flat=True)
    assert list(stages) == [Stage.VALIDATED, Stage.PUBLISHED]


def test_the_screen_of_the_head_takes_three_clicks_without_script(client, people):
    report = make_report(people["project"], stage=Stage.VALIDATED)
    client.force_login(people["head"])

    page = html(client.get(SIGN))
    assert 'href="?all=1"' in page
    page = html(client.get(SIGN, {"all": "1"}))
    assert f'value="{report.code}.{report.version}"' in page
    assert " checked>" in page


def test_what_the_head_validated_as_liaison_is_left_to_another(client, people):
    both = people["head"]
    both.appointments.create(
        agency=people["project"].agency, role=Role.ALTERNATE, valid_from=date(2010, 11, 17)
    )
    report = make_report(people["project"], stage=Stage.VALIDATED, liaison=both)
    client.force_login(both)

    assert " disabled>" in html(client.get(SIGN, {"all": "1"}))
    page = html(client.post(SIGN, confirmed(report), headers=ENGLISH))
    assert "another person must sign" in page
    assert Report.objects.get().stage == Stage.VALIDATED


def test_a_text_that_changed_since_it_was_shown_is_not_signed(client, people):
    report = make_report(people["project"], stage=Stage.VALIDATED)
    shown = confirmed(report)
    actions.take_back(report, by=None)
    actions.edit(report, {"progress": 99}, by=None)
    actions.validate(report, by=None)
    client.force_login(people["head"])

    page = html(client.post(SIGN, shown, headers=ENGLISH))

    assert "0 of 1 done" in page
    assert Report.objects.get().stage == Stage.VALIDATED


@pytest.mark.parametrize("typed", [{}, {"report": "x"}, {"report": ["1.2", "."]}])
def test_signing_nothing_says_so(client, people, typed):
    client.force_login(people["head"])

    page = html(client.post(SIGN, typed, headers=ENGLISH))
    assert "Choose at least one report." in page


def test_give_back_asks_for_a_comment(client, people):
    report = make_report(people["project"], stage=Stage.VALIDATED)
    client.force_login(people["head"])
    assert "comment" in html(client.get(url("give_back", report)))
    html(client.post(url("give_back", report), {"comment": " "}))

    client.post(url("give_back", report), {"comment": "Falta la cifra."})

    assert Report.objects.get().stage == Stage.DRAFT
    client.force_login(people["liaison"])
    assert "Falta la cifra." in html(client.get(report.get_absolute_url()))
    assert "Falta la cifra." in html(client.get(url("edit", report)))
