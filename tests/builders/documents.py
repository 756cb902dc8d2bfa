from io import BytesIO
from unittest import mock

import pdfua
import pypdf

from proim.change_groups.actions import approve_minutes
from proim.documents import issuing
from proim.documents.models import Document
from proim.documents.slots import kind
from tests.builders.change_groups import MET, make_group, make_held, make_meeting
from tests.builders.monitoring import make_report
from tests.builders.people import make_agency
from tests.builders.projects import make_project
from tests.builders.training import make_certificate, make_enrolment, make_session


def make_row(key: str):
    """Build a record of which a document of this kind can be issued."""
    if key.startswith("project_"):
        return make_project()
    if key in ("quarterly_report", "report_text"):
        return make_report(stage="published")
    if key == "certificate":
        return make_certificate()
    if key == "agency_sheet":
        return make_project(make_agency()).agency
    if key.startswith("group_"):
        return _of_group(key)
    session = make_session()
    make_enrolment(session=session)
    return session


def _of_group(key: str):
    group = make_group()
    if key in ("group_act", "group_plan"):
        return group
    if key == "group_attendance":
        return make_meeting(group)
    return approve_minutes(make_held(group), on=MET, by=None)


def make_document(key: str = "project_sheet", row=None, *, by=None) -> Document:
    """Issue a document of ``row`` in the active language."""
    declared = kind(key)
    return issuing.issued(declared, reread(key, row or make_row(key)), by=by)


def reread(key: str, row):
    """Return ``row`` as the kind reads it: with what the document needs."""
    return kind(key).rows(None).get(pk=row.pk)


def text_of(data: bytes) -> str:
    """Return the text of a PDF, its line ends as spaces."""
    pages = pypdf.PdfReader(BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def faults_of(path) -> list[str]:
    """Return what the check of PDF/UA finds in the file, and each of its rules that did not come to an end."""
    # Its own test of what is a number asks lists for it too, which they refuse: then the rule on headings stops.
    with mock.patch("pdfua.rules.structure.as_integer", _number):
        outcomes = pdfua.validate(str(path)).outcomes
    found = [f"{one.rule_id}: {finding}" for one in outcomes for finding in one.findings]
    return found + [
        f"{one.rule_id}: {one.skipped_reason}" for one in outcomes if one.skipped_reason
    ]


def _number(value: object) -> int | None:
    return value if type(value) is int else None


def structure_of(data: bytes) -> list[str]:
    """Return the tags of a PDF in reading order."""
    found: list[str] = []

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]).removeprefix("/"))
            walk(node.get("/K"))

    walk(pypdf.PdfReader(BytesIO(data)).trailer["/Root"]["/StructTreeRoot"])
    return found
