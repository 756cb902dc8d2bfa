"""The index in the database: put a text in, narrow a queryset by a query.

Each searchable model has a table of words beside its own, under the same keys: an FTS5 table in SQLite, a tsvector in
PostgreSQL. ``projects_project`` has ``projects_project_words``. Words in titles weigh more than words in texts.
"""

from typing import Any, TypeVar, cast

from django.db import connection
from django.db.models import Model, QuerySet

from proim.search.formulas import query, tokens

Rows = TypeVar("Rows", bound=QuerySet[Any])

SQLITE = [
    """CREATE VIRTUAL TABLE {table}_words USING fts5(
       title, body, tokenize="unicode61 remove_diacritics 0")"""
]
POSTGRESQL = [
    "CREATE TABLE {table}_words (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX {table}_words_by_word ON {table}_words USING gin(words)",
]
SQLITE_PUT = "INSERT OR REPLACE INTO {table}_words (rowid, title, body) VALUES (%s, %s, %s)"
POSTGRESQL_PUT = """INSERT INTO {table}_words (rowid, words) VALUES (%s,
    setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'D'))
    ON CONFLICT (rowid) DO UPDATE SET words = excluded.words"""


def tables(vendor: str, table: str) -> list[str]:
    """Return the statements that make the words of ``table``, for a migration of the app that is searched."""
    statements = SQLITE if vendor == "sqlite" else POSTGRESQL
    return [statement.format(table=table) for statement in statements]


def put(row: Model, *, title: str, body: str) -> None:
    """Index ``row`` under ``title`` and ``body``, in the caller's transaction."""
    statement = SQLITE_PUT if connection.vendor == "sqlite" else POSTGRESQL_PUT
    with connection.cursor() as cursor:
        cursor.execute(
            statement.format(table=row._meta.db_table), [row.pk, tokens(title), tokens(body)]
        )


def matching(rows: Rows, text: str) -> Rows:
    """Keep the rows that hold every word of ``text``, the best first; all if it has no words."""
    wanted = query(text)
    if not wanted:
        return rows
    meta = rows.model._meta
    key, words = f"{meta.db_table}.{meta.pk.column}", f"{meta.db_table}_words"
    if connection.vendor == "sqlite":
        # SQLite must begin with the words: without the plus it walks all rows and asks FTS5 for each.
        where = [f"{key} = +{words}.rowid", f"{words} MATCH %s"]
        asked, best, best_params = _fts5(wanted), f"bm25({words}, 8.0, 1.0)", []
    else:
        where = [f"{key} = {words}.rowid", f"{words}.words @@ to_tsquery('simple', %s)"]
        asked = _tsquery(wanted)
        best, best_params = f"-ts_rank({words}.words, to_tsquery('simple', %s))", [asked]
    found: Any = rows.extra(  # noqa: S610  our own SQL; what people typed goes in as parameters
        tables=[words],
        where=where,
        params=[asked],
        select={"relevance": best},
        select_params=best_params,
        order_by=["relevance", f"-{meta.pk.attname}"],
    )
    return cast("Rows", found)


def _fts5(wanted: list[tuple[str, ...]]) -> str:
    """Every word by any of its stems; they hold only letters and digits, quotes are for safety."""
    *whole, last = ([f'"{stem}"' for stem in stems] for stems in _stems(wanted))
    parts = [" OR ".join(stems) for stems in (*whole, [*last, f'"{wanted[-1][-1]}" *'])]
    return " AND ".join(f"({part})" for part in parts)


def _tsquery(wanted: list[tuple[str, ...]]) -> str:
    *whole, last = ([f"'{stem}'" for stem in stems] for stems in _stems(wanted))
    parts = [" | ".join(stems) for stems in (*whole, [*last, f"'{wanted[-1][-1]}':*"])]
    return " & ".join(f"({part})" for part in parts)


def _stems(wanted: list[tuple[str, ...]]) -> list[list[str]]:
    """Only what the index holds, and nothing twice: each alternative is ranked at a price."""
    *whole, last = wanted
    unfinished = last[-1]
    return [
        *(list(stems[:-1]) for stems in whole),
        [stem for stem in last[:-1] if not stem.startswith(unfinished)],
    ]
