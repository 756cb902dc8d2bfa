"""How public entities give way to one another.

In all four verbs the one that ends keeps its records, and the people appointed in it, until the
office ends their appointments. From that day on its main successor answers for what it leaves
(rules, counting) and takes its place in the programme's scope.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.actions.scope import put_in_scope, take_out_of_scope
from proim.agencies.models import Agency, Succession, SuccessionKind
from proim.audit.actions import record
from proim.core.permissions import require


@transaction.atomic
def merge(
    agencies: Sequence[Agency], *, into: Agency, since: date, ground: str, by: User | None
) -> list[Succession]:
    """End two or more agencies, which become ``into``.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: there are fewer than two, or see ``_end``.
    """
    rows = {row.pk: require("agencies.merge", by, row) for row in _in_order([*agencies, into])}
    ending = [rows[agency.pk] for agency in _in_order(agencies)]
    if len(ending) < 2:  # noqa: PLR2004  one alone is an absorption
        raise ValidationError(_("A merger needs at least two public entities."))
    done = []
    for agency in ending:
        end = Succession(predecessor=agency, successor=rows[into.pk], since=since, ground=ground)
        end.kind = SuccessionKind.MERGE
        done.append(_end(end, by=by))
        record("agencies.merge", end, by=by, changes=_told(end), comment=ground)
    return done


@transaction.atomic
def split(
    agency: Agency,
    *,
    main: Agency,
    others: Sequence[Agency],
    since: date,
    ground: str,
    by: User | None,
) -> list[Succession]:
    """End an agency that becomes several; ``main`` takes over its projects and its place in scope.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: there is only one successor, or see ``_end``.
    """
    everybody = _in_order([agency, main, *others])
    rows = {row.pk: require("agencies.split", by, row) for row in everybody}
    beside = [rows[other.pk] for other in _in_order(others) if other.pk != main.pk]
    if not beside:
        raise ValidationError(_("A division needs at least two successors."))
    done = []
    for successor in [rows[main.pk], *beside]:
        is_main = successor.pk == main.pk
        end = Succession(predecessor=rows[agency.pk], successor=successor, since=since)
        end.kind, end.ground, end.is_main = SuccessionKind.SPLIT, ground, is_main
        done.append(_end(end, by=by) if is_main else _store(end))
        record("agencies.split", end, by=by, changes=_told(end), comment=ground)
    return done


@transaction.atomic
def absorb(
    agency: Agency, *, into: Agency, since: date, ground: str, by: User | None
) -> Succession:
    """End an agency that goes into another one, which goes on under its own name.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: see ``_end``.
    """
    rows = {row.pk: require("agencies.absorb", by, row) for row in _in_order([agency, into])}
    end = Succession(predecessor=rows[agency.pk], successor=rows[into.pk], since=since)
    end.kind, end.ground = SuccessionKind.ABSORB, ground
    _end(end, by=by)
    record("agencies.absorb", end, by=by, changes=_told(end), comment=ground)
    return end


@transaction.atomic
def wind_up(agency: Agency, *, since: date, ground: str, by: User | None) -> Succession:
    """End an agency that nobody succeeds.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: see ``_end``.
    """
    agency = require("agencies.wind_up", by, agency)
    end = Succession(predecessor=agency, since=since, ground=ground, kind=SuccessionKind.WIND_UP)
    _end(end, by=by)
    record("agencies.wind_up", end, by=by, changes=_told(end), comment=ground)
    return end


def _in_order(agencies: Iterable[Agency]) -> list[Agency]:
    """Return each agency once, in the order of all locks: two at once wait, never deadlock."""
    return sorted({agency.pk: agency for agency in agencies}.values(), key=lambda row: row.pk)


def _end(end: Succession, *, by: User | None) -> Succession:
    """Store the succession, close the predecessor, hand its place in scope to the main successor.

    Raises:
        ValidationError: the day has not come; on that day the predecessor does not exist, or has entries
            from then on; the successor does not exist, or is the predecessor; there is no ground.
    """
    agency, main, since = end.predecessor, end.successor, end.since
    agency.require_existing(since)
    renamed = agency.versions.filter(since__gte=since).exists()
    if renamed or agency.scope_entries.filter(since__gt=since).exists():
        text = _("It has entries from that day on, which contradict its end.")
        raise ValidationError({"since": text})
    _store(end)
    if agency.is_in_scope_on(since):
        take_out_of_scope(agency, since=since, ground=end.ground, by=by)
        if main and not main.is_in_scope_on(since):
            put_in_scope(main, since=since, ground=end.ground, by=by)
    agency.closed_on = since
    agency.save(update_fields=["closed_on"])
    return end


def _store(end: Succession) -> Succession:
    end.ground = end.ground.strip()
    if not end.ground:
        raise ValidationError({"ground": _("Say on what legal ground.")})
    if end.successor == end.predecessor:
        raise ValidationError({"successor": _("A public entity cannot succeed itself.")})
    if end.successor:
        _check_successor(end.successor, end.since)
    end.full_clean()
    end.save()
    return end


def _check_successor(successor: Agency, since: date) -> None:
    if successor.closed_on or successor.version_on(since) is None:
        text = _("%(name)s does not exist on that day.") % {"name": successor.name}
        raise ValidationError({"successor": text})


def _told(end: Succession) -> dict[str, tuple[None, object]]:
    columns = ("since", "predecessor", "successor")
    return {name: (None, value) for name in columns if (value := getattr(end, name))}
