"""The copy of everything about a person: a ZIP of JSON and CSV with its schema, written as it is read.

It needs no program of ours to be read; ``LEAME.txt`` says what is in it in both languages.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from proim.accounts.models import User
from proim.core.personal import Personal
from proim.files import vault
from proim.files.models import Version
from proim.privacy.collecting import events, holdings, values_of
from proim.privacy.erasing import files_about
from proim.privacy.words import column_label

FOLDER = "exports"
LARGE_ROWS, LARGE_BYTES = 5_000, 20_000_000
README = """Todo sobre mí / Everything about me
{who}
{when}

ES  Contenido: todo lo que la plataforma conserva sobre usted.
    datos/APP.TABLA.json y .csv   los renglones de cada tabla que tratan de usted, que usted escribió o que la nombran
    historial.json                lo que usted hizo y lo que se hizo con su cuenta, según el registro de hechos
    archivos/                     los archivos que usted adjuntó y los que tratan de usted
    esquema.json                  por tabla y columna: para qué, con qué fundamento, quién lo ve, cuánto se conserva
    Texto en UTF-8. Fechas AAAA-MM-DD (ISO 8601). No se incluyen contraseñas ni claves de sesión.

EN  What is in it: everything that the platform holds about you.
    datos/APP.TABLE.json and .csv rows of each table that are about you, that you wrote or that name you
    historial.json                what you did and what was done to your account, as the ledger tells it
    archivos/                     the files that you attached and those about you
    esquema.json                  by table and column: what for, on which ground, who sees it, how long it is kept
    Text in UTF-8. Days YYYY-MM-DD (ISO 8601). Passwords and session keys are left out.
"""


class _Pipe(io.RawIOBase):
    """A file that cannot be sought: what is written into it is handed on at once."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def taken(self) -> Iterator[bytes]:
        """Yield what was written since the last time."""
        parts, self.parts = self.parts, []
        yield from parts


def place(name: str) -> Path:
    """Return where a prepared copy lies; its folder is made when it is missing."""
    folder = Path(settings.DATA) / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / name


def is_large(person: User) -> bool:
    """Say whether the copy takes too long for a page: many rows, or large files."""
    rows = sum(holding.rows.count() for holding in holdings(person))
    size = sum(version.size for version in versions(person))
    return rows + events(person).count() > LARGE_ROWS or size > LARGE_BYTES


def versions(person: User) -> list[Version]:
    """Return the stored files that go into the copy."""
    about = [file.pk for file in files_about(person)]
    found = Version.objects.filter(by=person) | Version.objects.filter(file__in=about)
    return list(found.order_by("pk"))


def packed(person: User) -> Iterator[bytes]:
    """Yield the bytes of the ZIP as they come to be: memory holds one table's row at a time."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        when = timezone.localtime().isoformat(timespec="seconds")
        archive.writestr("LEAME.txt", README.format(who=person.full_name, when=when))
        schema: list[dict[str, Any]] = []
        for holding in holdings(person):
            told = holding.told
            schema.append(_schema(told))
            if holding.rows.exists():
                yield from _table(archive, pipe, _name(told), holding.rows)
        yield from _list(
            archive, pipe, "historial.json", (_event(e) for e in events(person).iterator(500))
        )
        archive.writestr("esquema.json", json.dumps(schema, ensure_ascii=False, indent=1))
        for version in versions(person):
            yield from _file(archive, pipe, version)
    yield from pipe.taken()


def _name(told: Personal) -> str:
    part = f".{told.person.replace('__', '.')}" if told.person not in ("pk", "person") else ""
    return f"datos/{told.model}{part or ''}" if told.person else f"datos/{told.model}.nombrada"


def _table(archive: zipfile.ZipFile, pipe: _Pipe, name: str, rows: Any) -> Iterator[bytes]:
    told = (values_of(row) for row in rows.iterator(500))
    yield from _list(archive, pipe, f"{name}.json", told)
    with archive.open(f"{name}.csv", "w") as file:
        writer = None
        for row in rows.iterator(500):
            values = values_of(row)
            text = io.StringIO()
            if writer is None:
                text.write("\ufeff")
                writer = list(values)
                csv.writer(text).writerow(writer)
            csv.writer(text).writerow([_cell(values[column]) for column in writer])
            file.write(text.getvalue().encode())
            yield from pipe.taken()
    yield from pipe.taken()


def _list(
    archive: zipfile.ZipFile, pipe: _Pipe, name: str, rows: Iterable[dict[str, Any]]
) -> Iterator[bytes]:
    with archive.open(name, "w") as file:
        before = "[\n"
        for row in rows:
            file.write((before + json.dumps(row, ensure_ascii=False, default=str)).encode())
            before = ",\n"
            yield from pipe.taken()
        file.write(b"[]" if before == "[\n" else b"\n]")
    yield from pipe.taken()


def _file(archive: zipfile.ZipFile, pipe: _Pipe, version: Version) -> Iterator[bytes]:
    path = vault.path_of(version.key)
    if not path.is_file():
        return
    name = version.name.replace("/", "_")
    with archive.open(f"archivos/{version.pk}-{name}", "w") as file, path.open("rb") as source:
        while block := source.read(vault.BLOCK):
            file.write(block)
            yield from pipe.taken()
    yield from pipe.taken()


def _cell(value: Any) -> str:
    """Return a cell; one that a spreadsheet would compute is told as text."""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    text = "" if value is None else text
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _event(event: Any) -> dict[str, Any]:
    return {
        "numero": event.sequence,
        "momento": event.at,
        "verbo": event.verb,
        "sobre": event.target,
        "por": event.actor_id,
        "datos": event.data,
        "huella": event.hash,
    }


def _schema(told: Personal) -> dict[str, Any]:
    columns = {
        name: {
            "etiqueta": column_label(told.table._meta.get_field(name)),
            "quien_lo_ve": told.seen_by(name).value,
            "al_borrar": what.value,
        }
        for name, what in told.fields.items()
    }
    return {
        "tabla": told.model,
        "relacion": told.person or "nombrada",
        "finalidad": told.why.value,
        "fundamento": told.basis.value,
        "plazo": told.term,
        "columnas": columns,
    }
