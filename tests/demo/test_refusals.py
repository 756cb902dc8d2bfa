"""Where the demonstration refuses to be loaded."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from proim.agencies.models import Agency
from tests.builders.people import make_agency

pytestmark = pytest.mark.django_db


def test_an_installation_with_records_of_its_own_is_left_alone():
    make_agency()
    with pytest.raises(CommandError, match="records of its own"):
        call_command("demo", stdout=StringIO())


def test_a_clock_before_the_demonstration_is_refused(settings):
    settings.TODAY = date(2011, 7, 17)
    with pytest.raises(CommandError, match="PROIM_TODAY"):
        call_command("demo", stdout=StringIO())
    assert not Agency.objects.exists()
