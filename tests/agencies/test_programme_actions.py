"""The programme's own data."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override

from proim.agencies import actions
from proim.agencies.models import Programme, Role
from proim.audit.models import Event
from proim.core.dates import PartialDate
from tests.builders.people import make_agency, make_office

pytestmark = pytest.mark.django_db


def edited(**fields):
    programme = Programme.get()
    for name, value in fields.items():
        setattr(programme, name, value)
    return programme


def test_only_what_was_changed_is_stored_with_dates_as_they_were_given():
    agency = make_agency()
    fields = {"name_es": "Programa", "owner": agency, "ends": PartialDate.parse("2012")}
    programme = edited(**fields, unit="not among the changed ones")
    actions.edit_programme(programme, fields, by=None)
    stored = Programme.get()
    assert (stored.name_es, stored.owner, stored.unit) == ("Programa", agency, "")
    assert str(stored.ends) == "2012"
    event = Event.objects.of(stored).get()
    assert event.data["changes"]["ends"] == [None, "2012"]


@pytest.mark.parametrize(
    ("language", "es", "en", "said"),
    [
        ("es-mx", "Gobierno de Ayala", "Government of Ayala", "Gobierno de Ayala"),
        ("en", "Gobierno de Ayala", "Government of Ayala", "Government of Ayala"),
        ("en", "Gobierno de Ayala", "", "Gobierno de Ayala"),
        ("es-mx", "", "", ""),
    ],
)
def test_the_government_is_named_as_it_was_entered(client, language, es, en, said):
    fields = {"government_es": es, "government_en": en}
    actions.edit_programme(edited(**fields), fields, by=None)
    with override(language):
        assert Programme.get().government == said
    html = client.get("/", HTTP_ACCEPT_LANGUAGE=language).content.decode()
    assert f'"masthead__government">{said}<' in html


def test_nothing_changed_leaves_no_event():
    actions.edit_programme(edited(), [], by=None)
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"name_es": ""}, "name_es"),
        ({"starts": PartialDate.parse("2012"), "ends": PartialDate.parse("2011")}, "ends"),
    ],
)
def test_what_is_not_valid_is_refused(fields, where):
    with pytest.raises(ValidationError) as refused:
        actions.edit_programme(edited(**fields), fields, by=None)
    assert list(refused.value.message_dict) == [where]


def test_only_administrators_edit_the_programme():
    with pytest.raises(PermissionDenied):
        actions.edit_programme(edited(unit="x"), ["unit"], by=make_office())
    actions.edit_programme(edited(unit="x"), ["unit"], by=make_office(Role.ADMINISTRATOR))
