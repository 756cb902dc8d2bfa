"""Files of every kind are opened or refused, within bounds of memory and time."""

import io
import resource
import subprocess
import sys
import time
import zipfile

import pytest

from proim.core.errors import DomainError
from proim.sheets.reading import child, opening
from proim.sheets.reading.grids import grid
from proim.sheets.reading.opening import raw
from proim.sheets.writing import tidy
from tests.builders.sheets import as_csv, as_xlsx

ROWS = [["Título", "Monto"], ["Archivo", "1"], ["Café ñandú", "2"]]


def refused(data):
    with pytest.raises(DomainError) as refusal:
        raw(data)
    return str(refusal.value)


def with_part(name, content, *, drop=()):
    """Return a workbook to which a part was added, or of which parts were changed."""
    made, buffer = zipfile.ZipFile(io.BytesIO(as_xlsx(("Hoja", ROWS)))), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in made.namelist():
            if part != name and part not in drop:
                archive.writestr(part, made.read(part))
        archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_text_files_are_read_whatever_program_wrote_them(separator, encoding):
    told = child.opened(as_csv(ROWS, separator=separator, encoding=encoding))
    assert told["sheets"][0]["rows"] == ROWS


def test_workbooks_and_open_documents_are_read():
    for data in (
        as_xlsx(("Hoja", ROWS)),
        tidy.as_ods([("Hoja", ROWS)]),
        tidy.as_xlsx([("Hoja", ROWS)]),
    ):
        assert raw(data)["sheets"][0]["rows"] == ROWS


def test_a_bomb_in_a_zip_is_refused_by_its_directory():
    bomb = with_part("xl/worksheets/sheet2.xml", b"0" * (70 * 1024 * 1024))
    assert len(bomb) < 200_000
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert "se despliega" in refused(bomb)
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert time.perf_counter() - began < opening.WAIT_SECONDS
    assert max(after - before, 0) < child.MEMORY // 1024


def test_a_zip_that_lies_about_its_sizes_is_refused():
    data = bytearray(with_part("xl/big.xml", b"A" * 3_000_000))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/big.xml"))
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert refused(bytes(data))


def test_declarations_in_xml_are_refused():
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'
    )
    assert "declaraciones" in refused(with_part("xl/sharedStrings.xml", laughs))


def test_macros_passwords_and_strangers_are_refused_with_what_to_do():
    assert "macros" in refused(with_part("xl/vbaProject.bin", b"x"))
    assert "macros" in refused(with_part("xl/macrosheets/sheet1.xml", b"<x/>"))
    assert "macros" in refused(b"\xd0\xcf\x11\xe0" + "_VBA_PROJECT".encode("utf-16-le"))
    assert "dañado" in refused(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    for data in (b"%PDF-1.7", b"\x89PNG\r\n", b"a\0b\0\0\0c", b"<html><table></table></html>"):
        assert "no es una hoja" in refused(data)
    assert "no es una hoja" in refused(with_part("x", b"", drop=("xl/workbook.xml",)))
    assert "vacío" in refused(b"")


def test_what_is_too_long_is_refused():
    assert "8 MB" in refused(b"a" * (opening.LIMIT_BYTES + 1))
    assert "5,000" in refused(as_csv([["a"]] * 6000))
    assert "300" in refused(as_csv([["a"] * 400]))
    assert "comillas" in refused(b'a,b\n"no end')
    far = as_xlsx(("Hoja", [["a"]]))
    made, buffer = zipfile.ZipFile(io.BytesIO(far)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in made.namelist():
            text = made.read(part)
            archive.writestr(
                part, text.replace(b'r="1"', b'r="1048576"').replace(b'r="A1"', b'r="XFD1048576"')
            )
    assert refused(buffer.getvalue())


def test_the_reader_is_limited_by_the_system():
    code = "import sys; sys.path.insert(0, sys.argv[1]); import child; child._limit(); bytearray(10**9)"
    folder = str(child.__file__).rpartition("/")[0]
    done = subprocess.run([sys.executable, "-c", code, folder], check=False, capture_output=True)
    assert b"MemoryError" in done.stderr


def test_a_letterhead_above_the_table_and_other_sheets_are_noticed():
    told = raw(
        as_xlsx(
            ("Uno", [["Gobierno"], [None], ["", "Título", "Inicio"], ["", "A", "2011"]]),
            ("Dos", [["x", "y"], ["1", "2"]]),
        )
    )
    found = grid(told, ["Título", "Inicio"])
    assert (found.header_row, found.headers[1], found.rows[0][0]) == (3, "Título", 4)
    assert ("other_sheets", "Dos") in found.remarks


def test_formulas_that_were_never_calculated_are_found():
    data = as_xlsx(("Hoja", [["Título", "Monto"], ["A", 1]]))
    made, buffer = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in made.namelist():
            text = made.read(part).replace(b'<c r="B2"><v>1</v></c>', b'<c r="B2"><f>1+1</f></c>')
            archive.writestr(part, text)
    assert raw(buffer.getvalue())["unsaved"] == ["B2"]


def test_texts_that_look_like_formulas_stay_texts_in_every_export():
    cells = [["titulo"], ["=HYPERLINK(1)"], ["+52"], ["-1"], ["@x"], ["'=y"]]
    assert b"\n'=HYPERLINK(1)" in tidy.as_csv(cells).replace(b"\r", b"")
    told = child.opened(tidy.as_csv(cells))
    assert grid(told, ["titulo"]).rows[0][1] == ["=HYPERLINK(1)"]
    assert grid(told, ["titulo"]).rows[4][1] == ["'=y"]
    for data in (tidy.as_xlsx([("Hoja", cells)]), tidy.as_ods([("Hoja", cells)])):
        assert raw(data)["sheets"][0]["rows"] == cells
        assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read(
            "xl/worksheets/sheet1.xml" if b"xl/" in data else "content.xml"
        )
