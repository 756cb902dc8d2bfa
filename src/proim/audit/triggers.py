"""The database's own refusal to change or delete rows of append-only tables.

Other apps freeze their published rows with the same two functions, in a migration.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

LEDGER = "audit_event"


def install(connection: Any, table: str = LEDGER) -> None:
    """Make ``table`` append-only: UPDATE, DELETE and INSERT in place of a row raise."""
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL, table)


def drop(connection: Any, table: str = LEDGER) -> None:
    """Lift the refusal (migrations backwards, flush of the test database)."""
    _run(connection, SQLITE_DROP if connection.vendor == "sqlite" else POSTGRESQL_DROP, table)


@contextmanager
def lifted(connection: Any, *tables: str) -> Iterator[None]:
    """Lift the refusal inside the block, which is one transaction: only an erasure ordered by law may."""
    with transaction.atomic(using=connection.alias):
        _settle(connection)
        for table in tables:
            drop(connection, table)
        yield
        _settle(connection)
        for table in tables:
            install(connection, table)
        if connection.vendor == "postgresql":
            _run(connection, ["SET CONSTRAINTS ALL DEFERRED"], LEDGER)


def _settle(connection: Any) -> None:
    """Check keys that wait for the commit now: PostgreSQL changes no trigger of a table where one waits."""
    if connection.vendor == "postgresql":
        _run(connection, ["SET CONSTRAINTS ALL IMMEDIATE"], LEDGER)


def frozen_tables(connection: Any) -> set[str]:
    """Return the tables that refuse changes now."""
    query = (
        "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_update'"
        if connection.vendor == "sqlite"
        else "SELECT event_object_table FROM information_schema.triggers"
        " WHERE trigger_name LIKE '%_append_only'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {str(name) for (name,) in cursor.fetchall()}


SQLITE = [
    """CREATE TRIGGER IF NOT EXISTS {t}_no_update BEFORE UPDATE ON {t}
       BEGIN SELECT RAISE(ABORT, '{t} is append-only'); END""",
    """CREATE TRIGGER IF NOT EXISTS {t}_no_delete BEFORE DELETE ON {t}
       BEGIN SELECT RAISE(ABORT, '{t} is append-only'); END""",
]
SQLITE_DROP = [
    "DROP TRIGGER IF EXISTS {t}_no_update",
    "DROP TRIGGER IF EXISTS {t}_no_delete",
    "DROP TRIGGER IF EXISTS {t}_no_replace",
]
POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION proim_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$""",
    """CREATE OR REPLACE TRIGGER {t}_append_only BEFORE UPDATE OR DELETE ON {t}
       FOR EACH ROW EXECUTE FUNCTION proim_append_only()""",
    """CREATE OR REPLACE TRIGGER {t}_no_truncate BEFORE TRUNCATE ON {t}
       FOR EACH STATEMENT EXECUTE FUNCTION proim_append_only()""",
]
POSTGRESQL_DROP = [
    "DROP TRIGGER IF EXISTS {t}_append_only ON {t}",
    "DROP TRIGGER IF EXISTS {t}_no_truncate ON {t}",
]


def _run(connection: Any, statements: list[str], table: str) -> None:
    with connection.cursor() as cursor:
        key = connection.introspection.get_primary_key_column(cursor, table)
        for statement in statements:
            cursor.execute(statement.format(t=table, key=key))
