"""One process for a small office: the worker of the background tasks is a thread of the server."""

import contextlib
import ctypes
import logging
import threading
import time

from django.db import close_old_connections
from django.utils.crypto import get_random_string

log = logging.getLogger(__name__)
PAUSE_SECONDS = 2.0
AFTER_FAILURE_SECONDS = 5.0


M_ARENA_MAX = -8  # malloc.h of the GNU C library


def one_arena() -> None:
    """Keep all threads in one heap: a heap for each takes 10 MB more and speeds up nothing here."""
    with contextlib.suppress(OSError, AttributeError):  # another C library has no such choice
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def give_back() -> None:
    """Return to the system what the C library keeps of memory that was freed: some megabytes after a night's jobs."""
    with contextlib.suppress(OSError, AttributeError):  # another C library has no such call
        ctypes.CDLL(None).malloc_trim(0)


def start_worker() -> list[threading.Thread]:
    """Start the thread that works and the one that keeps time; no failure ends either."""
    from proim.notifications import schedule  # noqa: PLC0415  after setup

    schedule.revive(everybody_is_dead=True)  # what was running died with the process before
    # A name of its own for each start: what an earlier process left running is told apart.
    worker = f"embedded-{get_random_string(12)}"
    threads = [
        threading.Thread(target=_work, args=[worker], name="proim-worker", daemon=True),
        threading.Thread(target=keep_time, args=[worker], name="proim-clock", daemon=True),
    ]
    for thread in threads:
        thread.start()
    return threads


def keep_time(worker: str) -> None:
    """Tick for ever on behalf of ``worker``."""
    from proim.notifications import outbox, schedule  # noqa: PLC0415  after setup

    while True:
        try:
            close_old_connections()
            schedule.tick(worker)
            outbox.wake_if_due()
            give_back()
        except Exception:
            log.exception("The clock of the background work failed; it goes on.")
        time.sleep(schedule.TICK_SECONDS)


def _work(worker: str) -> None:
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415  after setup

    while True:
        try:
            # Worker installs no signal handlers by itself: stopping stays the server's business.
            Worker(
                queue_names=["*"],
                excluded_queue_names=[],
                interval=PAUSE_SECONDS,
                batch=False,
                backend_name="default",
                startup_delay=False,
                max_tasks=None,
                worker_id=worker,
            ).run()
        except Exception:
            log.exception("The worker of the background tasks failed; it starts again.")
            time.sleep(AFTER_FAILURE_SECONDS)
