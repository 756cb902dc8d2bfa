"""What is taken, what is refused, and why: by content, never by name alone."""

import io
import os
import resource
import time
import tracemalloc
import zipfile

import pytest
from PIL import Image

from proim.files import inspection, vault
from proim.files.contents import OFFICE, extension
from proim.files.formulas import clean_name
from proim.files.inspection import RefusalError
from proim.files.intake import received
from proim.files.vault import NoRoomError
from tests.builders.files import docx, huge_png, ods, pdf, picture, upload, zipped

MACRO = {"word__vbaProject_dot_bin": b"x"}
REMOTE = b'<Relationship Type="http://x/attachedTemplate" Target="http://e/x.dotm" TargetMode="External"/>'
ODT = b"application/vnd.oasis.opendocument.text"


def taken(name: str, content: bytes):
    with received(upload(name, content), kind="project") as incoming:
        return incoming


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Acta.PDF", pdf()),
        ("foto.jpg", picture("JPEG")),
        ("foto.jpeg", picture("JPEG")),
        ("foto.png", picture("PNG")),
        ("foto.webp", picture("WEBP")),
        ("oficio.docx", docx()),
        ("padron.ods", ods()),
        ("datos.csv", "año,nombre\n2011,Muñoz\n".encode()),
        ("datos.csv", "a\u00f1o;nombre\r\n".encode("cp1252")),
        ("nota.txt", "\ufeffHola".encode()),
    ],
)
def test_what_offices_use_is_taken(name, content):
    incoming = taken(name, content)
    assert incoming.size == vault.path_of(incoming.key).stat().st_size
    assert vault.sha256(vault.path_of(incoming.key)) == incoming.sha256


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("programa.exe", b"MZ" + b"\0" * 100, "PDF, JPG"),
        ("pagina.html", b"<html>", "PDF, JPG"),
        ("dibujo.svg", b"<svg/>", "PDF, JPG"),
        ("acta", pdf(), "PDF, JPG"),
        ("acta.pdf", b"", "vacío"),
        ("acta.pdf", b"MZ" + b"\0" * 100, "no es PDF"),
        ("acta.pdf", picture("PNG"), "no es PDF"),
        ("acta.pdf", pdf()[:-8], "incompleto"),
        ("foto.jpg", picture("PNG"), "no es JPG"),
        ("foto.png", b"GIF89a" + b"\0" * 50, "no es PNG"),
        ("foto.jpg", picture("JPEG")[:300], "dañada"),
        ("foto.png", huge_png(), "40 millones"),
        ("oficio.docx", b"PK\x03\x04 nothing", "dañado"),
        ("oficio.docx", zipped({"a.txt": b"a"}), "no es DOCX"),
        ("libro.xlsx", docx(), "no es XLSX"),
        ("oficio.docx", docx(**MACRO), "macros"),
        ("oficio.docx", docx(word__activeX__activeX1_dot_xml=b"x"), "macros"),
        ("oficio.docx", docx(word__embeddings__oleObject1_dot_bin=b"x"), "macros"),
        ("padron.ods", ods(**{"Basic/Standard/Module1.xml": b"x"}), "macros"),
        ("padron.ods", ods(mimetype=ODT), "no es ODS"),
        ("oficio.docx", docx(word__a_dot_xml=b"<!DOCTYPE a [<!ENTITY b 'c'>]>"), "entidades"),
        ("oficio.docx", docx(word___rels__settings_dot_xml_dot_rels=REMOTE), "plantilla"),
        ("oficio.docx", docx(**{"../../evil.xml": b"x"}), "armado"),
        ("datos.csv", b"a,b\0c", "texto simple"),
        ("datos.csv", "hola".encode("utf-16"), "texto simple"),
        ("nota.txt", b"  <script>alert(1)</script>", "no es TXT"),
    ],
)
def test_what_is_something_else_or_could_run_is_refused_and_leaves_nothing(name, content, why):
    with pytest.raises(RefusalError, match=why):
        taken(name, content)
    assert [path for path in vault.root().rglob("*") if path.is_file()] == []


def test_a_document_of_a_macro_type_is_refused_whatever_it_is_called():
    kind = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    content = zipped({"[Content_Types].xml": kind, "word/document.xml": b"<w/>"})
    with pytest.raises(RefusalError, match="macros"):
        taken("oficio.docx", content)


def locked(content: bytes) -> bytes:
    """Say in the archive's directory that its first entry has a password."""
    at = content.index(b"PK\x01\x02") + 8
    return content[:at] + b"\x01" + content[at + 1 :]


def test_a_protected_document_is_refused_in_words():
    with pytest.raises(RefusalError, match="contraseña"):
        taken("oficio.docx", locked(docx()))


@pytest.mark.parametrize(
    "bomb",
    [
        {"word/media/a.xml": b"\0" * 50_000_000},
        {f"word/{number}.xml": b"" for number in range(2_500)},
        {f"word/{number}.xml": b" " * 990_000 for number in range(400)},
    ],
    ids=["one entry of 50 MB in 50 kB", "2,500 entries", "400 MB in small ones"],
)
def test_a_zip_bomb_costs_neither_memory_nor_time(bomb):
    base = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
    content = zipped({**base, **bomb})
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(RefusalError, match="descomprimirse"):
        taken("oficio.docx", content)
    assert time.process_time() - began < 3
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_an_entry_that_lies_about_its_size_is_found_by_unpacking_it(monkeypatch):
    monkeypatch.setattr(inspection, "UNPACKED", 5_000_000)
    monkeypatch.setattr(inspection, "RATIO_FROM", 10**12)
    content = zipped(
        {
            "[Content_Types].xml": b"<T/>",
            "word/document.xml": b"<w/>",
            "word/a.bin": b"\0" * 9_000_000,
        }
    )
    size = (9_000_000).to_bytes(4, "little")
    assert size in content
    with pytest.raises(RefusalError):
        taken("oficio.docx", content.replace(size, (9_000).to_bytes(4, "little")))


def test_a_picture_keeps_its_pixels_and_loses_where_it_was_taken():
    picture_of = Image.new("RGB", (60, 20), "blue")
    told = picture_of.getexif()
    told[0x0112] = 6  # lies on its side
    told[0x010F] = "CAMARA-DE-ANA"
    told.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture_of.save(out, "JPEG", exif=told, comment=b"calle-12")
    assert b"CAMARA-DE-ANA" in out.getvalue()
    kept = vault.path_of(taken("foto.jpg", out.getvalue()).key).read_bytes()
    assert b"CAMARA-DE-ANA" not in kept
    assert b"calle-12" not in kept
    with Image.open(io.BytesIO(kept)) as shown:
        assert shown.size == (20, 60)
        assert not shown.getexif()
        assert shown.getpixel((10, 30))[2] > 240


def test_what_hides_behind_the_pixels_does_not_come_in():
    content = picture("PNG") + zipped({"evil.exe": b"MZ"})
    kept = vault.path_of(taken("foto.png", content).key).read_bytes()
    assert b"evil.exe" not in kept


def test_a_file_above_the_limit_is_refused_whatever_it_says_of_its_size(settings):
    settings.FILE_LIMIT = 1_000
    file = upload("nota.txt", b"a" * 2_000)
    for told in (2_000, 10):
        file.size = told
        with pytest.raises(RefusalError, match="MB"), received(file, kind="project"):
            pass
    assert list(vault.keys()) == []


def test_a_full_disk_is_told_in_words_and_leaves_nothing(monkeypatch):
    monkeypatch.setattr(vault, "RESERVE", 10**18)
    with pytest.raises(NoRoomError, match="espacio"):
        taken("acta.pdf", pdf())
    assert [path for path in vault.root().rglob("*") if path.is_file()] == []


def test_a_disk_that_fills_while_the_file_arrives_leaves_nothing():
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    content = b"a" * 200_000
    child = os.fork()
    if child == 0:  # the limit would bind this whole process
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        try:
            taken("nota.txt", content)
        except NoRoomError:
            os._exit(7)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert [path for path in vault.root().rglob("*") if path.is_file()] == []
    assert soft


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Ana\\Acta.PDF", "Acta.pdf"),
        ("acta\r\nSet-Cookie: a=b.pdf", "actaSet-Cookie a=b.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("", "archivo"),
        (".pdf", "archivo.pdf"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ('acta "final" <1>.pdf', "acta final 1.pdf"),
        ("Programación  año 2011.xlsx", "Programación año 2011.xlsx"),
    ],
)
def test_a_name_is_shown_without_what_could_deceive(given, shown):
    assert clean_name(given) == shown


def test_every_office_format_is_looked_into():
    assert all(extension(f"a.{ending}") == ending for ending in OFFICE)
    assert zipfile.is_zipfile(io.BytesIO(ods()))
