"""Contents of files, good and bad, and files that are stored."""

import io
import zipfile
import zlib
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from proim.files import actions
from proim.files.intake import received
from proim.files.models import StoredFile

_numbers = count(1)
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\nstartxref\n0\n%%EOF\n"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def pdf(words: str = "") -> bytes:
    """Return a small PDF; each one another content, unless ``words`` say which."""
    return PDF.replace(b"<<>>", f"<</T ({words or next(_numbers)})>>".encode())


def upload(name: str = "acta.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, pdf() if content is None else content)


def zipped(entries: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive with ``entries``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    """Return the least that is a DOCX; ``more`` adds entries, "__" stands for "/" and "_dot_" for "."."""
    named = {name.replace("__", "/").replace("_dot_", "."): data for name, data in more.items()}
    base = {
        "[Content_Types].xml": f'<Types><Override ContentType="{TYPES}"/></Types>'.encode(),
        "word/document.xml": b"<w:document/>",
    }
    return zipped({**base, **named})


def ods(**more: bytes) -> bytes:
    """Return the least that is an ODS."""
    base = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": b"<office:document-content/>",
    }
    return zipped({**base, **more})


def picture(ending: str = "JPEG", size: tuple[int, int] = (40, 20), **options) -> bytes:
    """Return a red picture."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, ending, **options)
    return out.getvalue()


def huge_png(width: int = 30_000, height: int = 30_000) -> bytes:
    """Return a PNG that says it has ``width`` x ``height`` pixels, in a few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    data = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def make_file(owner, *, kind: str = "project", by=None, content=None, **told) -> StoredFile:
    """Build a stored file of ``owner``: ``make_file(project, label="Acta", is_open=True)``."""
    name = told.pop("name", "acta.pdf")
    with received(upload(name, content), kind=kind) as incoming:
        return actions.store(kind, owner, incoming, by=by, **told)
