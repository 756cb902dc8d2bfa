"""Who may do what to the account of a liaison, by role: rows asked one by one and as a list."""

import pytest

from proim.accounts import actions
from proim.accounts.models import User
from proim.agencies.models import Role
from proim.core.permissions import may
from tests.builders.people import make_agency, make_member, make_office, make_user

#   permission        anybody  oneself  colleague  head   office  administrator
TABLE = {
    "view":          (False,   True,    False,     False, True,   True),
    "create":        (False,   False,   False,     False, True,   True),
    "invite":        (False,   False,   False,     False, True,   True),
    "accept":        (False,   True,    False,     False, False,  False),
    "set_password":  (False,   True,    False,     False, False,  False),
    "edit_profile":  (False,   True,    False,     False, True,   True),
    "end_sessions":  (False,   True,    False,     False, False,  False),
    "change_email":  (False,   False,   False,     False, False,  True),
    "disable":       (False,   False,   False,     False, True,   True),
    "enable":        (False,   False,   False,     False, True,   True),
}  # fmt: skip
ROLES = ("anybody", "oneself", "colleague", "head", "office", "administrator")


@pytest.mark.django_db
def test_the_table_of_permissions_holds_for_rows_and_for_lists():
    agency = make_agency()
    person = make_member(Role.LIAISON, agency, password=None)
    actions.invite(person, by=None)
    actors = {
        "anybody": make_user(),
        "oneself": person,
        "colleague": make_member(Role.ALTERNATE, agency),
        "head": make_member(Role.HEAD, agency),
        "office": make_office(),
        "administrator": make_office(Role.ADMINISTRATOR),
    }
    found = {}
    for verb in TABLE:
        permission = f"accounts.{verb}"
        found[verb] = tuple(may(permission, actors[role], person) for role in ROLES)
        listed = tuple(
            User.objects.permitted(permission, actors[role]).filter(pk=person.pk).exists()
            for role in ROLES
        )
        assert listed == found[verb]
    assert found == TABLE


@pytest.mark.django_db
def test_whoever_was_of_the_office_yesterday_is_nobody_today():
    office, person = make_office(), make_user()
    assert may("accounts.disable", office, person)
    office.appointments.update(valid_to="2011-01-01")
    assert not may("accounts.disable", User.objects.get(pk=office.pk), person)
