from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from proim.config.environment import Environment, secret_key


def read(**variables):
    return Environment(variables)


def test_a_secret_can_come_from_a_file(tmp_path):
    (tmp_path / "key").write_text("s3cret\n")
    env = read(PROIM_SECRET_KEY_FILE=str(tmp_path / "key"))
    assert env.text("PROIM_SECRET_KEY", "", "key") == "s3cret"
    env.refuse_unknown()


def test_a_misspelt_setting_stops_the_start_and_names_the_right_one():
    env = read(PROIM_DATBASE_URL="postgres://x/y")
    env.text("PROIM_DATABASE_URL", "", "database")
    with pytest.raises(ImproperlyConfigured, match=r"PROIM_DATBASE_URL.*mean PROIM_DATABASE_URL\?"):
        env.refuse_unknown()


def test_other_peoples_variables_are_left_alone():
    read(HOME="/root", PROIMX="1").refuse_unknown()


@pytest.mark.parametrize(
    ("word", "meaning"), [("1", True), ("true", True), ("YES", True), ("0", False), ("", False)]
)
def test_a_flag_is_read_by_its_word(word, meaning):
    assert read(PROIM_X=word).flag("PROIM_X", default=False, about="x") is meaning


def test_a_value_of_the_wrong_type_is_refused_with_the_choice():
    with pytest.raises(ImproperlyConfigured, match="write 1 or 0"):
        read(PROIM_X="perhaps").flag("PROIM_X", default=False, about="x")
    with pytest.raises(ImproperlyConfigured, match="whole number from 1 on"):
        read(PROIM_X="0").number("PROIM_X", 5, "x", least=1)
    with pytest.raises(ImproperlyConfigured, match="one of a, b"):
        read(PROIM_X="c").choice("PROIM_X", ("a", "b"), "x")


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = secret_key("", tmp_path)
    assert secret_key("", tmp_path) == first
    assert len(first) >= 50
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
    assert secret_key("given", tmp_path) == "given"


def test_the_page_of_settings_is_up_to_date():
    printed = StringIO()
    call_command("list_settings", stdout=printed)
    page = Path(__file__).resolve().parents[2] / "docs" / "settings.md"
    assert page.read_text() == printed.getvalue()
