from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.bulk import require_recent
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import Actor, require
from proim.core.workflow import available, move
from proim.notifications.outbox import notify
from proim.training.actions.queue import move_up
from proim.training.models import Enrolment, Session, posts_on
from proim.training.workflow import FLOW, Result


class Said(models.TextChoices):
    """What enrolling a person gave."""

    DONE = "done", gettext_lazy("enrolled")
    ALREADY = "already", gettext_lazy("was enrolled or waiting already")
    WAITING = "waiting", gettext_lazy("on the waiting list")


VERB = {Said.DONE: "enrol", Said.WAITING: "wait"}  # in the life of an enrolment
TOLD = {Said.DONE: "training.enrolled", Said.WAITING: "training.waiting"}


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of one row of a bulk enrolment."""

    person: User
    said: Said


@transaction.atomic
def enrol(session: Session, people: Iterable[User], *, on: date, by: Actor) -> list[Answer]:
    """Enrol several people, in this order; who finds no place goes on the waiting list.

    Raises:
        TransitionError: the session is closed.
    """
    session = require("training.enrol", by, session)
    session.require_open()
    wanted = list(dict.fromkeys(people))
    there = {row.person_id: row for row in session.enrolments.filter(person__in=wanted)}
    posts = posts_on(session.starts_on, [person.pk for person in wanted])
    left = session.capacity - session.count_taken()
    answers = []
    for person in wanted:
        row = there.get(person.pk)
        said = Said.DONE if left > 0 else Said.WAITING
        if row and VERB[said] not in available(FLOW, row.result):
            said = Said.ALREADY
        else:
            left -= said == Said.DONE
            row = _enrolled(session, person, row, posts.get(person.pk), on, said)
            record("training.enrol", row, by=by, session=session, said=said)
            notify(TOLD[said], row, on=on)
        answers.append(Answer(person, said))
    return answers


@transaction.atomic
def join(session: Session, *, on: date, by: User) -> Enrolment:
    """Sign up oneself for an open session, or for its waiting list if it is full.

    Raises:
        PermissionDenied: ``by`` is no liaison officer, or the session is not open to them.
        DomainError: it has begun, or one is enrolled or waiting already.
    """
    session = require("training.join", by, session)
    row = session.enrolments.filter(person=by).first()
    if session.starts_on < on:
        raise DomainError(_("This session has begun already."))
    if row and row.result != Result.WITHDRAWN:
        raise DomainError(_("You are enrolled in this session already."))
    said = Said.DONE if session.count_taken() < session.capacity else Said.WAITING
    row = _enrolled(session, by, row, posts_on(session.starts_on, [by.pk]).get(by.pk), on, said)
    record("training.join", row, by=by, session=session, said=said)
    notify(TOLD[said], row, on=on)  # also who did it: it brings the date
    return row


@transaction.atomic
def withdraw(enrolment: Enrolment, *, by: Actor) -> Enrolment:
    """Give the place back, or leave the waiting list; whoever waits longest moves up.

    Raises:
        TransitionError: there is a result already, or the session is closed.
    """
    session = _locked(enrolment)
    enrolment = require("training.withdraw", by, enrolment)
    session.require_open()
    move(enrolment, FLOW, "withdraw", field="result")
    record("training.withdraw", enrolment, by=by)
    move_up(session, on=today(), by=by)
    return enrolment


@transaction.atomic
def unenrol(enrolment: Enrolment, *, by: Actor) -> Enrolment:
    """Take back an enrolment of the last half hour, as part of one of many people that went wrong.

    Raises:
        TransitionError: there is a result already, or the session is closed.
        DomainError: the half hour is over.
    """
    session = _locked(enrolment)
    enrolment = require("training.unenrol", by, enrolment)
    session.require_open()
    require_recent(enrolment.queued_at)
    move(enrolment, FLOW, "withdraw", field="result")
    record("training.unenrol", enrolment, by=by)
    notify("training.unenrolled", enrolment)
    move_up(session, on=today(), by=by)
    return enrolment


def _locked(enrolment: Enrolment) -> Session:
    """Lock the session before its rows, as enrolling does: two at once never wait for each other."""
    return Session.objects.select_for_update(of=("self",)).get(pk=enrolment.session_id)


def _enrolled(
    session: Session,
    person: User,
    row: Enrolment | None,
    post: tuple[int, str] | None,
    on: date,
    said: Said,
) -> Enrolment:
    """Make the enrolment, or take the withdrawn one up again, with the post of the first day."""
    agency_id, role = post or (None, "")
    if row is None:
        return Enrolment.objects.create(
            session=session,
            person=person,
            agency_id=agency_id,
            role=role,
            enrolled_on=on,
            result=FLOW[VERB[said]].target,
        )
    move(row, FLOW, VERB[said], field="result")
    row.agency_id, row.role, row.enrolled_on = agency_id, role, on
    row.queued_at = timezone.now()
    row.save(update_fields=["agency_id", "role", "enrolled_on", "queued_at"])
    return row
