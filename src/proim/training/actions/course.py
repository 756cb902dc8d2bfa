from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from proim.agencies.models import Programme
from proim.audit.actions import record
from proim.core.errors import DomainError
from proim.core.permissions import Actor, require
from proim.core.seen import news, require_as_seen
from proim.training.models import CoreMark, Course


@transaction.atomic
def add_course(course: Course, *, is_core: bool, since: date, by: Actor) -> Course:
    """Store a new course; as a core one, it counts for indicator 2 from ``since`` on.

    Raises:
        ValidationError: a field is missing or the key is taken (keyed by field).
    """
    require("training.add_course", by, Programme.get())
    course.full_clean()
    course.save(force_insert=True)
    if is_core:
        CoreMark.objects.create(course=course, since=since, is_core=True)
    record("training.add_course", course, by=by, is_core=is_core)
    return course


@transaction.atomic
def edit_course(
    edited: Course,
    changed: Iterable[str],
    *,
    by: Actor,
    seen: Mapping[str, str] | None = None,
) -> Course:
    """Store the fields named in ``changed``; other people's edits to other fields survive.

    ``seen`` are the fingerprints (``core.seen.marks``) of the fields as the person saw them.

    Raises:
        ConflictError: a field is no longer as ``seen``.
        ValidationError: a value is not possible (keyed by field).
    """
    course = require("training.edit_course", by, edited)
    here = partial(getattr, course)
    fields = sorted(news({name: getattr(edited, name) for name in changed}, here))
    require_as_seen(fields, here, seen)
    before = {name: here(name) for name in fields}
    for name in fields:
        setattr(course, name, getattr(edited, name))
    course.full_clean()
    course.save(update_fields=fields)
    changes = {name: (before[name], getattr(course, name)) for name in fields}
    record("training.edit_course", course, by=by, changes=changes)
    return course


@transaction.atomic
def mark_core(
    course: Course, *, is_core: bool, since: date, reason: str = "", by: Actor
) -> CoreMark:
    """State that from ``since`` on the course counts as core, or no longer.

    Results of earlier days keep counting as they did: the mark on the day of completion decides.

    Raises:
        DomainError: it is so already on that day.
    """
    course = require("training.mark_core", by, course)
    was = Course.objects.core(since).filter(pk=course.pk).exists()
    if was == is_core:
        raise DomainError(_("On that day it is so already."))
    mark = CoreMark.objects.create(course=course, since=since, is_core=is_core, reason=reason)
    record(
        "training.mark_core",
        course,
        by=by,
        changes={"is_core": (was, is_core)},
        since=since,
        comment=reason,
    )
    return mark
