"""The ledger for people: in words, in both languages, with two queries."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from proim.accounts import actions
from proim.accounts.models import User
from proim.audit.actions import record
from proim.audit.history import history, in_words
from tests.builders.accounts import make_waiting
from tests.builders.people import make_office, make_user

pytestmark = pytest.mark.django_db

LONG = "Atiende los trámites de la ventanilla única del programa y capacita a su personal cada mes"


def shown(*rows) -> str:
    return render_to_string("audit/history.html", {"entries": history(*rows)})


def test_a_history_tells_who_did_what_newest_first():
    office = make_office()
    person = actions.create("ana@example.gob.mx", "Ana Ruiz", by=office)
    actions.invite(person, by=office)
    with override("es-mx"):
        assert [(e.who, e.label) for e in history(person)] == [
            (office.full_name, "Envió la invitación"),
            (office.full_name, "Agregó a la persona"),
        ]
    with override("en"):
        assert [e.label for e in history(person)] == ["Sent the invitation", "Added the person"]


def test_changes_are_told_in_words_of_the_field_and_its_choices():
    person = make_user(language="es-mx")
    actions.edit_profile(person, {"language": "en", "post": "Directora"}, by=person)
    with override("es-mx"):
        changes = {c.label: (c.before, c.after) for c in history(person)[0].changes}
    assert changes == {"Idioma": ("Español", "English"), "Cargo": ("—", "Directora")}


def test_short_values_stand_side_by_side_and_long_ones_are_compared_word_by_word():
    person = make_user(post=LONG)
    actions.edit_profile(person, {"post": LONG.replace("capacita", "acompaña")}, by=person)
    page = shown(person)
    assert "<del>" in page
    assert "capacita" in page.partition("<del>")[2].partition("</del>")[0]
    assert "acompaña" in page.partition("<ins>")[2].partition("</ins>")[0]
    assert page.count("ventanilla única") == 1


def test_a_long_text_that_is_new_is_shown_whole():
    person = make_user()
    actions.edit_profile(person, {"post": LONG}, by=person)
    assert history(person)[0].changes[0].pieces == []
    assert LONG in shown(person)


def test_the_system_and_people_who_are_gone_are_named_as_such():
    person = make_user()
    record("accounts.edit_profile", person, by=None)
    ghost = User(pk=987_654, full_name="Nadie")
    record("accounts.edit_profile", person, by=ghost)
    with override("es-mx"):
        assert [e.who for e in history(person)] == [
            "persona que ya no está registrada",
            "el sistema",
        ]


def test_an_unknown_verb_and_an_unknown_field_are_shown_as_they_stand():
    person = make_user()
    record("accounts.unheard_of", person, by=person, changes={"old_column": (True, None)})
    entry = history(person)[0]
    assert entry.label == "Accounts.unheard_of"
    assert entry.changes[0].label == "Old column"


def test_a_comment_is_quoted():
    person = make_user()
    record("accounts.disable", person, by=person, comment="Terminó su encargo.\nOficio 7")
    assert "Terminó su encargo.<br>Oficio 7" in shown(person)


@pytest.mark.parametrize("marker", ["<i>&\"'", "<script>alert(1)</script>"])
def test_hostile_text_is_text_everywhere_in_a_history(marker):
    person = make_user(full_name=marker, post=f"{LONG} {marker} uno")
    actions.edit_profile(person, {"post": f"{LONG} {marker} dos", "phone": marker}, by=person)
    record("accounts.disable", person, by=person, comment=marker)
    page = shown(person)
    assert marker not in page
    assert marker[:3] not in page.replace("<svg", "")


def test_a_history_costs_three_queries_however_long(queries):
    person = make_waiting()
    for number in range(12):
        actions.edit_profile(person, {"post": f"Cargo {number}"}, by=make_user_office(number))
    with queries() as seen:
        assert len(history(person)) == 12
    assert len(seen) == 3


def make_user_office(number: int) -> User:
    return make_office() if number % 3 else None


def test_an_empty_history_says_so():
    with override("es-mx"):
        assert "Todavía no ha pasado nada." in shown(make_user())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "—"),
        ("", "—"),
        ([], "—"),
        (False, "no"),
        (True, "sí"),
        ("2011-06-30", "30 de junio de 2011"),
        (["a", "b"], "a, b"),
        ({"id": 3, "label": "Ana"}, "Ana"),
        (1234.5, "1234.5"),
        ("x", "x"),
    ],
)
def test_stored_values_read_as_people_write_them(value, words):
    with override("es-mx"):
        assert in_words(value) == words
