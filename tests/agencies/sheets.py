"""Small lists of agencies as files, built for the tests."""

import csv
import io

HEADER = ("agencia_id", "siglas_2011", "nombre_2011", "tipo", "sector_2011", "demo_en_universo")
ROWS = [
    ("A001", "SEJ", "Secretaría de Ejemplo", "DEP", "—", "1"),
    ("A002", "INEJ", "Instituto de Ejemplo", "OPD", "SEJ", "1"),
    ("A003", "DEJ", "Delegación de Ejemplo", "DEL", "INEGI 09-010", "1"),
    ("A004", "FIDEJ", "Fideicomiso de Ejemplo, S.N.C.", "FID", "INEJ?", "0"),
]


def as_csv(rows=ROWS, header=HEADER, *, separator=",", encoding="utf-8") -> bytes:
    """Write rows as a program for sheets would."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([header, *rows])
    return text.getvalue().encode(encoding)


def with_cell(row: int, column: str, value: str) -> bytes:
    """Return the list with one cell changed; ``row`` as a sheet counts, the header is 1."""
    rows = [list(each) for each in ROWS]
    rows[row - 2][HEADER.index(column)] = value
    return as_csv(rows)
