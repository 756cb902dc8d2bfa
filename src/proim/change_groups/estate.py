"""What a change group leaves: it ends with its public entity; what somebody has open in it goes to who follows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from proim.agencies.estates import ESTATES, TASKS, Estate, Task, Thing, Went
from proim.agencies.models import Agency, Appointment, Reorganization
from proim.change_groups.actions import end_with_agency
from proim.change_groups.models import Agreement, Group, GroupQuerySet, PlannedAction
from proim.core.permissions import Actor

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


def _of(agency: Agency) -> list[Thing]:
    rows = Group.objects.standing().filter(agency=agency).select_related("agency")
    return [Thing(row.pk, str(row), row.get_absolute_url(), row.act) for row in rows]


def _end(pk: int, agency: Agency, deed: Reorganization, by: Any) -> None:
    end_with_agency(Group.objects.get(pk=pk), since=deed.since, ground=deed.ground, by=by)


def _told(deed: Reorganization, actor: Actor) -> list[Went]:
    ended = deed.successions.values("predecessor")
    rows = Group.objects.filter(agency__in=ended, dissolved_on__gte=deed.since)
    rows = rows.select_related("agency").order_by("agency__name_key", "pk")
    seen = set(rows.permitted("change_groups.view", actor).values_list("pk", flat=True))
    return [_went(row, is_visible=row.pk in seen) for row in rows]


def _went(row: Group, *, is_visible: bool) -> Went:
    title, href = (str(row), row.get_absolute_url()) if is_visible else ("", "")
    return Went(title, href, "", row.agency, None)


GROUPS = Estate("groups", gettext_lazy("Change group"), _of, _end, _told, passes=False)


def declare() -> None:
    """Tell the public entities of what they and their people have here."""
    ESTATES.add(GROUPS)
    for task in KINDS:
        TASKS.add(task)
