"""What every test may use."""

from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test.utils import CaptureQueriesContext


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
def _fresh_cache():
    """Rate limits of one test must not refuse the next."""
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _flush_gives_the_migrated_database_back():
    """Let a transactional test empty append-only tables, and give back what migrations had made.

    On SQLite a flush is DELETE and on PostgreSQL TRUNCATE: the ledger's triggers rightly refuse both,
    so they are lifted for the flush alone.
    """
    flush = BaseDatabaseOperations.execute_sql_flush

    def lifted(self, statements):
        with self.connection.cursor() as cursor, _without_triggers(self.connection, cursor):
            flush(self, statements)
        made = self.connection._test_serialized_contents
        self.connection.creation.deserialize_db_from_string(made)

    BaseDatabaseOperations.execute_sql_flush = lifted
    yield
    BaseDatabaseOperations.execute_sql_flush = flush


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
