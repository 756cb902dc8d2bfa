"""Rows and bytes agree: what is missing or changed is named, what nobody names goes after a day."""

import os
import time

import pytest

from proim.files import sweeping, vault
from proim.files.intake import received
from tests.builders.files import make_file, upload
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db


def age(path, hours):
    then = time.time() - hours * 3600
    os.utime(path, (then, then))


def test_stored_files_are_as_they_were():
    make_file(make_project())
    found = sweeping.verify()
    assert (found.checked, found.is_whole, found.strays) == (1, True, [])


def test_a_changed_and_a_missing_file_are_named():
    project = make_project()
    changed, missing = make_file(project, name="uno.pdf"), make_file(project, name="dos.pdf")
    path = vault.path_of(changed.newest.key)
    content = bytearray(path.read_bytes())
    content[5] ^= 1
    path.write_bytes(bytes(content))
    vault.discard(missing.newest.key)
    found = sweeping.verify()
    assert not found.is_whole
    assert found.changed[0].endswith("uno.pdf")
    assert found.missing[0].endswith("dos.pdf")


def test_what_nobody_names_is_swept_after_a_day_and_nothing_else():
    kept = make_file(make_project()).newest.key
    with received(upload(), kind="project") as incoming:
        stray = incoming.key
    draft = vault.draft([b"half an upl"], 100)
    assert sweeping.sweep() == 0  # they may still be on their way
    for path in (vault.path_of(kept), vault.path_of(stray), draft):
        age(path, 25)
    assert sweeping.verify().strays == [stray]
    assert sweeping.sweep() == 2
    assert list(vault.keys()) == [kept]
    assert not draft.exists()
