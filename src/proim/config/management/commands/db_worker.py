"""The worker of the task library, with the clock beside it: every worker process may hand out jobs."""

import threading
from typing import Any

from django_tasks_db.management.commands import db_worker

from proim.config.embedded import keep_time


class Command(db_worker.Command):
    """Work until stopped; a run with ``--batch`` does what waits and keeps no time."""

    help = __doc__ or ""

    def handle(self, *, batch: bool, worker_id: str, **options: Any) -> None:
        """Start the clock, then work."""
        if not batch:
            threading.Thread(
                target=keep_time, args=[worker_id], name="proim-clock", daemon=True
            ).start()
        super().handle(batch=batch, worker_id=worker_id, **options)
