"""Only what changed is asked, and a rule that joins two fields is asked when either changes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from proim.core.constraints import validate_changed
from proim.projects.models import Project

pytestmark = pytest.mark.django_db


def project(**fields) -> Project:
    return Project(**{"title_es": "Citas", "created_on": date(2011, 1, 3), **fields})


@pytest.mark.parametrize("column", ["starts_on", "ends_on"])
def test_a_rule_over_two_fields_is_asked_when_either_changes(column):
    wrong = project(starts_on=date(2012, 1, 1), ends_on=date(2011, 1, 1))
    with pytest.raises(ValidationError, match=r"anterior|before"):
        validate_changed(wrong, [column])


def test_a_rule_over_other_fields_is_not_asked(queries):
    wrong = project(starts_on=date(2012, 1, 1), ends_on=date(2011, 1, 1))
    with queries() as asked:
        validate_changed(wrong, ["problem_es"])
    assert len(asked) == 0


def test_a_value_that_its_field_refuses_is_keyed_by_the_field():
    with pytest.raises(ValidationError) as caught:
        validate_changed(project(title_es="x" * 201), ["title_es"])
    assert set(caught.value.message_dict) == {"title_es"}
