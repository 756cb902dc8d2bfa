"""Old backups are deleted by their term, and named on the health page until then."""

import os
import time

import pytest

from proim.operation import backups, looks, records

pytestmark = pytest.mark.django_db
DAY = 86_400


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    for name, days in (("proim-1.tar.gz", 40), ("mine.tar.gz", 50), ("proim-2.tar.gz", 3)):
        path = tmp_path / name
        path.write_bytes(b"x")
        then = time.time() - days * DAY
        os.utime(path, (then, then))
    return tmp_path


def test_the_health_page_names_backups_that_are_older_than_their_term(folder):
    records.note(records.BACKUP, folder=str(folder))
    text = looks.backup().text
    assert "proim-1.tar.gz" in text
    assert "mine.tar.gz" in text
    assert "proim-2.tar.gz" not in text


def test_a_rotation_deletes_what_it_named_itself(folder):
    assert [path.name for path in backups.rotate(folder, 35)] == ["proim-1.tar.gz"]
    assert sorted(path.name for path in folder.glob("*.gz")) == ["mine.tar.gz", "proim-2.tar.gz"]
