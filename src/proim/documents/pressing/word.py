"""The same blocks as a text to be edited (DOCX): real headings, styles, languages, table heads.

It is imported by ``child.py`` alone, so that the server never loads it.
"""

import io
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

DARK = RGBColor(0x07, 0x33, 0x2A)
SOFT = RGBColor(0x56, 0x5A, 0x55)
TONGUES = {"es": "es-MX", "en": "en-US"}


def made(content: dict[str, Any], issue: dict[str, Any]) -> bytes:
    """Return ``content`` as the bytes of a DOCX in letter size."""
    paper = _paper(content, issue)
    _opening(paper, content, issue)
    for part in content["blocks"]:
        BLOCKS[part["kind"]](paper, part, issue)
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()


def _paper(content: dict[str, Any], issue: dict[str, Any]) -> Any:
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(215.9), Mm(279.4)
    page.left_margin = page.right_margin = Mm(21)
    page.top_margin = page.bottom_margin = Mm(20)
    core = paper.core_properties
    core.title, core.author = content["title"], issue["issuer"]["unit"]
    core.language = TONGUES[issue["lang"]]
    for name, size in (
        ("Normal", 10.5),
        ("Title", 22),
        ("Subtitle", 14),
        ("Heading 1", 14),
        ("Heading 2", 12),
    ):
        style = paper.styles[name]
        style.font.name, style.font.size = "Source Sans Pro", Pt(size)
        style.font.italic = False
        if name != "Normal":
            style.font.color.rgb = DARK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for mark in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(mark), "Source Sans Pro")
        for mark in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(mark), None)
    _tongue(paper.styles["Normal"].element.get_or_add_rPr(), issue["lang"])
    _foot(page, issue)
    return paper


def _foot(page: Any, issue: dict[str, Any]) -> None:
    line = page.footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    before, between, after = _around(issue["words"]["page"])
    for text, code in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        line.add_run(text)
        if code:
            _field(line, code)


def _around(pattern: str) -> tuple[str, str, str]:
    """Return what stands before, between and after the numbers of "Page {n} of {m}"."""
    before, _, rest = pattern.partition("{n}")
    between, _, after = rest.partition("{m}")
    return before, between, after


def _field(line: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    line._p.append(field)  # noqa: SLF001  # fields have no other way in


def _tongue(properties: Any, lang: str) -> None:
    mark = properties.find(qn("w:lang"))
    if mark is None:
        mark = OxmlElement("w:lang")
        properties.append(mark)
    mark.set(qn("w:val"), TONGUES.get(lang, lang))


def _write(line: Any, value: Any, *, bold: bool = False) -> None:
    """Write a text that people typed, each line of it, in the language that it has."""
    text, lang = (value["text"], value["lang"]) if isinstance(value, dict) else (value, "")
    for place, part in enumerate(str(text).split("\n")):
        run = line.add_run()
        if place:
            run.add_break()
        run.add_text(part)
        run.bold = bold or None
        if lang:
            _tongue(run._r.get_or_add_rPr(), lang)  # noqa: SLF001  # a run's language has no other way


def _opening(paper: Any, content: dict[str, Any], issue: dict[str, Any]) -> None:
    who = issue["issuer"]
    head = paper.add_paragraph()
    for text in (f"{who['government']} · {who['parent']}", who["unit"], who["programme"]):
        run = head.add_run(text)
        run.bold, run.font.color.rgb = text == who["unit"], SOFT
        if text != who["programme"]:
            run.add_break()
    if content["kicker"]:
        _write(paper.add_paragraph(), content["kicker"], bold=True)
    paper.add_paragraph(content["title"], style="Title")
    if content["subject"]:
        _write(paper.add_paragraph(style="Subtitle"), content["subject"])
    draft = paper.add_paragraph().add_run(issue["words"]["draft"])
    draft.font.color.rgb = SOFT
    if content["lead"]:
        _write(paper.add_paragraph(), content["lead"])
    if content["facts"]:
        _rows(paper, content["facts"], issue)


def _rows(paper: Any, rows: list[Any], issue: dict[str, Any], columns: Any = ()) -> None:
    table = paper.add_table(rows=1 if columns else 0, cols=2, style="Table Grid")
    if columns:
        _head(table, columns)
    for label, values in rows:
        cells = table.add_row().cells
        _write(cells[0].paragraphs[0], label, bold=True)
        for place, value in enumerate(values or [issue["words"]["empty"]]):
            line = cells[1].paragraphs[0] if not place else cells[1].add_paragraph()
            _write(line, value)
    _widths(table, (Mm(50), Mm(123)))
    paper.add_paragraph()


def _head(table: Any, labels: Any) -> None:
    row = table.rows[0]
    for cell, label in zip(row.cells, labels, strict=True):
        _write(cell.paragraphs[0], label, bold=True)
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  # a repeated head has no other way
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)


def _widths(table: Any, widths: Any) -> None:
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _heading(paper: Any, part: dict[str, Any], issue: dict[str, Any]) -> None:
    paper.add_heading(part["text"], level=1)


def _text(paper: Any, part: dict[str, Any], issue: dict[str, Any]) -> None:
    for value in part["paragraphs"]:
        _write(paper.add_paragraph(), value)


def _facts(paper: Any, part: dict[str, Any], issue: dict[str, Any]) -> None:
    _rows(paper, part["rows"], issue)


def _record(paper: Any, part: dict[str, Any], issue: dict[str, Any]) -> None:
    for section in part["sections"]:
        paper.add_heading(section["title"], level=part["level"])
        _rows(paper, section["rows"], issue, part["columns"])


def _table(paper: Any, part: dict[str, Any], issue: dict[str, Any]) -> None:
    if not part["rows"]:
        paper.add_paragraph(part["empty"])
        return
    table = paper.add_table(rows=1, cols=len(part["columns"]), style="Table Grid")
    _head(table, [column["label"] for column in part["columns"]])
    for row in part["rows"]:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            _write(cell.paragraphs[0], value)
    shares = [column["width"] or 1 for column in part["columns"]]
    _widths(table, [Mm(173 * share / sum(shares)) for share in shares])
    paper.add_paragraph()


def _notice(paper: Any, part: dict[str, Any], issue: dict[str, Any]) -> None:
    if part["title"]:
        _write(paper.add_paragraph(), part["title"], bold=True)
    _write(paper.add_paragraph(), part["text"])


def _figures(paper: Any, part: dict[str, Any], issue: dict[str, Any]) -> None:
    for value, label in part["figures"]:
        line = paper.add_paragraph(style="List Bullet")
        _write(line, f"{value} ", bold=True)
        _write(line, label)


def _signatures(paper: Any, part: dict[str, Any], issue: dict[str, Any]) -> None:
    for place in part["places"]:
        paper.add_paragraph()
        line = paper.add_paragraph("_" * 40)
        for value in (place["name"], place["post"], place["role"]):
            if value:
                line.add_run().add_break()
                _write(line, value)


def _approvals(paper: Any, part: dict[str, Any], issue: dict[str, Any]) -> None:
    for one in part["approvals"]:
        _write(paper.add_paragraph(), f"{one['role']}: {one['name']}, {one['when']}")


def _verdict(paper: Any, part: dict[str, Any], issue: dict[str, Any]) -> None:
    _write(paper.add_paragraph(), part["text"], bold=True)


BLOCKS: dict[str, Callable[[Any, dict[str, Any], dict[str, Any]], None]] = {
    "heading": _heading,
    "text": _text,
    "facts": _facts,
    "record": _record,
    "table": _table,
    "notice": _notice,
    "figures": _figures,
    "signatures": _signatures,
    "approvals": _approvals,
    "verdict": _verdict,
}
