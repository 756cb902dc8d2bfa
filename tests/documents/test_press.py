"""The small program: hostile text stays text, bounds hold, and the server loads nothing heavy."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore

import docx
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from proim.documents import blocks, issuing, press
from proim.documents.blocks import said
from proim.documents.pressing import child
from tests.builders.documents import faults_of, text_of

SECRET = Path(press.PACKAGE) / "config" / "settings.py"
HOSTILE = [
    '#import "/config/settings.py": *',
    '#read("/config/settings.py")',
    "$ x^2 $ #panic() // comment /* open",
    "= Heading\n- list\n+ list\n/ term: x\n@ref <label> *bold* _it_ `raw` ~ \\ \\u{1F600}",
    "[unclosed ] ) } #[#{",
    "https://example.org/" + "a" * 300,
    "W" * 2000,
    "👩🏽‍💻🇲🇽 cafe\u0301 \u202eabc\u202c",
    "nul\x00bell\x07del\x7f\ufeff\ufffe\ud7ff",
    "中文 العربية हिन्दी",
    '"; \\" \\n {"text": "x", "lang": "es"}',
]


def issue_facts() -> dict:
    told = {
        "issuer": {"programme": "PROIM", "unit": "Unidad", "parent": "", "government": "Gobierno"}
    }
    facts = {**issuing.standing(told, "es"), **issuing.about("CED-2011-00000000", 1, "ba78 16bf")}
    facts["words"]["issued"] = "Emitido."
    return {**facts, "day": [2011, 6, 30]}


def content_of(text: str) -> dict:
    """Put one text wherever a text may stand."""
    typed = said(text, "es")
    return {
        "title": "Prueba",
        "kicker": "PROIM-2011-0001",
        "subject": typed,
        "lead": typed,
        "facts": [["Dato", [typed, text]]],
        "public": [],
        "more": {},
        "blocks": [
            blocks.heading("Encabezado"),
            blocks.paragraphs(typed),
            blocks.record(("Campo", "Respuesta"), [("Parte", [("Uno", [typed, text])])], level=2),
            blocks.table([blocks.Column("A"), blocks.Column("B", 0)], [[typed, "1"]], empty=""),
            blocks.notice(typed, title="Aviso"),
            blocks.signatures([blocks.Place("Firma", text[:150], typed)]),
            blocks.approvals(
                [blocks.Approval("Firmó", text[:150], typed, "hoy", "1-A")], code_label="Clave"
            ),
            blocks.figures([("1", "cosa")]),
            blocks.verdict("verde", "success"),
        ],
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text, tmp_path):
    made = press.press(content_of(text), issue_facts())
    path = tmp_path / "made.pdf"
    path.write_bytes(made)
    assert faults_of(path) == []
    shown = "".join(text_of(made).split())
    assert "SECRET_KEY" not in shown
    printed = "".join(child.clean(text).split())
    assert shown.count(printed[:40]) >= 6


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_a_text_to_be_edited(text):
    made = docx.Document(BytesIO(press.press(content_of(text), issue_facts(), form="docx")))
    shown = "".join("".join(line.text for line in made.paragraphs).split())
    assert "".join(child.clean(text).split())[:40] in shown


def test_a_text_to_be_edited_has_headings_language_and_repeated_heads():
    made = docx.Document(BytesIO(press.press(content_of("año"), issue_facts(), form="docx")))
    styles = [line.style.name for line in made.paragraphs]
    assert {"Title", "Subtitle", "Heading 1", "Heading 2"} <= set(styles)
    assert made.core_properties.title == "Prueba"
    assert 'w:lang w:val="es-MX"' in made.styles.element.xml
    assert made.tables[1].rows[0]._tr.xml.count("w:tblHeader") == 1
    assert (made.sections[0].page_width.mm, made.sections[0].page_height.mm) == pytest.approx(
        (215.9, 279.4), abs=0.1
    )
    assert "NUMPAGES" in made.sections[0].footer._element.xml


@given(st.text(max_size=200))
def test_cleaned_text_has_only_signs_that_the_typeface_has(text):
    cleaned = child.clean(text)
    assert all(sign in child.BREAKS or ord(sign) in child.letters() for sign in cleaned)
    assert child.clean(cleaned) == cleaned


def test_spanish_and_its_neighbours_are_printed_as_they_are():
    text = "«¡Ñandú, pingüino!» – ¿Qué? “Año” n.º 1.ª 50 % ≥ 3 m² €5 · tlahtōlli māxoconchiwa"
    assert child.clean(text) == text


def test_the_letters_are_those_of_the_typeface():
    table = TTFont(child.fonts() / "SourceSansPro-Regular.ttf").getBestCmap()
    assert child.letters() == {code for code in table if 32 <= code < 0x10000 and code != 0x7F}


def test_too_much_text_is_refused_before_anything_is_made():
    with pytest.raises(press.PressError):
        press.press(content_of("x" * press.LARGEST_ORDER), issue_facts())


def test_what_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(press, "WAIT", 0.01)
    with pytest.raises(press.PressError):
        press.press(content_of("x"), issue_facts())


def test_when_all_places_are_taken_one_is_asked_to_come_back(monkeypatch):
    monkeypatch.setattr(press, "WAIT", 0.01)
    monkeypatch.setattr(press, "_places", BoundedSemaphore(1))
    press._places.acquire()
    with pytest.raises(press.PressError, match="minuto"):
        press.press(content_of("x"), issue_facts())


def test_what_needs_too_much_memory_is_stopped(monkeypatch):
    monkeypatch.setattr(press, "MEGABYTES", 60)
    with pytest.raises(press.PressError):
        press.press(content_of("x"), issue_facts())


def test_the_server_loads_no_typesetter_and_no_word_processor():
    program = (
        "import django, sys; django.setup(); import proim.config.urls; "
        "from django.urls import get_resolver; get_resolver().url_patterns; "
        "print(sorted({'typst', 'docx', 'lxml', 'segno', 'font_source_sans_pro'} & set(sys.modules)))"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(press.PACKAGE.parent),
        "DJANGO_SETTINGS_MODULE": "proim.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, env=environment
    )
    assert done.stdout.strip() == "[]"
