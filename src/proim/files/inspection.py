"""Is the file what its name says, and nothing that runs? Looks at bytes alone; no Django but its words.

Each check raises ``RefusalError`` with words for the person. Archives are read as a stream with caps on entries,
total size and ratio, so that a bomb costs no more than the cap; XML is never parsed here, only searched.
"""

import re
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from proim.core.errors import DomainError
from proim.files.contents import IMAGES, OFFICE, TYPES

HEAD = 4096
ENTRIES = 2_000
UNPACKED = 300_000_000  # bytes of all entries together
RATIO = 150  # unpacked to packed, of an entry above RATIO_FROM and of the whole
RATIO_FROM = 1_000_000
BLOCK = 1 << 18
# What each zipped office file holds without fail.
HEART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
MACROS = re.compile(
    r"vbaproject|vbadata|macrosheets/|activex/|oleobject\d*\.bin|^basic/|^scripts/|\.(exe|dll|js|vbs|ps1|bat|jar)$",
    re.IGNORECASE,
)
ENTITY = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
# A template that lies elsewhere brings its macros when the document is opened.
OUTSIDE = re.compile(
    rb"<[^>]*(attachedTemplate[^>]*TargetMode\s*=\s*.External|TargetMode\s*=\s*.External[^>]*attachedTemplate)",
    re.IGNORECASE,
)
MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject|ms-excel\.sheet\.binary", re.IGNORECASE)
OVERLAP = 200  # bytes that a searched word may reach over the end of a block
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


class RefusalError(DomainError):
    """The file cannot be taken; the text says why and what to do."""


def inspect(path: Path, ending: str) -> None:
    """Compare the content at ``path`` with its extension ``ending``.

    Raises:
        RefusalError: it is something else, damaged, or carries what could run.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise RefusalError(_("The file is empty."))
    if ending in OFFICE:
        _office(path, ending)
    elif ending == "pdf":
        _pdf(path, head)
    elif ending in IMAGES:
        _is_magic(head, ending)
    else:
        _text(path, head, ending)


def _other(ending: str) -> RefusalError:
    text = _("The content is not what the name says: this is no %(ending)s file.")
    return RefusalError(text % {"ending": ending.upper()})


def _is_magic(head: bytes, ending: str) -> None:
    import puremagic  # noqa: PLC0415  its tables take memory that only uploads need

    try:
        found = {match.extension.lstrip(".").lower() for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        found = set()
    if not found & _same(ending):
        raise _other(ending)


def _same(ending: str) -> set[str]:
    return {other for other, kind in TYPES.items() if kind == TYPES[ending]}


def _pdf(path: Path, head: bytes) -> None:
    _is_magic(head, "pdf")
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - HEAD))
        if b"%%EOF" not in file.read():
            raise RefusalError(_("The PDF is incomplete: make or scan it again."))


def _text(path: Path, head: bytes, ending: str) -> None:
    """Take text only: no control signs, and nothing that a browser would show as a page."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:100].lower()
    if start.startswith(
        (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script", b"%pdf", b"{\\rtf")
    ):
        raise _other(ending)
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if CONTROL.search(block):
                raise RefusalError(
                    _("This is no plain text. Save it as CSV or text in UTF-8 and choose it again.")
                )


def _office(path: Path, ending: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            _entries(archive)
            _heart(archive, ending)
            _stream(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise RefusalError(_("The file is damaged or not a %s file.") % ending.upper()) from error


def _entries(archive: zipfile.ZipFile) -> None:
    """Judge by what the archive says of itself; ``_stream`` sees whether that was true."""
    found = archive.infolist()
    names = [entry.filename for entry in found]
    if len(found) > ENTRIES or len(set(names)) != len(names):
        raise _bomb()
    for entry in found:
        parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
        if entry.flag_bits & 1:
            raise RefusalError(_("The file is protected by a password. Save it without one."))
        if entry.filename.startswith("/") or ".." in parts:
            raise RefusalError(_("The file is not built as office programs build it."))
        if MACROS.search(entry.filename):
            raise _macros()
        if entry.file_size > RATIO_FROM and entry.file_size > RATIO * max(entry.compress_size, 1):
            raise _bomb()
    if sum(entry.file_size for entry in found) > UNPACKED:
        raise _bomb()


def _heart(archive: zipfile.ZipFile, ending: str) -> None:
    names = set(archive.namelist())
    if ending in HEART:
        if not {"[Content_Types].xml", HEART[ending]} <= names:
            raise _other(ending)
        return
    if not {"mimetype", "content.xml"} <= names:
        raise _other(ending)
    with archive.open("mimetype") as file:
        if file.read(200).decode("ascii", "replace").strip() != TYPES[ending]:
            raise _other(ending)


def _stream(archive: zipfile.ZipFile) -> None:
    """Unpack every entry without keeping it: what an entry says of its size may be a lie."""
    total = 0
    for entry in archive.infolist():
        is_xml = entry.filename.lower().endswith((".xml", ".rels"))
        rest = b""
        with archive.open(entry) as file:
            while block := file.read(BLOCK):
                total += len(block)
                if total > UNPACKED:
                    raise _bomb()
                if is_xml:
                    _search(rest + block, entry.filename)
                    rest = block[-OVERLAP:]


def _search(text: bytes, name: str) -> None:
    if ENTITY.search(text):
        raise RefusalError(_("The file declares XML entities, which no office program writes."))
    if OUTSIDE.search(text):
        raise RefusalError(
            _("The document takes its template from another place. Save a plain copy.")
        )
    if name == "[Content_Types].xml" and MACRO_TYPE.search(text):
        raise _macros()
    if name == "META-INF/manifest.xml" and re.search(rb'full-path="(Basic|Scripts)/', text):
        raise _macros()


def _macros() -> RefusalError:
    return RefusalError(
        _("The file carries macros or programs. Save a copy without them and choose it again.")
    )


def _bomb() -> RefusalError:
    return RefusalError(_("The file would unpack to far more than it should. It is not taken."))
