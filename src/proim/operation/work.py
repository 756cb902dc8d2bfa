"""What was done in the background, by task: when last, how often it failed, how much waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

RECENT = timedelta(days=7)
TITLES = {
    "accounts.send_invitation": gettext_lazy("Send an invitation"),
    "accounts.send_password_notice": gettext_lazy("Tell of a changed password"),
    "accounts.send_reset": gettext_lazy("Send a link for a new password"),
    "agencies.remind": gettext_lazy("Remind of posts that stand empty"),
    "desk.clear_drafts": gettext_lazy("Clear forms that were never sent"),
    "monitoring.open_reports": gettext_lazy("Open the reports of a quarter and remind of them"),
    "notifications.deliver": gettext_lazy("Send the mail that waits"),
    "notifications.digest": gettext_lazy("Write the daily summaries"),
    "notifications.forget": gettext_lazy("Forget notices that are long past"),
    "operation.check_everything": gettext_lazy("Recompute the ledger and the files"),
    "operation.tidy": gettext_lazy("Clear what has expired"),
    "projects.remind": gettext_lazy("Remind of reviews and corrections"),
    "sheets.check_later": gettext_lazy("Check a spreadsheet"),
    "sheets.commit_later": gettext_lazy("Bring in a spreadsheet"),
    "training.press_certificates": gettext_lazy("Make the certificates of a session"),
    "training.remind": gettext_lazy("Remind of courses"),
}


@dataclass(frozen=True, slots=True)
class Work:
    """One task over the last week."""

    name: str  # app.task
    last: datetime | None
    done: int
    failed: int
    waiting: int

    @property
    def title(self) -> str:
        """What the task does, in words; a task without words is called by its name."""
        return str(TITLES.get(self.name, self.name))


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
