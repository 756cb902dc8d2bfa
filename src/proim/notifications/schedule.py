"""Keeping time without a leader: every process may tick, and a unique row decides who hands out.

After the machine was off, the first tick hands out each job once for its latest due moment.
"""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from proim.core.jobs import JOBS, WAITS, waits_of
from proim.notifications.models import ScheduledRun, WorkerSign

log = logging.getLogger(__name__)
TICK_SECONDS = 20.0
SILENT_AFTER = timedelta(minutes=2)  # a worker that gave no sign for so long is dead
KEPT = timedelta(days=60)  # rows of the clock; what mattered stands elsewhere


def tick(worker: str, now: datetime | None = None) -> list[str]:
    """Give a sign of life, hand out what is due, put back what died; return what was handed out."""
    now = timezone.localtime(now)
    beat(worker, now)
    handed = hand_out(now)
    revive(now)
    try_again(now)
    return handed


def hand_out(now: datetime) -> list[str]:
    """Enqueue each job that is due and was not handed out yet; return their names."""
    runs = ScheduledRun.objects.values("name").annotate(last=Max("due")).values_list("name", "last")
    last, handed = dict(runs), []
    for job in JOBS:
        due = job.due(now)
        if job.name in last and last[job.name] >= due:
            continue
        try:
            with transaction.atomic():  # the row and the task together, or neither
                ScheduledRun.objects.create(name=job.name, due=due)
                job.task.enqueue()
        except IntegrityError:
            continue  # another process was quicker
        handed.append(job.name)
    return handed


def beat(worker: str, now: datetime) -> None:
    """Say that ``worker`` lives."""
    WorkerSign.objects.update_or_create(worker=worker, defaults={"seen_at": now})


def alive(now: datetime) -> Collection[str]:
    """Return the workers that gave a sign lately."""
    signs = WorkerSign.objects.filter(seen_at__gt=now - SILENT_AFTER)
    return set(signs.values_list("worker", flat=True))


def revive(now: datetime | None = None, *, everybody_is_dead: bool = False) -> int:
    """Put tasks back whose worker died in the middle; return how many.

    ``everybody_is_dead`` is for the start of the one process of a small office: whatever was running
    then died with the process before.
    """
    now, revived = now or timezone.now(), 0
    running = list(DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING))
    living = set() if everybody_is_dead or not running else alive(now)
    for task in running:
        worker = task.worker_ids[-1] if task.worker_ids else ""
        is_new = task.started_at and task.started_at > now - SILENT_AFTER
        if worker not in living and (everybody_is_dead or not is_new):
            revived += _put_back(task, now, waits_of(task.task_path) or WAITS)
    return revived


def try_again(now: datetime) -> int:
    """Put failed tasks back that are declared as jobs or as retried; return how many."""
    failed = DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED, finished_at__gt=now - timedelta(days=2)
    )
    paths = failed.values_list("task_path", flat=True).distinct()
    retried = [path for path in paths if waits_of(path)]
    count = 0
    for task in failed.filter(task_path__in=retried) if retried else []:
        if len(task.worker_ids) <= len(waits_of(task.task_path)):
            count += _put_back(task, task.finished_at or now, waits_of(task.task_path))
    return count


def _put_back(task: "DBTaskResult[Any, Any]", since: datetime, waits: tuple[int, ...]) -> int:
    """Make a task ready again for a later moment; after the last attempt it counts as failed."""
    attempt = max(len(task.worker_ids), 1)
    mine = DBTaskResult.objects.filter(pk=task.pk, status=task.status)
    if attempt > len(waits):
        log.error("A task is given up after %s attempts: %s", attempt, task.task_path)
        said = {"exception_class_path": "builtins.RuntimeError", "traceback": "Its worker died."}
        return mine.update(status=TaskResultStatus.FAILED, finished_at=timezone.now(), **said) * 0
    later = since + timedelta(minutes=waits[attempt - 1])
    return mine.update(status=TaskResultStatus.READY, run_after=later, finished_at=None)


def forget(now: datetime | None = None) -> None:
    """Remove old rows of the clock and of finished tasks; the last run of each job stays known."""
    before = (now or timezone.now()) - KEPT
    ScheduledRun.objects.filter(due__lt=before).delete()
    WorkerSign.objects.filter(seen_at__lt=before).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
