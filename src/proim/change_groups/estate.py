"""The change group of a public entity, when that ends: the group ends with it, and what it did stays on record."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from proim.agencies.estates import ESTATES, Estate, Thing, Went
from proim.agencies.models import Agency, Reorganization
from proim.change_groups.actions import end_with_agency
from proim.change_groups.models import Group
from proim.core.permissions import Actor


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


GROUPS = Estate("groups", _("Change group"), _of, _end, _told, passes=False)


def declare() -> None:
    """Tell the public entities of what they have here."""
    ESTATES.add(GROUPS)
