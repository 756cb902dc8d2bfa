"""What was done in the background, by task: when last, how often it failed, how much waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Work:
    """One task over the last week."""

    name: str  # app.task
    last: datetime | None
    done: int
    failed: int
    waiting: int


def recent_work() -> list[Work]:
    """Return the tasks of the last week and all that wait, by name; one query, no arguments shown."""
    since = timezone.now() - RECENT
    waiting = Q(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
    rows: Any = DBTaskResult.objects.filter(waiting | Q(finished_at__gt=since)).order_by()
    grouped = rows.values("task_path").annotate(
        last=Max("finished_at"),
        done=Count("pk", filter=Q(status=TaskResultStatus.SUCCESSFUL)),
        failed=Count("pk", filter=Q(status=TaskResultStatus.FAILED)),
        waiting=Count("pk", filter=waiting),
    )
    return [
        Work(_short(row["task_path"]), row["last"], row["done"], row["failed"], row["waiting"])
        for row in grouped.order_by("task_path")
    ]


def _short(path: str) -> str:
    """Return "app.task" of "proim.app.tasks.task"."""
    words = path.split(".")
    return f"{words[1]}.{words[-1]}" if words[0] == "proim" else path
