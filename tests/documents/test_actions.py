from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.errors import DomainError, TransitionError
from proim.documents import actions, issuing
from proim.documents.formulas import canonical, digest, print_of
from proim.documents.models import Document
from proim.documents.slots import kind
from proim.documents.workflow import State
from proim.monitoring import actions as reports
from proim.projects import actions as projects
from proim.training import actions as training
from tests.builders.documents import make_document, reread, text_of
from tests.builders.monitoring import make_report, said
from tests.builders.people import make_agency, make_member, make_office, make_user
from tests.builders.projects import make_draft, make_project
from tests.builders.training import make_certificate

pytestmark = pytest.mark.django_db


def test_a_document_is_kept_byte_by_byte_with_its_hash_in_the_ledger():
    office = make_office()
    project = make_project()
    document = make_document("project_sheet", project, by=office)
    assert document.bytes().startswith(b"%PDF-")
    assert digest(document.bytes()) == document.sha256
    assert (document.version, document.state, document.by) == (1, State.VALID, office)
    event = Event.objects.of(document).get()
    assert event.verb == "documents.issue"
    assert event.data["sha256"] == document.sha256
    assert event.data["of"]["id"] == project.pk


def test_issued_again_unchanged_it_is_the_same_one():
    project = make_project()
    first = make_document("project_sheet", project)
    assert make_document("project_sheet", project) == first
    assert Document.objects.count() == 1


def test_each_language_is_a_document_of_its_own():
    project = make_project(title_en="One-stop shop")
    spanish = make_document("project_sheet", project)
    with translation.override("en"):
        english = make_document("project_sheet", project)
    assert {spanish.language, english.language} == {"es", "en"}
    assert spanish.standing() == english.standing() == State.VALID
    assert "One-stop shop" in text_of(english.bytes())


def test_after_a_change_there_is_a_new_version_and_the_old_one_is_superseded():
    project = make_project()
    first = make_document("project_sheet", project)
    projects.plan(project, by=None)
    second = make_document("project_sheet", project)
    first.refresh_from_db()
    assert (first.state, second.state, second.version) == (State.SUPERSEDED, State.VALID, 2)
    assert first.newer() == second
    assert first.bytes() is not None
    assert "versión 2" in text_of(second.bytes())


def drafted(project, *, folio: str, content: str | None = None) -> actions.Draft:
    """Make the first version of a project's sheet, without typesetting."""
    declared = kind("project_sheet")
    row = reread("project_sheet", project)
    return actions.Draft(
        kind=declared,
        row=row,
        language="es",
        folio=folio,
        version=1,
        issued_at=timezone.now(),
        title="Cédula",
        office="Oficina",
        content=content or canonical(issuing.frozen(declared, row)),
        data=b"%PDF-" + folio.encode(),
    )


def test_of_two_people_who_issue_the_same_at_once_one_document_remains():
    project = make_project()
    drafts = [drafted(project, folio=f"CED-2011-0000000{number}") for number in (1, 2)]
    first = actions.issue(drafts[0], by=None)
    assert actions.issue(drafts[1], by=None) == first
    assert Document.objects.get().folio == "CED-2011-00000001"


def test_a_version_that_somebody_else_issued_meanwhile_is_not_issued_twice():
    project = make_project()
    first = make_document("project_sheet", project)
    with pytest.raises(DomainError):
        actions.issue(drafted(project, folio="CED-2011-00000002", content="{}"), by=None)
    first.refresh_from_db()
    assert first.state == State.VALID


def test_a_stranger_cannot_issue_what_the_page_would_not_show():
    project = make_project()
    stranger = make_member(Role.LIAISON)
    for who in (stranger, AnonymousUser()):
        with pytest.raises(PermissionDenied):
            make_document("project_sheet", project, by=who)
    assert not Document.objects.exists()


def test_a_record_without_a_folio_has_no_receipt():
    with pytest.raises(PermissionDenied):
        make_document("project_receipt", make_draft())


def test_the_office_withdraws_a_document_for_a_reason():
    document = make_document("project_sheet")
    office = make_office()
    with pytest.raises(ValidationError):
        actions.withdraw(document, "  ", by=office)
    document = actions.withdraw(document, "Se emitió por error.", by=office)
    assert (document.state, document.standing()) == (State.WITHDRAWN, State.WITHDRAWN)
    assert Event.objects.of(document).first().verb == "documents.withdraw"
    with pytest.raises(TransitionError):
        actions.withdraw(document, "Otra vez.", by=office)


def test_nobody_else_withdraws_a_document():
    document = make_document("project_sheet")
    with pytest.raises(PermissionDenied):
        actions.withdraw(document, "No", by=make_user())


def test_after_a_withdrawal_it_can_be_issued_anew():
    project = make_project()
    first = make_document("project_sheet", project)
    actions.withdraw(first, "Se emitió por error.", by=None)
    second = make_document("project_sheet", project)
    assert (second.version, second.state) == (2, State.VALID)


def test_a_corrected_result_takes_its_certificate_along():
    certificate = make_certificate()
    document = make_document("certificate", certificate)
    assert document.standing() == State.VALID
    failed = training.Achieved("failed", completed_on=certificate.issued_on)
    training.correct(
        certificate.enrolment, failed, reason="Otra persona.", on=certificate.issued_on, by=None
    )
    assert document.standing() == State.WITHDRAWN


def test_a_changed_file_in_the_storage_is_noticed():
    document = make_document("project_sheet")
    with document.file.storage.open(document.file.name, "r+b") as kept:
        kept.seek(100)
        kept.write(b"\x00")
    assert document.bytes() is None
    document.file.storage.delete(document.file.name)
    assert document.bytes() is None


def test_the_report_names_who_signed_when_and_the_entry_of_the_ledger():
    agency = make_agency()
    liaison = make_member(Role.LIAISON, agency, full_name="Rosa Islas Peña")
    head = make_member(Role.HEAD, agency, full_name="Íñigo Ñáñez Güemes")
    project = make_project(agency)
    report = make_report(project, stage="validated", liaison=liaison)
    reports.sign(report, by=head, on=date(2011, 4, 14))
    data = make_document("quarterly_report", report).bytes()
    event = Event.objects.of(report).filter(verb="monitoring.sign").get()
    text = text_of(data)
    for told in (
        "Rosa Islas Peña",
        "Íñigo Ñáñez Güemes",
        "14 de abril de 2011",
        f"{event.sequence}-{event.hash[:12].upper()}",
        "1.er trimestre de 2011",
        "35 %",
        "Verde: en curso",
        "La mudanza de la oficina puede retrasar la prueba.",
        project.folio,
    ):
        assert told in text


def test_while_a_correction_is_written_the_document_is_the_published_version():
    report = make_report(stage="published", achievements="Lo publicado.")
    first = make_document("quarterly_report", report)
    reports.correct(report, "Faltaba un dato.", by=None, on=date(2011, 5, 30))
    reports.edit(report, said(achievements="Lo corregido."), by=None, on=date(2011, 5, 30))
    assert make_document("quarterly_report", report) == first
    for verb in ("validate", "sign", "publish"):
        getattr(reports, verb)(report, by=None, on=date(2011, 5, 31))
    second = make_document("quarterly_report", report)
    text = text_of(second.bytes())
    assert "Lo corregido." in text
    assert "Faltaba un dato." in text
    assert first.newer() == second


def test_the_signature_sheet_names_the_print_of_the_project_sheet():
    project = make_project()
    sheet = make_document("project_sheet", project)
    signatures = make_document("project_signatures", project)
    wanted = print_of(sheet.content_sha256)
    assert wanted in text_of(sheet.bytes())
    assert wanted in text_of(signatures.bytes())


def test_the_sheet_says_what_the_record_says():
    project = make_project(title_es="Ventanilla única de licencias mercantiles")
    text = text_of(make_document("project_sheet", project).bytes())
    for told in (
        "Ventanilla única de licencias mercantiles",
        "Julia Ortega Prado",
        "La gente hace cuatro filas para un solo trámite.",
        project.folio,
        "2012",
    ):
        assert told in text
