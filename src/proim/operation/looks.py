"""Looks at what belongs to no other app: database, cache, disk, files, backup, ledger, clock, tasks."""

import shutil
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proim.audit.models import Event, Head
from proim.core.health import HEALTH, Check, Finding, State
from proim.files.models import Allowance
from proim.operation import backups, records
from proim.operation.outages import is_outage
from proim.privacy.kinds import days_of
from proim.ui.formats import number

LOW, VERY_LOW = 2_000_000_000, 300_000_000  # free bytes
BACKUP_LATE, BACKUP_LOST = timedelta(days=2), timedelta(days=8)
VERIFIED_LATE = timedelta(days=3)
SLOW_MS = 500


def database() -> Finding:
    """Ask the database something and measure the answer."""
    began = time.perf_counter()
    head = Head.objects.filter(pk=1).first()
    took = (time.perf_counter() - began) * 1000
    words = {"kind": connection.display_name, "took": f"{took:.1f}"}
    state = State.ATTENTION if took > SLOW_MS or head is None else State.GOOD
    text = _("%(kind)s answers in %(took)s ms.") % words
    return Finding(state, text, {"database_milliseconds": took})


def shared_cache() -> Finding:
    """Write to the cache and read it again: rate limits live there."""
    if "locmem" in settings.CACHES["default"]["BACKEND"]:
        return Finding(State.GOOD, _("In the memory of the one server process."))
    cache.set("operation.look", 1, 60)
    if cache.get("operation.look") != 1:
        return Finding(State.BAD, _("Redis forgets what it is told."))
    return Finding(State.GOOD, _("Redis answers."))


def disk() -> Finding:
    """Look at the room that database and files have."""
    usage = shutil.disk_usage(settings.DATA)
    words = {"free": filesizeformat(usage.free), "total": filesizeformat(usage.total)}
    state = State.BAD if usage.free < VERY_LOW else State.GOOD
    if state is State.GOOD and usage.free < LOW:
        state = State.ATTENTION
    text = _("%(free)s free of %(total)s.") % words
    return Finding(state, text, {"disk_free_bytes": usage.free, "disk_total_bytes": usage.total})


def files() -> Finding:
    """Look at the space that attached files take."""
    used = Allowance.objects.aggregate(total=Sum("used"))["total"] or 0
    quota, full = settings.FILE_QUOTA, 0
    if quota:
        full = Allowance.objects.filter(used__gte=quota * 9 // 10).count()
    text = _("%(used)s of attached files.") % {"used": filesizeformat(used)}
    if full:
        text += " " + _("%(count)s holders have used nine tenths of their space.") % {"count": full}
    state = State.ATTENTION if full else State.GOOD
    return Finding(state, text, {"files_bytes": used, "files_holders_nearly_full": full})


def backup() -> Finding:
    """Look at the age of the last backup that this installation wrote."""
    found = records.noted(records.BACKUP)
    if found is None:
        return Finding(State.ATTENTION, _("No backup has been made from here yet: proim backup."))
    at, told = found
    age = timezone.now() - at
    state = State.GOOD if age < BACKUP_LATE else State.ATTENTION
    if age > BACKUP_LOST:
        state = State.BAD
    text = _("The last one was made on %(moment)s.") % {"moment": _moment(at)}
    days = days_of("backup")
    old = (
        [path.name for path in backups.older(Path(told["folder"]), days)]
        if "folder" in told
        else []
    )
    if old:
        said = ngettext(
            "%(count)s backup is older than %(days)s days: %(names)s.",
            "%(count)s backups are older than %(days)s days: %(names)s.",
            len(old),
        )
        text += " " + said % {"count": len(old), "days": days, "names": ", ".join(old[:5])}
        state = State.ATTENTION if state is State.GOOD else state
    figures = {"backup_age_seconds": age.total_seconds(), "backups_older_than_term": len(old)}
    return Finding(state, text, figures)


def ledger() -> Finding:
    """Look at the length of the ledger, and at what the nightly recomputation found."""
    count = Event.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    figures = {"ledger_events": float(count)}
    found = records.noted(records.VERIFIED)
    if found is None:
        text = _("%(count)s events; not recomputed by the nightly job yet.") % {
            "count": number(count)
        }
        return Finding(State.GOOD, text, figures)
    at, told = found
    if told.get("faults"):
        text = _("Something stored was changed or lost; run proim check. Found on %(moment)s.")
        return Finding(State.BAD, text % {"moment": _moment(at)}, figures)
    late = timezone.now() - at > VERIFIED_LATE
    text = _("%(count)s events; chain and files were whole on %(moment)s.")
    words = {"count": number(count), "moment": _moment(at)}
    return Finding(State.ATTENTION if late else State.GOOD, text % words, figures)


def clock() -> Finding:
    """Look whether the platform lives on another day than the calendar."""
    if settings.TODAY is None:
        return Finding(State.GOOD, _("The date is that of the server."))
    text = _("The clock stands still on %(day)s (PROIM_TODAY): for demonstrations only.")
    return Finding(State.ATTENTION, text % {"day": date_format(settings.TODAY)})


def all_findings() -> list[tuple[Check, Finding]]:
    """Look at every part; one that cannot even be looked at is bad, and the others are shown."""
    return [(check, _safely(check.look)) for check in HEALTH]


def worst() -> State:
    """Return the worst state of all parts."""
    states = {finding.state for _check, finding in all_findings()}
    return next(state for state in (State.BAD, State.ATTENTION, State.GOOD) if state in states)


def _safely(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except Exception as error:
        if not (isinstance(error, Error | OSError) or is_outage(error)):
            raise
        text = _("It cannot be looked at: %(error)s.") % {"error": type(error).__name__}
        return Finding(State.BAD, text)


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
