"""The commands of an installation, run as an office runs them, on the database of this test run."""

import json
import tarfile

import pytest

from tests.installation import Installation

MAKE_EVENTS = """
from proim.accounts.models import User
from proim.audit.actions import record
user = User.objects.create_user("ana@example.org", "Ana")
for number in range(5):
    record("accounts.test", user, by=None, number=number)
"""
ATTACH = """
from django.core.files.base import ContentFile
from proim.files import actions
from proim.files.intake import received
from tests.builders.projects import make_project
with received(ContentFile(b"Se nombra enlace", "carta.txt"), kind="project") as incoming:
    actions.store("project", make_project(), incoming, by=None)
"""
SPOIL = """
from proim.files import vault
from proim.files.models import Version
vault.path_of(Version.objects.get().key).write_bytes(b"Se nombra a otra")
"""
COUNT = "from proim.accounts.models import User; print(User.objects.count())"
TAMPER = """
from django.db import connection
from proim.audit.models import Event
from proim.audit.triggers import drop
drop(connection)
with connection.cursor() as cursor:
    cursor.execute("UPDATE audit_event SET body = replace(body, '\\"number\\":2', '\\"number\\":7')")
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Build one installation with five events, to be copied."""
    built = Installation(tmp_path_factory.mktemp("built"), "built")
    done = built.proim("manage", "migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    built.shell(MAKE_EVENTS)
    return built


@pytest.fixture
def house(built, tmp_path):
    return Installation(tmp_path, "commands", like=built)


def test_check_names_the_first_event_changed_behind_the_triggers(house):
    whole = house.proim("check")
    assert whole.returncode == 0, whole.stderr
    assert "5 events, the chain is whole" in whole.stdout
    assert "stands still" not in whole.stdout
    house.environment["PROIM_TODAY"] = "2011-07-18"
    assert "stands still on 2011-07-18" in house.proim("check").stdout
    house.shell(TAMPER)
    broken = house.proim("check")
    assert broken.returncode != 0
    assert "event 3 was changed" in broken.stderr


def test_a_backup_comes_back_into_an_empty_installation(house, tmp_path):
    house.shell(ATTACH)
    done = house.proim("backup", "copy.tar.gz")
    assert done.returncode == 0, done.stderr
    (tmp_path / "other").mkdir()
    other = Installation(tmp_path / "other", "other")
    done = other.proim("restore", str(tmp_path / "copy.tar.gz"))
    assert done.returncode == 0, done.stderr
    assert "9 events, the chain is whole" in done.stdout
    assert other.shell(COUNT) == "1\n"
    assert "Files: 1 stored, all as they were." in done.stdout
    kept = [path.read_bytes() for path in (tmp_path / "other" / "data" / "files").glob("??/*")]
    assert kept == [b"Se nombra enlace"]


def test_check_and_backup_name_a_file_that_is_not_what_was_stored(house, tmp_path):
    house.shell(ATTACH)
    assert "Files: 1 stored" in house.proim("check").stdout
    house.shell(SPOIL)
    for words in (["check"], ["backup", "copy.tar.gz"]):
        done = house.proim(*words)
        assert done.returncode != 0
        assert "carta.txt" in done.stderr
    assert (tmp_path / "copy.tar.gz").exists()  # the rest is worth keeping all the same


def test_a_restore_replaces_what_is_there_only_by_force(house, tmp_path):
    assert house.proim("backup", "copy.tar.gz").returncode == 0
    house.shell(
        "from proim.accounts.models import User; User.objects.create_user('b@example.org', 'B')"
    )
    refused = house.proim("restore", "copy.tar.gz")
    assert refused.returncode != 0
    assert "not empty" in refused.stderr
    assert house.shell(COUNT) == "2\n"
    forced = house.proim("restore", "--force", "copy.tar.gz")
    assert forced.returncode == 0, forced.stderr
    assert house.shell(COUNT) == "1\n"


def test_a_damaged_archive_is_refused_before_anything_is_replaced(house, tmp_path):
    assert house.proim("backup", "copy.tar.gz").returncode == 0
    with tarfile.open(tmp_path / "copy.tar.gz") as archive:
        archive.extractall(tmp_path / "open")
    manifest = tmp_path / "open" / "manifest.json"
    told = json.loads(manifest.read_text())
    told["sha256"]["database"] = "0" * 64
    manifest.write_text(json.dumps(told))
    with tarfile.open(tmp_path / "bad.tar.gz", "w:gz") as archive:
        for name in ("manifest.json", "database"):
            archive.add(tmp_path / "open" / name, name)
    (tmp_path / "letter.txt").write_text("no archive")
    for bad in ("bad.tar.gz", "letter.txt"):
        done = house.proim("restore", "--force", bad)
        assert done.returncode != 0
        assert "damaged" in done.stderr or "cannot be read" in done.stderr
    assert house.shell(COUNT) == "1\n"


def test_a_backup_cannot_write_outside_its_folder(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps({"sha256": {"../escaped": "0"}}))
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "manifest.json", "manifest.json")
        archive.add(tmp_path / "manifest.json", "../escaped")
    done = Installation(tmp_path, "evil").proim("restore", "evil.tar.gz")
    assert "no place in a backup" in done.stderr
    assert not list(tmp_path.rglob("escaped"))


def test_an_unknown_command_prints_the_list(tmp_path):
    done = Installation(tmp_path, "commands").proim("sevre")
    assert done.returncode == 2
    assert "proim serve" in done.stderr


@pytest.mark.parametrize("words", [("check",), ("serve",), ("serve", "--no-prepare")])
def test_a_setting_that_does_not_exist_ends_the_command_with_one_line(tmp_path, words):
    done = Installation(tmp_path, "misspelt", PROIM_DATABASE="postgres://x").proim(*words)
    assert done.returncode == 1
    assert done.stderr == (
        "proim: PROIM_DATABASE is not a setting of PROIM. Do you mean PROIM_DATABASE_URL?\n"
    )
