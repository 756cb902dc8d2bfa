from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.errors import DomainError
from proim.core.permissions import Actor, require
from proim.core.workflow import move
from proim.notifications.outbox import notify
from proim.training.models import Enrolment, Session, posts_on
from proim.training.workflow import FLOW, Result


class Said(models.TextChoices):
    """What enrolling a person gave."""

    DONE = "done", gettext_lazy("enrolled")
    ALREADY = "already", gettext_lazy("was enrolled already")
    FULL = "full", gettext_lazy("no place left")


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of one row of a bulk enrolment."""

    person: User
    said: Said


@transaction.atomic
def enrol(session: Session, people: Iterable[User], *, on: date, by: Actor) -> list[Answer]:
    """Enrol several people, in this order, as long as there are places; tell each one's result.

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
        if row and row.result != Result.WITHDRAWN:
            said = Said.ALREADY
        elif left < 1:
            said = Said.FULL
        else:
            said, left = Said.DONE, left - 1
            row = _enrolled(session, person, row, posts.get(person.pk), on)
            record("training.enrol", row, by=by, session=session)
            notify("training.enrolled", row, on=on)
        answers.append(Answer(person, said))
    return answers


@transaction.atomic
def join(session: Session, *, on: date, by: User) -> Enrolment:
    """Sign up oneself for an open session.

    Raises:
        PermissionDenied: ``by`` is no liaison officer, or the session is not open to them.
        DomainError: it has begun, there is no place left, or one is enrolled already.
    """
    session = require("training.join", by, session)
    row = session.enrolments.filter(person=by).first()
    if session.starts_on < on:
        raise DomainError(_("This session has begun already."))
    if row and row.result != Result.WITHDRAWN:
        raise DomainError(_("You are enrolled in this session already."))
    if session.count_taken() >= session.capacity:
        raise DomainError(_("There is no place left in this session."))
    row = _enrolled(session, by, row, posts_on(session.starts_on, [by.pk]).get(by.pk), on)
    record("training.join", row, by=by, session=session)
    notify("training.enrolled", row, on=on)  # also who did it: it brings the date
    return row


@transaction.atomic
def withdraw(enrolment: Enrolment, *, by: Actor) -> Enrolment:
    """Give the place back; the enrolment stays, as withdrawn.

    Raises:
        TransitionError: there is a result already, or the session is closed.
    """
    enrolment = require("training.withdraw", by, enrolment)
    enrolment.session.require_open()
    move(enrolment, FLOW, "withdraw", field="result")
    record("training.withdraw", enrolment, by=by)
    return enrolment


def _enrolled(
    session: Session, person: User, row: Enrolment | None, post: tuple[int, str] | None, on: date
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
            result=Result.ENROLLED,
        )
    move(row, FLOW, "enrol", field="result")
    row.agency_id, row.role, row.enrolled_on = agency_id, role, on
    row.save(update_fields=["agency_id", "role", "enrolled_on"])
    return row
