"""The screens: what each person finds, does and is refused, without any script."""

from datetime import date

import pytest
from django.urls import reverse

from proim.agencies.models import Role
from proim.monitoring import actions
from proim.monitoring.models import Report, ReportVersion
from proim.monitoring.workflow import Stage
from tests.builders.monitoring import make_period, make_report, said
from tests.builders.people import make_member, make_office
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db

MINE, SIGN = reverse("monitoring:mine"), reverse("monitoring:sign")
CALENDAR = reverse("monitoring:calendar")


def html(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def url(verb, report):
    return reverse(f"monitoring:{verb}", args=[report.code])


def ticked(*reports):
    return {"report": [f"{report.code}.{report.version}" for report in reports]}


@pytest.fixture
def people():
    project = make_project(title_es="Bicicletas públicas")
    return {
        "project": project,
        "liaison": make_member(Role.LIAISON, project.agency),
        "head": make_member(Role.HEAD, project.agency),
        "office": make_office(),
        "stranger": make_member(Role.LIAISON),
    }


# --- the liaison -----------------------------------------------------------------------------


def test_my_reports_show_what_is_owed_with_its_due_day(client, people):
    make_report(people["project"])
    client.force_login(people["liaison"])

    page = html(client.get(MINE, headers={"accept-language": "en"}))

    assert "Bicicletas públicas" in page
    assert "working days late" in page
    assert url("edit", Report.objects.get()) in page
    assert "No change" not in page  # a first report


def test_the_form_is_prefilled_from_the_last_report_and_says_so(client, people):
    make_report(people["project"], stage=Stage.PUBLISHED, progress=45, achievements="Se abrió.")
    report = make_report(people["project"], quarter="2011-Q2")
    client.force_login(people["liaison"])

    page = html(client.get(url("edit", report), headers={"accept-language": "en"}))

    assert 'value="45"' in page
    assert page.count("pre-filled") == 4  # progress, rating, risks, commitments
    assert page.count("Said in Q1 2011:") == 5  # and what was achieved, which is not carried over
    assert page.count("Se abrió.") == 1  # beside its box, not in it
    assert "State that nothing changed" in page
    assert Report.objects.get(pk=report.pk).stage == Stage.PENDING  # reading writes nothing


def test_a_draft_may_have_gaps(client, people):
    report = make_report(people["project"])
    client.force_login(people["liaison"])

    answer = client.post(url("edit", report), {"version": report.version, "progress": "20"})

    assert answer.status_code == 302
    report.refresh_from_db()
    assert (report.stage, report.progress) == (Stage.DRAFT, 20)


def test_validating_names_what_is_missing_and_keeps_what_was_typed(client, people):
    report = make_report(people["project"])
    client.force_login(people["liaison"])

    typed = {"version": report.version, "risks": "Lluvias", "validate": "1"}
    page = html(client.post(url("edit", report), typed))

    assert "Lluvias" in page
    assert page.count('href="#id_') == 4
    assert Report.objects.get().stage == Stage.PENDING

    typed = {"version": report.version, "validate": "1", **said(rating="red")}
    page = html(client.post(url("edit", report), typed))
    assert 'href="#id_rationale"' in page
    assert Report.objects.get().stage == Stage.PENDING


def test_save_and_validate(client, people):
    report = make_report(people["project"])
    client.force_login(people["liaison"])

    answer = client.post(
        url("edit", report), {"version": report.version, "validate": "1", **said()}
    )

    assert answer.url == MINE
    report.refresh_from_db()
    assert (report.stage, report.validated_by) == (Stage.VALIDATED, people["liaison"])


def test_two_liaisons_at_one_form_lose_nothing(client, people):
    report = make_report(people["project"], stage=Stage.DRAFT, risks="Lluvias")
    seen = report.version
    actions.edit(report, {"risks": "Sismos"}, by=None)
    client.force_login(people["liaison"])

    typed = {"version": seen, **said(risks="Granizo")}
    page = html(client.post(url("edit", report), typed, headers={"accept-language": "en"}))

    assert "Granizo" in page
    assert "Sismos" in page
    assert "Somebody else has saved" in page
    assert Report.objects.get().risks == "Sismos"

    typed["version"] = seen + 1  # as the page now says
    assert f'value="{seen + 1}"' in page
    assert client.post(url("edit", report), typed).status_code == 302
    assert Report.objects.get().risks == "Granizo"


def test_one_click_states_that_nothing_changed(client, people):
    make_report(people["project"], stage=Stage.PUBLISHED, progress=45)
    report = make_report(people["project"], quarter="2011-Q2")
    client.force_login(people["liaison"])
    assert url("state_no_change", report) in html(client.get(MINE))

    client.post(url("state_no_change", report))

    report.refresh_from_db()
    assert (report.stage, report.progress, report.is_no_change) == (Stage.VALIDATED, 45, True)
    page = html(client.get(report.get_absolute_url(), headers={"accept-language": "en"}))
    assert "No change this quarter" in page


def test_validate_and_take_back_by_button(client, people):
    report = make_report(people["project"], stage=Stage.DRAFT, achievements="")
    client.force_login(people["liaison"])
    answer = client.post(url("validate", report), follow=True, headers={"accept-language": "en"})
    assert "What was achieved this quarter" in html(answer)

    actions.edit(report, said(), by=None)
    client.post(url("validate", report))
    assert Report.objects.get().stage == Stage.VALIDATED
    client.post(url("take_back", report))
    assert Report.objects.get().stage == Stage.DRAFT
    answer = client.post(url("take_back", report), follow=True)
    assert "messages" in html(answer)


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

    page = html(client.post(SIGN, ticked(*reports), headers={"accept-language": "en"}))

    assert "2 of 3 done" in page
    assert "This record has already moved on" in page
    stages = Report.objects.order_by("period__quarter").values_list("stage", flat=True)
    assert list(stages) == [Stage.SIGNED, Stage.SIGNED, Stage.DRAFT]


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
    page = html(client.post(SIGN, ticked(report), headers={"accept-language": "en"}))
    assert "another person must sign" in page
    assert Report.objects.get().stage == Stage.VALIDATED


def test_a_text_that_changed_since_it_was_shown_is_not_signed(client, people):
    report = make_report(people["project"], stage=Stage.VALIDATED)
    shown = ticked(report)
    actions.take_back(report, by=None)
    actions.edit(report, {"progress": 99}, by=None)
    actions.validate(report, by=None)
    client.force_login(people["head"])

    page = html(client.post(SIGN, shown, headers={"accept-language": "en"}))

    assert "0 of 1 done" in page
    assert Report.objects.get().stage == Stage.VALIDATED


@pytest.mark.parametrize("typed", [{}, {"report": "x"}, {"report": ["1.2", "."]}])
def test_signing_nothing_says_so(client, people, typed):
    client.force_login(people["head"])

    page = html(client.post(SIGN, typed, headers={"accept-language": "en"}))
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


# --- the office ------------------------------------------------------------------------------


def test_the_quarter_page_shows_each_state(client, people):
    for stage in (Stage.DRAFT, Stage.VALIDATED, Stage.SIGNED, Stage.PUBLISHED):
        make_report(make_project(title_es=f"En {stage}"), stage=stage, achievements="Secreto")
    client.force_login(people["office"])
    page = reverse("monitoring:quarter", args=["2011-Q1"])

    shown = {tab: html(client.get(page, {"show": tab})) for tab in QUARTER_TABS}

    for tab, stage in QUARTER_TABS.items():
        found = [one for one in QUARTER_TABS.values() if f"En {one}<" in shown[tab]]
        assert found == [stage]
    assert url("detail", Report.objects.get(stage=Stage.DRAFT)) not in shown["missing"]


QUARTER_TABS = {
    "missing": Stage.DRAFT,
    "validated": Stage.VALIDATED,
    "signed": Stage.SIGNED,
    "published": Stage.PUBLISHED,
}


def test_the_office_publishes_many_with_a_result_for_each(client, people):
    reports = [make_report(make_project(), stage=Stage.SIGNED) for _ in range(2)]
    actions.give_back(reports[1], "Falta la cifra.", by=None)
    client.force_login(people["office"])

    answer = client.post(
        reverse("monitoring:publish", args=["2011-Q1"]),
        ticked(*reports),
        headers={"accept-language": "en"},
    )

    assert "1 of 2 done" in html(answer)
    assert ReportVersion.objects.get().report == reports[0]


def test_the_office_gives_back_what_it_read(client, people):
    report = make_report(people["project"], stage=Stage.SIGNED)
    client.force_login(people["office"])

    answer = client.post(url("give_back", report), {"comment": "Falta la cifra."})

    assert answer.url == reverse("monitoring:quarter", args=["2011-Q1"])
    assert client.get(report.get_absolute_url()).status_code == 404  # a draft is the agency's own


def test_the_office_keeps_the_calendar(client, people):
    client.force_login(people["office"])
    page = html(client.get(CALENDAR))
    here = reverse("monitoring:schedule", args=["2011-Q1"])
    assert "periods/" in page
    assert 'value="2011-04-14"' in html(client.get(here))

    days = {
        "opens_on": "2011-04-01",
        "due_on": "2011-04-14",
        "review_on": "2011-04-21",
        "cutoff_on": "2011-04-28",
        "publish_on": "2011-05-12",
    }
    assert client.post(here, days).url == CALENDAR
    html(client.post(here, days))  # the second time: it is there already
    client.post(reverse("monitoring:open_period", args=["2011-Q1"]))
    assert Report.objects.count() == 1
    there = reverse("monitoring:reschedule", args=["2011-Q1"])
    assert client.post(there, {**days, "due_on": "2011-04-18"}).url == CALENDAR
    page = html(client.post(there, {**days, "due_on": "2011-03-18"}))
    assert "errors__list" in page
    assert Report.objects.get().period.due_on == date(2011, 4, 18)
    assert reverse("monitoring:schedule", args=["2011-Q2"]) in html(client.get(CALENDAR))


# --- everybody -------------------------------------------------------------------------------


def test_the_public_reads_a_published_report_its_versions_and_its_proof(client, people):
    report = make_report(people["project"], stage=Stage.PUBLISHED, achievements="Primera")
    actions.correct(report, "Cifra de otro proyecto.", by=None)
    actions.edit(report, {"achievements": "Segunda"}, by=None)
    here = report.get_absolute_url()
    page = html(client.get(here))
    assert "Primera" in page
    assert "Segunda" not in page
    assert "?version=draft" not in page
    assert "Segunda" not in html(client.get(here, {"version": "draft"}))
    actions.validate(report, by=None)
    actions.sign(report, by=None)
    actions.publish(report, by=None)

    page = html(client.get(here))
    assert "Segunda" in page
    assert "Cifra de otro proyecto." in page
    first = html(client.get(here, {"version": "1"}))
    assert "Primera" in first
    version = ReportVersion.objects.get(number=1)
    assert version.sha256[:8] in first
    assert client.get(here, {"version": "3"}).status_code == 404
    told = client.get(reverse("monitoring:version", args=[report.code, 1]))
    assert told.content.decode() == version.content


def test_the_agency_reads_the_correction_in_work(client, people):
    report = make_report(people["project"], stage=Stage.PUBLISHED)
    client.force_login(people["liaison"])
    html(client.get(url("correct", report)))
    client.post(url("correct", report), {"reason": "Cifra de otro proyecto."})
    client.post(url("edit", report), {"version": 2, **said(achievements="Segunda")})

    page = html(client.get(report.get_absolute_url()))
    assert "?version=draft" in page
    assert "Segunda" not in page
    page = html(client.get(report.get_absolute_url(), {"version": "draft"}))
    assert "Segunda" in page
    assert "Cifra de otro proyecto." in page


def test_the_history_tells_every_step(client, people):
    report = make_report(people["project"], stage=Stage.SIGNED)
    actions.give_back(report, "Falta la cifra.", by=people["office"])
    client.force_login(people["head"])

    page = html(client.get(url("history", report), headers={"accept-language": "en"}))

    for step in ("Report written", "Validated by the liaison officer", "Signed by the head"):
        assert step in page
    assert "Falta la cifra." in page


def test_the_calendar_and_the_delivery_are_public(client, people):
    make_report(people["project"], stage=Stage.SIGNED)
    make_period("2011-Q2", opened=False)

    assert "delivery/2011-Q1" in html(client.get(CALENDAR))
    page = html(client.get(reverse("monitoring:delivery", args=["2011-Q1"])))
    assert "Bicicletas" not in page
    assert "state=on_time" in page
    html(client.get(reverse("monitoring:delivery_all"), {"on": "2011-04-01"}))
    html(client.get(reverse("monitoring:delivery_all"), {"on": "nonsense"}))


def test_each_delivery_figure_opens_the_list_that_it_counts(client, people):
    make_report(people["project"], stage=Stage.SIGNED)
    late = make_report(make_project(title_es="Tardío"), stage=Stage.VALIDATED)
    actions.sign(late, by=None, on=date(2011, 4, 20))
    make_report(make_project(title_es="Ausente"))
    there = reverse("monitoring:delivery_list")

    def listed(**query):
        page = html(client.get(there, query))
        titles = ("Bicicletas públicas", "Tardío", "Ausente")
        return {title for title in titles if f">{title}<" in page}

    assert listed() == {"Bicicletas públicas", "Tardío", "Ausente"}
    assert listed(state="received") == {"Bicicletas públicas", "Tardío"}
    assert listed(state="on_time", quarter="2011-Q1") == {"Bicicletas públicas"}
    assert listed(state="late") == {"Tardío"}
    assert listed(state="missing") == {"Ausente"}
    assert listed(state="awaited") == set()
    assert listed(state="awaited", on="2011-04-05") == {"Bicicletas públicas", "Tardío", "Ausente"}
    assert listed(agency=late.project.agency.code) == {"Tardío"}
    assert client.get(there, {"agency": "0" * 32}).status_code == 404


def test_a_project_that_is_not_public_is_counted_and_not_named(client):
    project = make_project(
        title_es="Cámaras ocultas", publication="reserved", reserved_ground="Ley, art. 37"
    )
    report = make_report(project, stage=Stage.PUBLISHED)

    page = html(client.get(reverse("monitoring:delivery_list"), headers={"accept-language": "en"}))

    assert "1 report<" in page
    assert "A project that is not public" in page
    assert "Cámaras" not in page
    assert client.get(report.get_absolute_url()).status_code == 404
    assert client.get(reverse("monitoring:version", args=[report.code, 1])).status_code == 404


# --- blocks ------------------------------------------------------------------------------------


def test_the_page_of_a_project_shows_its_published_reports(client, people):
    make_report(people["project"], stage=Stage.PUBLISHED, progress=10)
    make_report(people["project"], quarter="2011-Q2", stage=Stage.PUBLISHED, progress=35)
    draft = make_report(people["project"], quarter="2011-Q3", stage=Stage.DRAFT)
    here = people["project"].get_absolute_url()

    page = html(client.get(here))
    assert "<polyline" in page
    assert 'points="0.0,43.2 240.0,31.2"' in page
    assert draft.get_absolute_url() not in page
    client.force_login(people["liaison"])
    assert draft.get_absolute_url() in html(client.get(here))


def test_the_page_of_an_agency_shows_what_it_delivered(client, people):
    make_report(people["project"], stage=Stage.SIGNED)

    page = html(client.get(people["project"].agency.get_absolute_url()))
    assert "quarter=2011-Q1&amp;agency=" in page


# --- strangers ---------------------------------------------------------------------------------

VERBS = {
    "edit": Stage.DRAFT,
    "state_no_change": Stage.PENDING,
    "validate": Stage.DRAFT,
    "take_back": Stage.VALIDATED,
    "give_back": Stage.SIGNED,
    "correct": Stage.SIGNED,
    "history": Stage.DRAFT,
    "detail": Stage.DRAFT,
}


@pytest.mark.parametrize(("verb", "stage"), VERBS.items())
def test_another_agencys_reports_do_not_exist(client, people, verb, stage):
    report = make_report(people["project"], stage=stage)
    client.force_login(people["stranger"])
    ask = client.get if verb in {"history", "detail"} else client.post

    assert ask(url(verb, report)).status_code == 404
    client.logout()
    assert ask(url(verb, report)).status_code == (404 if verb == "detail" else 302)


def test_who_may_see_but_not_do_is_told_so(client, people):
    report = make_report(people["project"], stage=Stage.VALIDATED)
    client.force_login(people["head"])
    for verb in ("edit", "validate", "take_back", "state_no_change"):
        assert client.post(url(verb, report)).status_code == 403
    client.force_login(people["office"])
    for address in (MINE, SIGN):
        assert client.get(address).status_code == 403
    client.force_login(people["liaison"])
    for verb in ("quarter", "publish", "schedule", "reschedule", "open_period"):
        ask = client.get if verb in {"quarter", "schedule", "reschedule"} else client.post
        assert ask(reverse(f"monitoring:{verb}", args=["2011-Q1"])).status_code == 403


def test_strangers_sign_nothing(client, people):
    report = make_report(people["project"], stage=Stage.VALIDATED)
    client.force_login(make_member(Role.HEAD))

    client.post(SIGN, ticked(report))
    assert Report.objects.get().stage == Stage.VALIDATED


# --- cost --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "address"),
    [
        ("liaison", MINE + "?show=all"),
        ("head", SIGN),
        ("office", "/monitoring/periods/2011-Q1/?show=validated"),
        (None, "/monitoring/delivery/2011-Q1/"),
        (None, "/monitoring/delivery/reports/"),
        (None, CALENDAR),
    ],
)
def test_a_list_costs_the_same_queries_however_long(client, queries, people, person, address):
    agency = people["project"].agency
    make_report(people["project"], stage=Stage.VALIDATED)
    if person:
        client.force_login(people[person])
    client.get(address)
    with queries() as one:
        html(client.get(address))
    for _ in range(6):
        make_report(make_project(agency), stage=Stage.VALIDATED)
    make_report(make_project(), stage=Stage.VALIDATED)
    make_period("2011-Q2")
    with queries() as many:
        html(client.get(address))
    assert len(many) == len(one)
