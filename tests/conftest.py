"""What every test may use."""

import os
import sqlite3
import subprocess
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as properties

from tests.chromium import chromium_path

# No property is judged by the clock: how long an example takes tells of the machine, not of the code.
properties.register_profile("proim", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("proim")


@pytest.fixture
def htmx(client):
    """Ask as htmx would: ``htmx.get(url)``."""
    client.defaults["HTTP_HX_REQUEST"] = "true"
    return client


@pytest.fixture
def queries():
    """Count the queries of a block: ``with queries() as seen: …; len(seen)``."""

    @contextmanager
    def counted():
        with CaptureQueriesContext(connection) as seen:
            yield seen

    return counted


@pytest.fixture(autouse=True)
def _in_spanish(settings):
    """Begin each test in the house's language: a request leaves its own one behind in the thread."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Rate limits of one test must not refuse the next."""
    cache.clear()


@pytest.fixture(scope="session")
def django_db_keepdb():
    """Leave PostgreSQL's test database: its whole server is thrown away, with whatever is still connected."""
    return connection.vendor == "postgresql"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let a transactional test empty append-only tables, and give back what migrations had made.

    On SQLite a flush is DELETE and on PostgreSQL TRUNCATE: the ledger's triggers rightly refuse both,
    so they are lifted for the flush alone. What is given back has the rows that Django's own
    signal after a flush would make, so that slow step is left out.
    """
    with django_db_blocker.unblock():
        # Kept here: once Playwright runs its event loop, the connection is another object.
        made = connection.creation.serialize_db_to_string()
    real = BaseDatabaseOperations.execute_sql_flush, flush.emit_post_migrate_signal

    def lifted(self, statements):
        with self.connection.cursor() as cursor, _without_triggers(self.connection, cursor):
            real[0](self, statements)
        self.connection.creation.deserialize_db_from_string(made)

    BaseDatabaseOperations.execute_sql_flush = lifted
    flush.emit_post_migrate_signal = lambda *_args, **_options: None
    yield
    BaseDatabaseOperations.execute_sql_flush, flush.emit_post_migrate_signal = real


@contextmanager
def _without_triggers(connection, cursor):
    if connection.vendor == "postgresql":
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")
        return
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = cursor.fetchall()
    for name, _ in triggers:
        cursor.execute(f'DROP TRIGGER "{name}"')
    yield
    for _, sql in triggers:
        cursor.execute(sql)


def pytest_terminal_summary(terminalreporter, config):
    """Say on which database and in which browser the run was, so that nothing is left out unseen."""
    if os.environ.get("PYTEST_XDIST_WORKER"):
        return
    reports = [*terminalreporter.stats.get("passed", []), *terminalreporter.stats.get("failed", [])]
    in_browser = sum("browser" in report.keywords for report in reports)
    lines = [f"database: {_database_version()}"]
    if in_browser:
        lines.append(f"browser: {_version([chromium_path()])}, {in_browser} tests")
    lines += [told for report in reports for name, told in report.user_properties if name == "told"]
    for line in lines:
        terminalreporter.write_line(line)


def _database_version():
    programs = os.environ.get("PROIM_PG_PROGRAMS")
    if connection.vendor == "postgresql" and programs:
        return _version([f"{programs}/postgres"])
    return f"SQLite {sqlite3.sqlite_version}" if connection.vendor == "sqlite" else "PostgreSQL"


def _version(program):
    shown = subprocess.run([*program, "--version"], check=False, capture_output=True, text=True)
    return shown.stdout.strip()
