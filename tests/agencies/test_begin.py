"""An empty installation begins with one command: the agency in charge and its administrator."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from proim.accounts.models import Invitation, User
from proim.agencies.models import Programme
from proim.agencies.rules import is_administrator

pytestmark = pytest.mark.django_db


def begin(*words):
    told = StringIO()
    call_command("begin", *words, stdout=told)
    return told.getvalue()


def test_the_first_administrator_is_appointed_and_invited():
    begin("ada@example.gob.mx", "Ada Ruiz", "--agency", "Contraloría General", "--acronym", "CG")
    ada = User.objects.get(email="ada@example.gob.mx")
    assert is_administrator(ada)
    assert Invitation.objects.get(person=ada).is_open
    assert Programme.get().owner.acronym == "CG"


def test_a_second_administrator_joins_the_same_agency():
    begin("ada@example.gob.mx", "Ada Ruiz", "--agency", "Contraloría General", "--acronym", "CG")
    begin("luz@example.gob.mx", "Luz Vega")
    assert is_administrator(User.objects.get(email="luz@example.gob.mx"))


def test_the_agency_must_be_named_at_first():
    with pytest.raises(CommandError, match="--agency"):
        begin("ada@example.gob.mx", "Ada Ruiz")
    assert not User.objects.exists()


def test_nobody_is_appointed_twice():
    words = ("ada@example.gob.mx", "Ada Ruiz", "--agency", "Contraloría General", "--acronym", "CG")
    begin(*words)
    with pytest.raises(CommandError):
        begin(*words)
