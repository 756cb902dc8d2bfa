"""Make the table of words: FTS5 on SQLite, tsvector on PostgreSQL."""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE search_words USING fts5(
       title, body, tokenize="unicode61 remove_diacritics 0")"""
]
POSTGRESQL = [
    "CREATE TABLE search_words (document_id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX search_words_by_word ON search_words USING gin(words)",
]


def create(apps, schema_editor):
    statements = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE IF EXISTS search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
