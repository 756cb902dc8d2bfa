"""What somebody has open in a change group, for whoever follows in the post."""

from collections.abc import Sequence
from datetime import date

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from proim.agencies.estates import TASKS, Task, Thing
from proim.agencies.models import Appointment
from proim.change_groups.models import Agreement, Group, GroupQuerySet, PlannedAction

LONGEST = 150  # characters of a title; the page it leads to has the whole text


def _agreements(post: Appointment, day: date) -> Sequence[Thing]:
    rows = Agreement.objects.filter(
        owner__person=post.person_id, done_on__isnull=True, meeting__group__in=_groups(post)
    )
    return [
        _thing(row, row.meeting.title)
        for row in rows.select_related("meeting").order_by("due_on", "pk")
    ]


def _planned(post: Appointment, day: date) -> Sequence[Thing]:
    rows = PlannedAction.objects.filter(
        owner__person=post.person_id,
        done_on__isnull=True,
        dropped_on__isnull=True,
        group__in=_groups(post),
    )
    return [_thing(row) for row in rows.select_related("group").order_by("due_on", "pk")]


def _groups(post: Appointment) -> GroupQuerySet:
    return Group.objects.standing().filter(agency=post.agency_id)


def _thing(row: Agreement | PlannedAction, note: str = "") -> Thing:
    title = Truncator(row.text).chars(LONGEST)
    return Thing(row.pk, title, row.get_absolute_url(), note, "es", due_on=row.due_on)


KINDS = (
    Task("agreements", gettext_lazy("Agreements of the change group in their charge"), _agreements),
    Task("plan", gettext_lazy("Actions of the work plan in their charge"), _planned),
)


def declare() -> None:
    """Tell the agencies of what their people have here."""
    for task in KINDS:
        TASKS.add(task)
