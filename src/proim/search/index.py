"""The index in the database: put a text in, take it out, narrow a queryset by a query.

``search_document`` says which records are indexed; ``search_words`` holds their words, in
SQLite's FTS5 or as a tsvector in PostgreSQL. Words in titles weigh more than words in texts.
"""

from typing import Any, TypeVar, cast

from django.db import connection
from django.db.models import Model, QuerySet

from proim.search.formulas import query, tokens
from proim.search.models import Document

Rows = TypeVar("Rows", bound=QuerySet[Any])

SQLITE = [
    """CREATE VIRTUAL TABLE search_words USING fts5(
       title, body, tokenize="unicode61 remove_diacritics 0")"""
]
POSTGRESQL = [
    "CREATE TABLE search_words (document_id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX search_words_by_word ON search_words USING gin(words)",
]
SQLITE_PUT = "INSERT OR REPLACE INTO search_words (rowid, title, body) VALUES (%s, %s, %s)"
POSTGRESQL_PUT = """INSERT INTO search_words (document_id, words) VALUES (%s,
    setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'D'))
    ON CONFLICT (document_id) DO UPDATE SET words = excluded.words"""


def put(row: Model, *, title: str, body: str) -> None:
    """Index ``row`` under ``title`` and ``body``, in the caller's transaction."""
    document, _ = Document.objects.get_or_create(kind=row._meta.label_lower, object_id=row.pk)
    statement = SQLITE_PUT if connection.vendor == "sqlite" else POSTGRESQL_PUT
    with connection.cursor() as cursor:
        cursor.execute(statement, [document.pk, tokens(title), tokens(body)])


def matching(rows: Rows, text: str) -> Rows:
    """Keep the rows that hold every word of ``text``, the best first; all if it has no words."""
    wanted = query(text)
    if not wanted:
        return rows
    meta = rows.model._meta
    # SQLite must begin with the words: without the plus it walks all rows and asks FTS5 for each.
    plus = "+" if connection.vendor == "sqlite" else ""
    where = [
        f"{plus}search_document.kind = %s",
        f"{plus}search_document.object_id = {meta.db_table}.{meta.pk.column}",
    ]
    if connection.vendor == "sqlite":
        where += ["search_words.rowid = search_document.id", "search_words MATCH %s"]
        asked, best, best_params = _fts5(wanted), "bm25(search_words, 8.0, 1.0)", []
    else:
        where += [
            "search_words.document_id = search_document.id",
            "search_words.words @@ to_tsquery('simple', %s)",
        ]
        asked = _tsquery(wanted)
        best, best_params = "-ts_rank(search_words.words, to_tsquery('simple', %s))", [asked]
    found: Any = rows.extra(  # noqa: S610  our own SQL; what people typed goes in as parameters
        tables=["search_document", "search_words"],
        where=where,
        params=[meta.label_lower, asked],
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
