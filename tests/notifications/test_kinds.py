"""What each app declares: complete, in both languages, and told to the right people."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail as sent
from django.test import Client
from django.utils.translation import override

from proim.agencies import actions as agencies
from proim.agencies.models import Appointment, Role
from proim.agencies.reminders import remind_of_terms, remind_of_vacancies, vacant_since
from proim.core import permissions
from proim.core.clock import today
from proim.core.working_days import add_working_days
from proim.notifications import tasks
from proim.notifications.models import Message, Mode
from proim.notifications.slots import KINDS
from proim.projects import actions as projects
from proim.projects.models import Project
from proim.training import actions as training
from proim.training.reminders import remind as remind_of_courses
from tests.builders.people import make_agency, make_member, make_office, make_user
from tests.builders.projects import make_draft, make_project
from tests.builders.training import make_session

pytestmark = pytest.mark.django_db


def told(kind):
    """Deliver, and return whom ``kind`` was told to."""
    tasks.deliver.call()
    found = Message.objects.filter(notice__kind=kind).order_by("pk")
    return [message.person for message in found]


def opens(person, kind):
    """Say whether the page that the message points to opens for the person."""
    message = Message.objects.filter(notice__kind=kind, person=person).latest("pk")
    client = Client()
    client.force_login(person)
    return client.get(message.said["path"]).status_code == 200


@pytest.mark.parametrize("kind", list(KINDS), ids=lambda kind: kind.name)
def test_each_kind_is_complete_and_its_permission_has_a_rule(kind):
    assert apps.get_model(kind.model)
    assert kind.permission in permissions.names()
    assert kind.mode in Mode.values
    assert not (kind.is_obligatory and kind.mode == Mode.INBOX)
    with override("es-mx"):
        spanish = str(kind.label)
    with override("en"):
        assert spanish != str(kind.label)


@pytest.fixture
def house():
    agency = make_agency(acronym="SIM")
    return {
        "agency": agency,
        "liaison": make_member(Role.LIAISON, agency),
        "alternate": make_member(Role.ALTERNATE, agency),
        "head": make_member(Role.HEAD, agency),
        "office": make_office(),
    }


def test_a_project_that_is_sent_is_acknowledged_and_waits_for_the_office(house):
    projects.submit(make_draft(house["agency"]), by=house["liaison"])
    assert told("projects.received") == [house["liaison"], house["alternate"]]
    assert told("projects.submitted") == [house["office"]]
    assert opens(house["liaison"], "projects.received")
    assert opens(house["office"], "projects.submitted")


def test_who_leads_a_project_is_told_that_it_was_received_and_returned(house):
    lead, stranger = make_user(email="lidera@example.org"), make_user()
    draft = make_draft(house["agency"])
    draft.lead_contact = "Lidera@example.org"
    draft.save(update_fields=["lead_contact"])
    project = projects.submit(draft, by=house["liaison"])
    assert told("projects.received") == [house["liaison"], house["alternate"], lead]
    assert opens(lead, "projects.received")
    projects.give_back(project, {"title_es": "Más corto."}, by=house["office"])
    assert lead in told("projects.returned")
    assert opens(lead, "projects.returned")
    client = Client()
    client.force_login(stranger)
    assert client.get(project.get_absolute_url()).status_code == 404


def test_a_returned_project_is_told_with_its_term_and_reminded_of(house):
    project = projects.submit(make_draft(house["agency"]), by=house["liaison"])
    projects.give_back(project, {"title_es": "Más corto."}, by=house["office"])
    assert told("projects.returned") == [house["liaison"], house["alternate"]]
    assert sent.outbox[-1].attachments[0][2] == "text/calendar"
    due = Project.objects.get(pk=project.pk).answer_due_on
    for _ in range(2):
        remind_of_terms(add_working_days(due, -1))
    assert told("projects.answer_due") == [house["liaison"], house["alternate"]]
    assert opens(house["alternate"], "projects.answer_due")


def test_acceptance_and_decisions_reach_the_agency_with_its_head(house):
    project = projects.submit(make_draft(house["agency"]), by=house["liaison"])
    project = projects.accept(project, by=house["office"])
    everybody = {house["liaison"], house["alternate"], house["head"]}
    assert set(told("projects.accepted")) == everybody
    projects.cancel(project, reason="Sin presupuesto.", by=house["office"])
    assert set(told("projects.decided")) == everybody
    assert "Motivo: Sin presupuesto." in sent.outbox[-1].body
    assert sent.outbox[-1].subject.startswith(f"PROIM: {project.folio}: ")


def test_a_project_that_waits_too_long_is_told_to_who_took_it(house):
    project = projects.submit(make_draft(house["agency"]), by=house["liaison"])
    project = projects.take(project, by=house["office"])
    make_office()
    remind_of_terms(project.review_due_on)
    assert told("projects.review_due") == [house["office"]]


def test_an_enrolment_brings_the_date_and_a_reminder_follows_once(house):
    day = today() + timedelta(days=2)
    session = make_session(starts_on=day, ends_on=day)
    training.enrol(session, [house["liaison"]], on=today(), by=house["office"])
    assert told("training.enrolled") == [house["liaison"]]
    assert sent.outbox[-1].attachments[0][2] == "text/calendar"
    for _ in range(2):
        remind_of_courses()
    assert told("training.reminded") == [house["liaison"]]


def test_a_new_appointment_is_told_to_the_head_and_its_end_as_well(house):
    draft = Appointment(
        person=make_member(Role.LIAISON),
        agency=house["agency"],
        role=Role.ALTERNATE,
        valid_from=today(),
        letter="SP/9/2026",
    )
    post = agencies.appoint(draft, by=house["office"])
    assert told("agencies.appointed") == [post.person, house["head"]]
    agencies.end_appointment(post, on=today(), reason="Renuncia", by=house["office"])
    assert house["head"] in told("agencies.appointment_ended")


def test_an_old_letter_that_is_recorded_late_is_no_news(house):
    draft = Appointment(
        person=make_member(Role.LIAISON),
        agency=house["agency"],
        role=Role.ALTERNATE,
        valid_from=today() - timedelta(days=200),
        letter="SP/9/2026",
    )
    agencies.appoint(draft, by=house["office"])
    assert told("agencies.appointed") == []


def test_a_vacancy_is_told_at_once_and_every_ten_working_days(house):
    post = Appointment.objects.get(person=house["liaison"])
    last = today() - timedelta(days=1)
    Appointment.objects.filter(pk=post.pk).update(valid_to=last)
    assert vacant_since(house["agency"], today()) == today()
    for days in (0, 1, 9, 10, 15):
        remind_of_vacancies(add_working_days(today(), days))
    assert told("agencies.vacant") == [house["head"]] * 2
    assert house["office"] in told("agencies.vacant_for_office")
    assert opens(house["head"], "agencies.vacant")


def test_a_vacancy_that_was_filled_meanwhile_is_told_to_nobody(house):
    Appointment.objects.filter(person=house["liaison"]).update(valid_to=today() - timedelta(days=1))
    remind_of_vacancies()
    make_member(Role.LIAISON, house["agency"], since=today())
    assert told("agencies.vacant") == []


def test_no_subject_names_a_person(house):
    project = make_project(house["agency"])
    projects.suspend(project, reason="Revisión", by=house["office"])
    tasks.deliver.call()
    for letter in sent.outbox:
        for person in house.values():
            assert str(person) not in letter.subject
