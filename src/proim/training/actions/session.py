from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proim.audit.actions import record
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import Actor, require
from proim.core.seen import news, require_as_seen
from proim.notifications.outbox import notify
from proim.training.actions.queue import move_up
from proim.training.models import Session, posts_on
from proim.training.workflow import PENDING, Result

MOVED = {"starts_on", "ends_on", "timetable", "place", "link"}  # those enrolled are told


@transaction.atomic
def schedule(session: Session, *, by: Actor) -> Session:
    """Store a new session of its course.

    Raises:
        ValidationError: a field is missing, the days are in the wrong order, or no place is
            said (keyed by field where there is one).
    """
    session.course = require("training.schedule", by, session.course)
    session.full_clean()
    session.save(force_insert=True)
    record("training.schedule", session, by=by, course=session.course)
    return session


@transaction.atomic
def edit_session(
    edited: Session,
    changed: Iterable[str],
    *,
    by: Actor,
    seen: Mapping[str, str] | None = None,
) -> Session:
    """Store the fields named in ``changed``.

    A new first day looks the appointments up again; new places go to those who wait.
    ``seen`` are the fingerprints (``core.seen.marks``) of the fields as the person saw them.

    Raises:
        ConflictError: a field is no longer as ``seen``.
        TransitionError: the session is closed.
        ValidationError: a value is wrong, or there would be fewer places than people.
    """
    session = require("training.edit_session", by, edited)
    session.require_open()
    here = partial(getattr, session)
    fields = sorted(news({name: getattr(edited, name) for name in changed}, here))
    require_as_seen(fields, here, seen)
    before = {name: here(name) for name in fields}
    for name in fields:
        setattr(session, name, getattr(edited, name))
    session.full_clean()
    if session.capacity < session.count_taken():
        raise ValidationError({"capacity": _("More people than that are enrolled.")})
    session.save(update_fields=fields)
    if "starts_on" in fields:
        _look_up_posts(session)
    changes = {name: (before[name], getattr(session, name)) for name in fields}
    record("training.edit_session", session, by=by, changes=changes)
    if MOVED & set(fields):
        for row in session.enrolments.filter(result=Result.ENROLLED).order_by("pk"):
            notify("training.moved", row, on=session.starts_on)
    if "capacity" in fields:
        move_up(session, on=today(), by=by)
    return session


@transaction.atomic
def close_session(session: Session, *, on: date, by: Actor) -> Session:
    """End the work on a session: from now on results change by correction only.

    Raises:
        DomainError: it has not ended yet, or somebody has no result yet.
        TransitionError: it was closed already.
    """
    session = require("training.close_session", by, session)
    session.require_open()
    if session.ends_on > on:
        raise DomainError(_("The session has not ended yet."))
    rows = session.enrolments.select_for_update(of=("self",)).order_by("pk")
    results = list(rows.values_list("result", flat=True))
    if missing := results.count(Result.ENROLLED):
        text = ngettext(
            "%(count)s person has no result yet.", "%(count)s people have no result yet.", missing
        )
        raise DomainError(text % {"count": missing})
    session.closed_on = on
    session.save(update_fields=["closed_on"])
    record("training.close_session", session, by=by, people=len(results))
    return session


def _look_up_posts(session: Session) -> None:
    """Take the appointments of the new first day for all who have no final result."""
    waiting = list(session.enrolments.select_for_update(of=("self",)).filter(result__in=PENDING))
    posts = posts_on(session.starts_on, [row.person_id for row in waiting])
    for row in waiting:
        row.agency_id, row.role = posts.get(row.person_id, (None, ""))
        row.save(update_fields=["agency_id", "role"])
