from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.formulas import folded
from proim.agencies.models import STATE, Agency, AgencyVersion, Programme, refuse_future
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.permissions import require
from proim.core.seen import news, require_as_seen


@transaction.atomic
def add(draft: Agency, *, since: date, ground: str = "", by: User | None) -> Agency:
    """Store a new public entity that exists since ``since``; without a key it gets the next one.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: a value is not valid, its key or its name is taken, or the day has not come.
    """
    require("agencies.add", by, Programme.get())  # its lock: two new agencies get two keys
    refuse_future(since)
    draft.key = draft.key or _next_key()
    draft.words = folded(f"{draft.name} {draft.acronym}")
    draft.full_clean()
    if _is_in_use(draft.name):
        raise ValidationError({"name": _("There is already a public entity with this name.")})
    _check_sector(draft, draft.sector)
    draft.save(force_insert=True)
    state = {name: getattr(draft, name) for name in STATE}
    AgencyVersion.objects.create(agency=draft, since=since, ground=ground, **state)
    changes = {name: (None, value) for name, value in state.items() if value}
    record("agencies.add", draft, by=by, changes=changes, comment=ground, since=since)
    return draft


@transaction.atomic
def rename(
    agency: Agency,
    *,
    since: date,
    ground: str = "",
    by: User | None,
    seen: Mapping[str, str] | None = None,
    **state: Any,
) -> AgencyVersion:
    """Record what an agency is called and is from ``since`` on; what is not named stays.

    ``state`` may hold name, acronym, type, sector and demarcation. A past day is welcome: later
    states stay as they are, and the same day again corrects what was recorded for it. With ``seen``,
    the fingerprints of today's state as the person saw it, what is not named is as it is today.

    Raises:
        ConflictError: what is named is no longer as ``seen``.
        PermissionDenied: ``by`` is not of the office.
        ValidationError: nothing changes, a value is not valid, the agency has ended by then, or
            the day has not come.
    """
    agency = require("agencies.rename", by, agency)
    agency.require_not_ended(since)
    state = state if seen is None else _merged(agency, state, seen)
    version = agency.version_on(since)
    before = version.state if version else dict.fromkeys(STATE)
    base = version or agency.versions.order_by("since", "pk")[0]
    after = AgencyVersion(agency=agency, since=since, ground=ground, **{**base.state, **state})
    changes = {n: (old, new) for n, new in after.state.items() if (old := before[n]) != new}
    if not changes:
        raise ValidationError(_("This is what is recorded already for that day: nothing changes."))
    after.full_clean()
    _check_sector(agency, after.sector)
    after.save()
    _follow(agency)
    told = {"since": (None, since), **changes}
    record("agencies.rename", after, by=by, changes=told, comment=ground)
    return after


def _merged(agency: Agency, mine: dict[str, Any], seen: Mapping[str, str]) -> dict[str, Any]:
    """Return today's state with what one person has changed in it."""
    current = agency.version_on(today()) or agency.versions.first()
    if current is None:
        return mine
    here = current.state.__getitem__
    require_as_seen(news(mine, here), here, seen)
    return {**current.state, **mine}


def _follow(agency: Agency) -> None:
    """Let the columns repeat the state of today, and the search words every state."""
    current = agency.version_on(today())
    for name, value in (current.state if current else {}).items():
        setattr(agency, name, value)
    names = [(agency.name, agency.acronym), *agency.versions.values_list("name", "acronym")]
    words = dict.fromkeys(folded(" ".join(pair)) for pair in names)
    agency.words = " · ".join(words)  # the present name first
    agency.save(update_fields=[*STATE, "words"])


def _check_sector(agency: Agency, sector: Agency | None) -> None:
    """Refuse a head of sector that has ended, or that stands below the agency itself."""
    if sector and sector.has_ended(today()):
        raise ValidationError({"sector": _("This head of sector no longer exists.")})
    above = sector
    while above:
        if agency.pk and above.pk == agency.pk:
            text = _("An agency cannot be its own head of sector, not even by way of another.")
            raise ValidationError({"sector": text})
        above = above.sector


def _is_in_use(name: str) -> bool:
    """Say whether an agency that goes on has this name, however it is written."""
    like = Agency.objects.filter(closed_on__isnull=True, words__contains=folded(name))
    return any(folded(other) == folded(name) for other in like.values_list("name", flat=True))


def _next_key() -> str:
    """Return A and the number after the highest of that form: A100 after A099."""
    keys = Agency.objects.filter(key__regex=r"^A[0-9]{3,6}$").values_list("key", flat=True)
    return f"A{max((int(key[1:]) for key in keys), default=0) + 1:03}"
