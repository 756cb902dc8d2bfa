"""Who may do what to the catalogues, as a table a lawyer can read."""

from contextlib import nullcontext

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from proim.agencies.models import Programme, Role
from proim.core.permissions import may, names, require
from tests.builders.people import make_member, make_office
from tests.builders.taxonomy import make_term

pytestmark = pytest.mark.django_db

#   permission          row          anybody liaison office admin
MATRIX = [
    ("taxonomy.view", "term", "yes", "yes", "yes", "yes"),
    ("taxonomy.history", "term", "no", "no", "yes", "yes"),
    ("taxonomy.edit", "term", "no", "no", "yes", "yes"),
    ("taxonomy.retire", "term", "no", "no", "yes", "yes"),
    ("taxonomy.add", "programme", "no", "no", "yes", "yes"),
    ("taxonomy.load", "programme", "no", "no", "no", "yes"),
]


@pytest.mark.parametrize(("permission", "row", "answers"), [(r[0], r[1], r[2:]) for r in MATRIX])
def test_matrix(permission, row, answers):
    asked = make_term() if row == "term" else Programme.get()
    people = [
        AnonymousUser(),
        make_member(Role.LIAISON),
        make_office(),
        make_office(Role.ADMINISTRATOR),
    ]
    for actor, answer in zip(people, answers, strict=True):
        assert may(permission, actor, asked) == (answer == "yes")
        with nullcontext() if answer == "yes" else pytest.raises(PermissionDenied):
            assert require(permission, actor, asked) == asked


def test_the_table_is_complete():
    told = {row[0] for row in MATRIX}
    assert told == {name for name in names() if name.startswith("taxonomy.")}
