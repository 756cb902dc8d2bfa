"""Measure one size in this process: ``python -m benchmarks.measure 1000`` reads names of pages and prints JSON."""

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "proim.config.settings")

ASKED = 12  # times in a round; page, bare view and SQL take turns in it


def main(size: int) -> None:
    """Fill a database with ``size`` projects and answer each name of a page with kind -> milliseconds."""
    import django  # noqa: PLC0415  settings first

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    settings.ROOT_URLCONF = "benchmarks.views"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    call_command("migrate", verbosity=0, interactive=False)

    from benchmarks.fill import fill  # noqa: PLC0415
    from benchmarks.pages import make_draft, pages  # noqa: PLC0415
    from proim.config.management.commands.prepare import refresh_statistics  # noqa: PLC0415
    from proim.projects.models import Project  # noqa: PLC0415
    from proim.taxonomy.actions import load  # noqa: PLC0415

    load(by=None)
    fill(size)
    refresh_statistics()  # as each start of the server does
    registered = Project.objects.order_by("pk")[size // 2]
    draft, person = make_draft()
    reader, writer = Client(), Client()
    writer.force_login(person)
    measured = {page.name: page for page in pages(draft, registered)}
    for name in map(str.strip, sys.stdin):
        page, client = measured[name], writer if name == "write" else reader
        print(json.dumps(_costs(partial(page.ask, client), partial(page.bare, client))), flush=True)


def _costs(ask: Callable[[], object], bare: Callable[[], object]) -> dict[str, float]:
    _answer(ask)
    _answer(bare)
    spent = {"page": _time(ask), "bare": _time(bare)}
    statements = _statements(ask)  # the last of all: what a write inserts must not be there yet
    return {**spent, "sql": _time(partial(_replay, statements)), "queries": len(statements)}


def _time(run: Callable[[], object]) -> float:
    """Return the CPU milliseconds of one turn, on the average of some."""
    gc.collect()
    start = time.process_time()
    for _turn in range(ASKED):
        _answer(run)
    return (time.process_time() - start) * 1000 / ASKED


def _answer(run: Callable[[], object]) -> None:
    answer = run()
    status = getattr(answer, "status_code", 200)
    if status >= 400:  # noqa: PLR2004
        raise RuntimeError(f"status {status}: {getattr(answer, 'content', b'')[:500]!r}")


def _statements(ask: Callable[[], object]) -> list[str]:
    """Return the SQL of one answer; what it wrote is rolled back."""
    from django.db import connection, transaction  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with transaction.atomic():
        with CaptureQueriesContext(connection) as seen:
            _answer(ask)
        transaction.set_rollback(True)
    control = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
    return [q["sql"] for q in seen if not q["sql"].startswith(control)]


def _replay(statements: list[str]) -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            if cursor.description:
                cursor.fetchall()
        transaction.set_rollback(True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
