"""The order of the Spanish alphabet, the same on every database.

Databases sort by code point, or by the language of whoever installed them. Here a text is sorted by
a key of plain letters: capitals, accents and the signs that open a title make no difference, and ñ
stands after n (RAE, *Ortografía de la lengua española*, 2010). The key is a column that the
database computes itself, so no way to write a row can leave it behind, and an index serves it.
"""

from typing import Any

from django.db.models import CharField, Func, GeneratedField

PLAIN = {
    "a": "áÁà",
    "e": "éÉè",
    "i": "íÍ",
    "o": "óÓö",
    "u": "úÚüÜ",
    "c": "çÇ",
    "nzz": "ñÑ",  # no word goes on with zz after n: letters alone sort alike in every language
    "": '«“"¿¡(',
}  # as many as the parser of SQLite takes nested, with room to spare


def _template() -> str:
    """Return the expression; replacements come first, for some databases lower ASCII only."""
    sql = "%(expressions)s"
    for plain, signs in PLAIN.items():
        for sign in signs:
            sql = f"REPLACE({sql}, '{sign}', '{plain}')"
    return f"LOWER({sql})"


class SpanishKey(Func):
    """The key by which Spanish sorts an expression. Stored in columns: a change needs a migration."""

    template = _template()
    arity = 1
    output_field = CharField()


def key(text: str) -> str:
    """Return the same key for a list in memory."""
    for plain, signs in PLAIN.items():
        for sign in signs:
            text = text.replace(sign, plain)
    return text.lower()


def sorted_by(field: str, longest: int) -> GeneratedField:
    """Return a stored column with the key of the text column ``field`` of at most ``longest`` letters."""
    column: Any = CharField(max_length=longest * 3)  # at worst all ñ
    return GeneratedField(expression=SpanishKey(field), output_field=column, db_persist=True)
