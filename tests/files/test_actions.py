"""Storing, replacing, withdrawing: what is written, what is refused, what stays in the history."""

import hashlib
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.core.errors import DomainError
from proim.files import actions, vault
from proim.files.intake import received
from proim.files.models import Allowance, Folder, StoredFile, Version
from proim.files.slots import ATTACHMENTS
from proim.projects.workflow import Stage
from tests.builders.files import make_file, pdf, upload
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return [e.verb for e in Event.objects.filter(verb__startswith="files.").order_by("sequence")]


def test_a_stored_file_lies_under_a_random_name_with_its_hash():
    project, content = make_project(), pdf()
    liaison = make_member(Role.LIAISON, project.agency)
    file = make_file(project, by=liaison, content=content, name="../../Acta  final.PDF")
    version = file.newest
    assert (version.name, version.size, version.by) == ("Acta final.pdf", len(content), liaison)
    assert version.sha256 == hashlib.sha256(content).hexdigest()
    assert vault.path_of(version.key).read_bytes() == content
    assert "acta" not in str(vault.path_of(version.key)).lower()
    assert verbs() == ["files.store"]
    told = Event.objects.get(verb="files.store").data
    assert (told["sha256"], told["owner"]["id"]) == (version.sha256, project.pk)


def test_a_replaced_file_keeps_the_version_before():
    project = make_project()
    office = make_office()
    file = make_file(project, label="Acta")
    first = file.newest
    with received(upload("acta-2.pdf"), kind="project") as incoming:
        actions.replace(file, incoming, by=office)
    file = StoredFile.objects.get(pk=file.pk)
    assert [v.number for v in file.versions.all()] == [2, 1]
    assert (file.newest.name, file.label, file.newest.by) == ("acta-2.pdf", "Acta", office)
    assert vault.path_of(first.key).exists()
    assert verbs() == ["files.store", "files.replace"]


def test_the_same_content_again_is_no_new_version():
    content = pdf()
    file = make_file(make_project(), content=content)
    with (
        pytest.raises(DomainError),
        received(upload("otra.pdf", content), kind="project") as incoming,
    ):
        actions.replace(file, incoming, by=None)
    assert file.versions.count() == 1
    assert list(vault.keys()) == [file.newest.key]


def test_a_withdrawn_file_says_why_and_keeps_its_content():
    file = make_file(make_project())
    with pytest.raises(DomainError):
        actions.withdraw(file, why="  ", by=None)
    done = actions.withdraw(file, why="Tenía datos de salud.", by=None)
    assert done.withdrawn_at is not None
    assert vault.path_of(done.newest.key).exists()
    assert verbs() == ["files.store", "files.withdraw"]
    with pytest.raises(DomainError):
        actions.withdraw(file, why="Otra vez", by=None)
    with pytest.raises(DomainError), received(upload(), kind="project") as incoming:
        actions.replace(file, incoming, by=None)


def test_a_stranger_stores_nothing_and_leaves_nothing_behind():
    project, stranger = make_project(), make_member(Role.LIAISON)
    with pytest.raises(PermissionDenied), received(upload(), kind="project") as incoming:
        actions.store("project", project, incoming, by=stranger)
    assert not Folder.objects.exists()
    assert not Allowance.objects.exists()
    assert list(vault.keys()) == []
    assert verbs() == []


@pytest.mark.parametrize("verb", ["replace", "withdraw"])
def test_a_stranger_changes_nothing(verb):
    file, stranger = make_file(make_project()), make_member(Role.HEAD)
    with received(upload(), kind="project") as incoming:
        more = {"why": "Porque sí"} if verb == "withdraw" else {"incoming": incoming}
        with pytest.raises(PermissionDenied):
            getattr(actions, verb)(file, **more, by=stranger)
    assert verbs() == ["files.store"]


def test_a_project_that_ended_takes_no_files():
    file = make_file(make_project())
    project = make_project(stage=Stage.CANCELLED)
    with pytest.raises(DomainError, match="termin"):
        make_file(project)
    assert list(vault.keys()) == [file.newest.key]


def test_the_space_of_an_agency_is_counted_over_all_its_records(settings):
    agency, content = make_agency(), pdf()
    settings.FILE_QUOTA = 2 * len(content) + 20
    first = make_file(make_project(agency), content=content)
    make_file(make_project(agency))
    with pytest.raises(DomainError, match="espacio"):
        make_file(make_project(agency))
    with pytest.raises(DomainError), received(upload(), kind="project") as incoming:
        actions.replace(first, incoming, by=None)  # versions take space too
    make_file(make_project())  # another agency has its own
    taken = Allowance.objects.get(key=f"agency:{agency.pk}").used
    assert taken == sum(v.size for v in Version.objects.filter(file__folder__allowance__used=taken))
    assert len(list(vault.keys())) == 3


def test_a_record_holds_so_many_files_and_no_more(monkeypatch):
    few = [replace(kind, most=1) if kind.name == "project" else kind for kind in ATTACHMENTS]
    monkeypatch.setattr(ATTACHMENTS, "_items", few)
    project = make_project()
    file = make_file(project)
    with pytest.raises(DomainError, match="1"):
        make_file(project)
    actions.withdraw(file, why="Se repite.", by=None)
    make_file(project)


def test_the_database_refuses_to_change_a_version():
    version = make_file(make_project()).newest
    with pytest.raises(Error), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(sha256="0" * 64)
    with pytest.raises(Error), transaction.atomic():
        version.delete()
