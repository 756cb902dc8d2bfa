"""How the server listens: one small process with waitress, or several with granian, by ``--processes``."""

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from proim.config.embedded import one_arena, start_worker
from proim.files.middleware import AROUND, too_large_page

TOO_LARGE = 413
STOP_SECONDS = 10  # what a process may take to end its requests when it is told to stop


class PlainError(ErrorTask):  # type: ignore[misc]  # carries no types
    """Answers a request that the server itself refuses; one that is too large in words for people."""

    def execute(self) -> None:
        """Write the page and close: what the sender still wants to send is not read."""
        if self.request.error.code != TOO_LARGE:
            super().execute()
            return
        body = too_large_page().encode()
        self.status = "413 Request Entity Too Large"
        self.response_headers.append(("Content-Type", "text/html; charset=utf-8"))
        self.content_length = len(body)
        self.set_close_on_finish()
        self.write(body)


class Channel(HTTPChannel):  # type: ignore[misc]  # carries no types
    """A connection whose refusals are pages."""

    error_task_class = PlainError


def one_process(host: str, port: int, threads: int) -> None:
    """Serve in this process until stopped, with the worker in a thread if the settings say so."""
    from proim.config.wsgi import application  # noqa: PLC0415  it loads every app

    one_arena()
    server: Any = create_server(
        application,
        host=host,
        port=port,
        threads=threads,
        ident="",
        # Without a trusted proxy nobody may say whose address or scheme a request has.
        clear_untrusted_proxy_headers=not settings.PROXIES,
        # Judged by the declared length before a byte is read, and while one without it arrives.
        max_request_body_size=settings.FILE_LIMIT + AROUND,
    )
    server.channel_class = Channel
    if settings.TASK_MODE == "embedded":
        start_worker()
    sys.stdout.write(f"PROIM: http://{host}:{port}/\n")
    sys.stdout.flush()
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()


def several_processes(host: str, port: int, threads: int, processes: int) -> None:
    """Serve with as many processes until stopped; each one that dies is started again.

    Raises:
        ImproperlyConfigured: a setting is missing that processes need to share something.
    """
    if settings.TASK_MODE == "embedded":
        text = "Several processes: set PROIM_TASKS=worker and start `proim worker` beside them."
        raise ImproperlyConfigured(text)
    if "redis" not in str(settings.CACHES["default"]["BACKEND"]).lower():
        raise ImproperlyConfigured("Several processes share rate limits: set PROIM_REDIS_URL.")
    try:
        from granian import Granian  # noqa: PLC0415  of the larger installation only
        from granian.constants import Interfaces  # noqa: PLC0415
    except ImportError as error:
        raise ImproperlyConfigured("Several processes: pip install 'proim[scale]'.") from error
    server = Granian(
        "proim.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        websockets=False,
        log_enabled=False,
        respawn_failed_workers=True,
        # One told to stop while it was still starting would otherwise be waited for without end.
        workers_kill_timeout=STOP_SECONDS,
    )
    sys.stdout.write(f"PROIM: http://{host}:{port}/, {processes} processes\n")
    sys.stdout.flush()
    server.serve()
