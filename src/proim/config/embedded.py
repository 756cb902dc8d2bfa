"""One process for a small office: the worker of the background tasks is a thread of the server."""

import contextlib
import ctypes
import logging
import threading
import time

log = logging.getLogger(__name__)
PAUSE_SECONDS = 2.0
AFTER_FAILURE_SECONDS = 5.0


M_ARENA_MAX = -8  # malloc.h of the GNU C library


def one_arena() -> None:
    """Keep all threads in one heap: a heap for each takes 10 MB more and speeds up nothing here."""
    with contextlib.suppress(OSError, AttributeError):  # another C library has no such choice
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def start_worker() -> threading.Thread:
    """Start the worker thread; a failure in one pass is logged and never ends it."""
    thread = threading.Thread(target=_work, name="proim-worker", daemon=True)
    thread.start()
    return thread


def _work() -> None:
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
                worker_id="embedded",
            ).run()
        except Exception:
            log.exception("The worker of the background tasks failed; it starts again.")
            time.sleep(AFTER_FAILURE_SECONDS)
