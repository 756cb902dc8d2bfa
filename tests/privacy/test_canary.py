"""A person who took part in everything: exported whole, erased everywhere, the ledger still whole."""

import io
import logging
import zipfile
from pathlib import Path

import pytest
from django.db import connection

from proim.accounts.models import User
from proim.audit.models import Event, Sealed, verify
from proim.change_groups.formulas import STATEMENTS
from proim.change_groups.models import PulseRoll, PulseTally
from proim.documents.models import Document
from proim.files import sweeping
from proim.privacy import actions, packing
from tests.builders.accounts import run_tasks
from tests.builders.people import make_user
from tests.builders.privacy import TOKEN, leave, make_canary, take_part

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """Keep every file of the test, mails too, where it can be looked at."""
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")


def tables_that_say(word: str) -> dict[str, list[str]]:
    """Dump every table of the database, also those that Django does not know, and look for ``word``."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names from the database
            for row in cursor.fetchall():
                text = " ".join(
                    bytes(v).decode("latin-1") if isinstance(v, memoryview | bytes) else str(v)
                    for v in row
                )
                if word in text.lower():
                    found.setdefault(table, []).append(text[:300])
    return found


def files_that_say(word: str, folder: Path) -> list[str]:
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            said = [word in part.decode("latin-1").lower() for part in _parts(path)]
            found += [str(path.relative_to(folder))] * any(said)
    return found


def _parts(path: Path):
    data = path.read_bytes()
    yield data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    if data[:4] == b"%PDF":
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError

        try:
            yield "".join(
                page.extract_text() for page in PdfReader(io.BytesIO(data)).pages
            ).encode()
        except (PyPdfError, KeyError):
            return


def export_of(person) -> dict[str, str]:
    data = b"".join(packing.packed(person))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name: b"".join(_inner(archive.read(name))).decode("latin-1")
            for name in archive.namelist()
        }


def sums() -> set[tuple[str, int, int]]:
    """Return what was said in culture pulses: statement, step, how many."""
    rows = PulseTally.objects.filter(count__gt=0)
    return set(rows.values_list("statement", "step", "count"))


def assert_answers_are_apart(person, exported: dict[str, str]) -> None:
    """The export tells that the person is on the roll of an open pulse; nothing tells an answer."""
    pulse = PulseRoll.objects.get(person=person).pulse_id
    assert str(pulse) in exported["datos/change_groups.PulseRoll.json"]
    events = Event.objects.filter(verb="change_groups.answer_pulse")
    assert [(e.actor_id, e.data, e.sealed.count()) for e in events] == [(None, {}, 0)] * 3
    for name, text in exported.items():
        assert "answer_pulse" not in text, name
        assert [word for word in STATEMENTS if f'"{word}"' in text] == [], name


def assert_the_ledger_is_whole(more_than: int) -> None:
    verdict = verify()
    assert (verdict.broken, verdict.reason) == (None, "")
    assert verdict.checked > more_than
    assert Sealed.objects.exclude(erased_by=None).exists()


def _inner(data: bytes):
    yield data
    yield data.decode("utf-8", errors="ignore").encode("latin-1", errors="ignore")


@pytest.mark.timeout(300)
def test_a_person_is_exported_whole_and_erased_everywhere(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    canary, other = make_canary(), make_user(full_name="Otra Persona")
    left = take_part(canary)
    run_tasks()
    leave(canary)
    events, folios = Event.objects.count(), set(Document.objects.values_list("folio", flat=True))

    exported = export_of(canary)
    whole = "\n".join([*exported.values(), *exported])
    assert [where for where, word in left.items() if word not in whole] == []
    assert {"LEAME.txt", "esquema.json", "historial.json"} <= exported.keys()
    assert TOKEN not in "\n".join(export_of(other).values())
    assert_answers_are_apart(canary, exported)
    said = sums()

    blocking = actions.block(User.objects.get(pk=canary.pk), f"{TOKEN}-ground", by=None)
    assert TOKEN not in str(User.objects.get(pk=canary.pk).__dict__).lower()
    type(blocking).objects.filter(pk=blocking.pk).update(erase_on=blocking.since)
    assert tables_that_say(TOKEN), "the canary must have been everywhere before"
    caplog.clear()

    actions.erase(blocking, by=None)

    assert tables_that_say(TOKEN) == {}
    assert files_that_say(TOKEN, tmp_path) == []
    assert TOKEN not in caplog.text.lower()
    assert TOKEN not in "\n".join(export_of(User.objects.get(pk=canary.pk)).values()).lower()
    assert PulseRoll.objects.exclude(person=canary).count() == PulseRoll.objects.count() == 2
    assert sums() == said  # of three people: nobody can take hers out
    assert_the_ledger_is_whole(more_than=events)
    assert set(Document.objects.values_list("folio", flat=True)) == folios
    assert all(document.bytes() for document in Document.objects.all())
    assert sweeping.verify().is_whole
    assert User.objects.get(pk=other.pk).full_name == "Otra Persona"
