"""Who signs for a head by delegation: on which days, what that allows, and how the signature is told."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from proim.accounts.models import User
from proim.agencies import actions as agencies
from proim.agencies.models import Appointment, Role, SuccessionKind
from proim.audit.models import Event
from proim.core.errors import DomainError
from proim.core.permissions import may, names
from proim.monitoring import actions
from proim.monitoring.workflow import Stage
from tests.builders.monitoring import make_report
from tests.builders.people import make_agency, make_appointment, make_member
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db
FIRST, LAST, DUE = date(2011, 4, 11), date(2011, 4, 15), date(2011, 4, 14)


@pytest.fixture
def deputy(people, settings):
    """Return who signs for the head of the project's agency from ``FIRST`` to ``LAST``."""
    settings.TODAY = FIRST
    agency = people["project"].agency
    person = make_member(Role.ALTERNATE, agency)
    draft = Appointment(
        agency=agency, person=person, valid_from=FIRST, valid_to=LAST, letter="SP/7"
    )
    agencies.delegate(draft, by=people["head"])
    Appointment.objects.filter(person=person, role=Role.ALTERNATE).update(valid_to=FIRST)
    settings.TODAY = DUE
    return person


def validated(people):
    """Return a report that waits for the signature since before the delegation."""
    day = date(2011, 4, 8)
    return make_report(people["project"], stage=Stage.VALIDATED, liaison=people["liaison"], on=day)


@pytest.fixture
def report(people):
    return validated(people)


@pytest.mark.parametrize(
    ("day", "signs"),
    [
        (date(2011, 4, 10), False),
        (FIRST, True),
        (DUE, True),
        (LAST, True),
        (date(2011, 4, 16), False),
    ],
)
def test_a_delegate_signs_within_the_dates_only(report, deputy, settings, day, signs):
    settings.TODAY = day
    if not signs:
        with pytest.raises(PermissionDenied):
            actions.sign(report, by=deputy)
        return
    actions.sign(report, by=deputy)
    report.refresh_from_db()
    assert (report.stage, report.signed_by) == (Stage.SIGNED, deputy)


def test_a_delegation_taken_back_signs_nothing_more(report, deputy, people, settings):
    held = Appointment.objects.get(role=Role.DELEGATE)
    agencies.end_appointment(held, on=DUE, reason="Regresé", by=people["head"])
    settings.TODAY = LAST  # within the dates of the letter
    with pytest.raises(PermissionDenied):
        actions.sign(report, by=deputy)


def test_the_signature_tells_for_whom_and_the_heads_own_for_nobody(report, deputy, people):
    actions.sign(report, by=deputy)
    report.refresh_from_db()
    assert (report.signed_by, report.signed_for) == (deputy, people["head"])
    signed = Event.objects.filter(verb="monitoring.sign").latest("sequence")
    assert signed.actor_id == deputy.pk
    assert signed.data["changes"]["signed_for"][1]["id"] == people["head"].pk
    actions.unsign(report, by=deputy)
    report.refresh_from_db()
    assert (report.signed_by, report.signed_for) == (None, None)
    actions.sign(report, by=people["head"])
    report.refresh_from_db()
    assert (report.signed_by, report.signed_for) == (people["head"], None)


def test_a_head_who_is_also_a_delegate_elsewhere_signs_there_for_the_other_head(people, settings):
    settings.TODAY = FIRST
    other = make_agency()
    agency, chief = people["project"].agency, make_member(Role.HEAD, other)
    make_member(Role.ALTERNATE, agency)
    draft = Appointment(agency=agency, person=chief, valid_from=FIRST, valid_to=LAST, letter="SP/7")
    agencies.delegate(draft, by=people["office"])
    report = validated(people)
    actions.sign(report, by=chief)
    report.refresh_from_db()
    assert report.signed_for == people["head"]


def test_the_published_text_says_for_whom(report, deputy, people):
    actions.sign(report, by=deputy)
    actions.publish(report, by=people["office"])
    assert report.versions.get().told["signed"]["for"] == str(people["head"])


def test_two_people_stand_by_a_report_with_a_delegation_too(report, people, settings):
    settings.TODAY = FIRST
    liaison = people["liaison"]
    agency = people["project"].agency
    draft = Appointment(
        agency=agency, person=liaison, valid_from=FIRST, valid_to=LAST, letter="S/7"
    )
    agencies.delegate(draft, by=people["head"])
    with pytest.raises(DomainError, match="validated"):
        actions.sign(report, by=User.objects.get(pk=liaison.pk))


def test_a_delegate_signs_and_reads_and_does_nothing_else_of_the_head(report, deputy, people):
    """Of all that a head may do about the agency, its project and its report; a new permission shows here."""
    project = people["project"]
    rows = {"agencies": project.agency, "projects": project, "monitoring": report}

    def granted(person):
        asked = (name for name in names() if name.partition(".")[0] in rows)
        return {name for name in asked if _answers(name, person, rows[name.partition(".")[0]])}

    def _answers(name, person, row):
        try:
            return may(name, person, row)
        except Exception:  # noqa: BLE001 - a rule about rows of another table
            return False

    head, stranger = granted(people["head"]), granted(people["stranger"])
    mine = granted(deputy)
    assert mine - stranger == {
        "agencies.history",
        "agencies.see_people",
        "agencies.see_terms",
        "monitoring.give_back",
        "monitoring.history",
        "monitoring.read_draft",
        "monitoring.sign",
        "monitoring.unsign",
        "monitoring.view",
        "projects.history",
    }
    assert head - mine == {"agencies.delegate", "agencies.propose_notice"}
    assert mine <= head


def test_the_page_of_signatures_says_for_whom_and_signs(client, report, deputy, people, settings):
    page = reverse("monitoring:sign")
    client.force_login(deputy)
    assert str(people["head"]) in client.get(page).content.decode()
    client.post(page, {"report": [f"{report.pk}"], "confirm": "1"})
    settings.TODAY = date(2011, 4, 16)
    assert client.get(page).status_code == 403


def test_who_signs_for_many_heads_costs_the_same_queries(client, report, deputy, queries):
    heads = []

    def more():
        project = make_project()
        heads.append(make_member(Role.HEAD, project.agency))
        make_appointment(Role.ALTERNATE, project.agency, deputy)
        draft = Appointment(agency=project.agency, person=deputy, letter="SP/8")
        draft.valid_from, draft.valid_to = DUE, LAST
        agencies.delegate(draft, by=heads[-1])
        make_report(project, stage=Stage.VALIDATED)

    def cost():
        with queries() as seen:
            page = client.get(reverse("monitoring:sign")).content.decode()
        assert all(str(head) in page for head in heads)
        return len(seen)

    client.force_login(deputy)
    more()
    client.get(reverse("monitoring:sign"))
    few = cost()
    for _agency in range(4):
        more()
    assert cost() == few


def test_who_signs_for_the_head_of_a_successor_signs_what_the_ended_agency_left(
    report, people, settings
):
    settings.TODAY = FIRST
    gone, heir = people["project"].agency, make_agency()
    head, deputy = make_member(Role.HEAD, heir), make_member(Role.ALTERNATE, heir)
    plan = agencies.Plan(SuccessionKind.ABSORB, [gone], [heir], FIRST, "Decreto")
    agencies.reorganize(plan, by=people["office"])
    draft = Appointment(agency=heir, person=deputy, valid_from=FIRST, valid_to=LAST, letter="SP/9")
    agencies.delegate(draft, by=head)
    actions.sign(report, by=deputy)
    report.refresh_from_db()
    assert (report.signed_by, report.signed_for) == (deputy, head)
    with pytest.raises(PermissionDenied):
        actions.unsign(report, by=people["head"])  # the former head, whose post ended
