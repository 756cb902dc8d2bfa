"""The database's own refusal to change or delete rows of append-only tables.

Other apps freeze their published rows with the same two functions, in a migration.
"""

from typing import Any

LEDGER = "audit_event"


def install(connection: Any, table: str = LEDGER) -> None:
    """Make ``table`` append-only: UPDATE, DELETE and INSERT in place of a row raise."""
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL, table)


def drop(connection: Any, table: str = LEDGER) -> None:
    """Lift the refusal (migrations backwards, flush of the test database)."""
    _run(connection, SQLITE_DROP if connection.vendor == "sqlite" else POSTGRESQL_DROP, table)


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
