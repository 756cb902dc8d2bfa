"""The public entities of a sector, when the one that heads it ends: somebody heads them afterwards too."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from proim.agencies.actions import rename
from proim.agencies.estates import Estate, Thing, Went
from proim.agencies.models import Agency, AgencyVersion, Reorganization
from proim.core.clock import today
from proim.core.permissions import Actor


def _of(agency: Agency) -> list[Thing]:
    rows = agency.sectorised.existing(today()).order_by("name_key", "pk")
    return [Thing(row.pk, row.name, row.get_absolute_url()) for row in rows]


def _move(pk: int, to: Agency, deed: Reorganization, by: Any) -> None:
    """Put it under another head from the day on; one that comes to head the sector heads itself."""
    agency = Agency.objects.get(pk=pk)
    former, head = agency.sector, None if to.pk == pk else to
    first = agency.versions.order_by("since").values_list("since", flat=True)[0]
    later = agency.versions.filter(since__gt=deed.since, sector=former)
    for since in sorted({max(deed.since, first), *later.values_list("since", flat=True)}):
        rename(agency, since=since, ground=deed.ground, sector=head, by=by)


def _told(deed: Reorganization, actor: Actor) -> list[Went]:
    """Return whose head ended on that day, with the head that followed; one query."""
    ended = set(deed.successions.values_list("predecessor", flat=True))
    had = AgencyVersion.objects.filter(sector__in=ended).values("agency")
    rows = AgencyVersion.objects.filter(agency__in=had).select_related("agency", "sector")
    rows = rows.order_by("agency__name_key", "agency", "since", "pk")
    found, heads = [], dict[int, Agency]()
    for row in {(row.agency_id, row.since): row for row in rows}.values():  # as last corrected
        if row.sector and row.sector_id in ended:
            heads[row.agency_id] = row.sector
        elif row.since >= deed.since and row.agency_id in heads:
            title, href = row.agency.name, row.agency.get_absolute_url()
            found.append(Went(title, href, "", heads.pop(row.agency_id), row.sector))
        else:
            heads.pop(row.agency_id, None)
    return found


SECTORS = Estate("sector", _("Public entities of its sector"), _of, _move, _told)
