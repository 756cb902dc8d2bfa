from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import Actor, require
from proim.training import codes
from proim.training.models import Presence, Session, Way


@transaction.atomic
def note_presence(session: Session, day: date, present: Collection[int], *, by: Actor) -> int:
    """Note by the list who was there; return for how many that is news.

    Args:
        session: of which people.
        day: on which of its days.
        present: the ids of the enrolments of those who were there; all others were not.
        by: who says so; it stands before what the code noted.

    Raises:
        TransitionError: the session is closed.
        DomainError: the day is none of the session, or has not come yet.
    """
    session = require("training.note_presence", by, session)
    session.require_open()
    if day not in session.days:
        raise DomainError(_("This day does not belong to the session."))
    if day > today():
        raise DomainError(_("This day has not come yet."))
    standing = Presence.objects.standing(session)
    person = by if isinstance(by, User) else None
    news = []
    for row in session.enrolments.active().select_for_update(of=("self",)).order_by("pk"):
        told, is_there = standing.get((day, row.pk)), row.pk in present
        if told is None or told.is_present != is_there:
            noted = Presence(enrolment=row, day=day, is_present=is_there, way=Way.LIST, by=person)
            news.append(noted)
    Presence.objects.bulk_create(news)
    there = sum(row.is_present for row in news)
    absent = len(news) - there
    record("training.note_presence", session, by=by, day=str(day), present=there, absent=absent)
    return len(news)


@transaction.atomic
def check_in(session: Session, token: str, *, by: User) -> bool:
    """Note oneself as present with the code that is shown; ``False`` if that was noted before.

    Raises:
        PermissionDenied: the person has no place in the session, or it is closed.
        DomainError: the code is not of this session, does not hold now, or the office noted
            otherwise.
    """
    session = require("training.check_in", by, session)
    code = codes.read(token)
    if code is None or code.session != session.pk or code.day not in session.days:
        raise DomainError(_("This code is not valid."))
    code.require_time()
    row = session.enrolments.active().get(person=by)
    last = Presence.objects.filter(enrolment=row, day=code.day).last()
    if last and last.is_present:
        return False
    if last and last.way == Way.LIST:
        raise DomainError(_("The office noted otherwise. Speak with the trainer."))
    Presence.objects.create(enrolment=row, day=code.day, is_present=True, way=Way.CODE, by=by)
    record("training.check_in", row, by=by, day=str(code.day))
    return True
