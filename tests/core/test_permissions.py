"""The permission engine, on people as rows."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.functional import SimpleLazyObject

from proim.accounts.models import User
from proim.core import permissions
from proim.core.permissions import ALL_ROWS, NO_ROWS, description, may, names, require, rule
from tests.builders.people import make_user


@pytest.fixture
def rules(monkeypatch):
    """A registry of its own, with a rule for "tests.read": oneself, and people named Ana."""
    monkeypatch.setattr(permissions, "_rules", {})

    @rule("tests.read")
    def read(actor):
        """Oneself, and every Ana.

        More words.
        """
        return Q(pk=actor.pk) | Q(full_name="Ana")

    rule("tests.nobody")(lambda _: NO_ROWS)
    rule("tests.all")(lambda _: ALL_ROWS)


def test_a_permission_has_one_rule(rules):
    with pytest.raises(ValueError, match="two rules"):
        rule("tests.read")(lambda _: NO_ROWS)


def test_rules_tell_their_names_and_what_they_say(rules):
    assert names() == ["tests.all", "tests.nobody", "tests.read"]
    assert description("tests.read") == "Oneself, and every Ana."
    assert description("tests.all") == ""


@pytest.mark.django_db
def test_list_row_button_and_action_agree(rules):
    me, ana, other = make_user(), make_user(full_name="Ana"), make_user()
    listed = set(User.objects.permitted("tests.read", me))
    assert listed == {me, ana}
    for row in (me, ana, other):
        annotated = User.objects.with_permissions(me, "tests.read", "tests.nobody").get(pk=row.pk)
        assert may("tests.read", me, row) == annotated.may_read == (row in listed)
        assert annotated.may_nobody is False
    assert require("tests.read", me, ana) == ana
    with pytest.raises(PermissionDenied):
        require("tests.read", me, other)


@pytest.mark.django_db
def test_a_rule_for_all_rows_joins_with_others_by_or(rules):
    make_user()
    assert User.objects.filter(ALL_ROWS | Q(full_name="nobody")).exists()
    assert not User.objects.filter(NO_ROWS | Q(full_name="nobody")).exists()
    assert User.objects.filter(~NO_ROWS).exists()


@pytest.mark.django_db
def test_an_action_gets_the_row_as_stored_not_as_remembered(rules):
    person = make_user(full_name="Ana")
    User.objects.filter(pk=person.pk).update(full_name="Berta")
    assert require("tests.all", person, person).full_name == "Berta"
    me = make_user()
    with pytest.raises(PermissionDenied):
        require("tests.read", me, person)


@pytest.mark.django_db
def test_a_row_that_is_gone_is_refused(rules):
    ghost = User(pk=999_999)
    assert not may("tests.all", None, ghost)
    with pytest.raises(PermissionDenied):
        require("tests.all", None, ghost)


@pytest.mark.django_db
def test_the_system_may_touch_every_row(rules):
    person = make_user()
    assert may("tests.nobody", None, person)
    assert require("tests.nobody", None, person) == person


@pytest.mark.django_db
def test_a_visitor_is_asked_like_anybody(rules):
    assert not may("tests.read", AnonymousUser(), make_user())


@pytest.mark.django_db
def test_the_lazy_person_of_a_request_is_a_row_like_any_other(rules):
    person = make_user()
    lazy = SimpleLazyObject(lambda: person)
    assert may("tests.all", lazy, lazy)
    assert require("tests.all", lazy, lazy) == person


@pytest.mark.django_db
def test_a_list_with_permissions_is_one_query(rules, queries):
    for _ in range(3):
        me = make_user()
    with queries() as seen:
        list(User.objects.permitted("tests.all", me).with_permissions(me, "tests.read"))
    assert len(seen) == 1
