"""Each kind, in both languages: tagged, letter size, foot and folio, what it must say."""

from io import BytesIO

import pikepdf
import pypdf
import pytest
from django.utils import translation

from proim.documents.slots import DOCUMENTS
from tests.builders.documents import faults_of, make_document, structure_of, text_of

pytestmark = pytest.mark.django_db
ISSUED = [kind.key for kind in DOCUMENTS if kind.pdf]
TITLES = {
    "project_sheet": ("Cédula de proyecto", "Project sheet"),
    "project_signatures": ("Hoja de firmas", "Signature sheet"),
    "project_receipt": ("Acuse de registro", "Receipt of registration"),
    "project_acknowledgement": ("Acuse de recibo", "Acknowledgement of receipt"),
    "quarterly_report": ("Informe trimestral", "Quarterly report"),
    "agency_sheet": ("Ficha del ente público", "Sheet of the public entity"),
    "attendance_list": ("Lista de asistencia", "Attendance list"),
    "minutes": ("Minuta de la sesión", "Minutes of the session"),
    "group_act": ("Acta de constitución", "Act of constitution"),
    "group_plan": ("Plan de trabajo", "Work plan"),
    "group_attendance": ("Lista de asistencia", "Attendance list"),
    "group_minutes": ("Minuta de la reunión", "Minutes of the meeting"),
    "certificate": ("Constancia", "Certificate"),
}


def test_every_kind_has_its_own_key_and_prefix():
    assert set(TITLES) == set(ISSUED)
    assert (
        len({kind.prefix for kind in DOCUMENTS})
        == len({kind.key for kind in DOCUMENTS})
        == len(DOCUMENTS)
    )


@pytest.mark.parametrize("language", ["es-mx", "en"])
@pytest.mark.parametrize("key", ISSUED)
def test_a_document_passes_the_check_of_pdf_ua_and_says_what_it_is(key, language):
    with translation.override(language):
        document = make_document(key)
    data = document.bytes()
    assert faults_of(document.file.path) == []
    reader = pypdf.PdfReader(BytesIO(data))
    assert reader.trailer["/Root"]["/Lang"] == ("en-US" if language == "en" else "es-MX")
    assert document.folio in reader.metadata.title
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {
        (612, 792)
    }
    title = TITLES[key][language == "en"]
    last = len(reader.pages)
    foot = f"Page 1 of {last}" if language == "en" else f"Página 1 de {last}"
    text = text_of(data)
    for said in (title, foot, f"Folio {document.folio}", f"/documents/{document.folio}/"):
        assert said in text
    tags = structure_of(data)
    assert tags[0] == "Document"
    assert "Title" in tags
    assert "Figure" in tags  # the emblem, with its alternative
    assert "Link" in tags
    assert document.language == language[:2]


def test_the_check_of_pdf_ua_sees_a_heading_without_text(tmp_path):
    path = tmp_path / "emptied.pdf"
    with pikepdf.open(make_document("project_sheet").file.path) as pdf:
        headings = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/H1" and "/K" in one
        ]
        del headings[0]["/K"]
        pdf.save(path)
    assert [fault.split(":")[0] for fault in faults_of(path)] == ["UA-14-001"]


def test_a_long_table_repeats_its_head_and_has_a_head_for_screen_readers():
    from tests.builders.training import make_enrolment, make_session

    session = make_session(capacity=60)
    for _ in range(30):
        make_enrolment(session=session)
    data = make_document("attendance_list", session).bytes()
    pages = pypdf.PdfReader(BytesIO(data)).pages
    assert len(pages) > 1
    assert all("Firma" in page.extract_text() for page in pages[:2])
    tags = structure_of(data)
    assert tags.count("TH") == 4
    assert tags.count("THead") == 1
