"""What the calendar asks for: tidying up each night, and recomputing what must not change."""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from proim.accounts.models import Session
from proim.audit.models import verify
from proim.files import sweeping
from proim.operation import records

log = logging.getLogger(__name__)
KEPT = timedelta(days=60)


def tidy_up() -> dict[str, int]:
    """Remove expired sessions, results of old tasks and files that no record names; return how many."""
    now = timezone.now()
    sessions = Session.objects.filter(expire_date__lt=now)
    results = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT)
    return {
        "sessions": sessions.delete()[0],
        "results": results.delete()[0],
        "files": sweeping.sweep(),
    }


def recompute() -> list[str]:
    """Recompute the ledger and every file's hash, note the outcome; return what is wrong."""
    verdict, found = verify(), sweeping.verify()
    faults = [f"file {name}" for name in (*found.missing, *found.changed)]
    if verdict.broken is not None:
        faults.insert(0, f"ledger event {verdict.broken}")
    records.note(records.VERIFIED, faults=len(faults), events=verdict.checked, files=found.checked)
    return faults


@task()
def tidy() -> None:
    """Tidy up, once a night."""
    removed = tidy_up()
    log.info("Tidied up: %(sessions)s sessions, %(results)s results, %(files)s files.", removed)


@task()
def check_everything() -> None:
    """Recompute ledger and files, once a night; the health page shows the outcome."""
    faults = recompute()
    if faults:
        log.error("%s stored things are not as they were: run proim check.", len(faults))
