"""The demonstration, loaded once for all tests of a file and taken back at its end."""

import pytest
from django.db import transaction
from django.test import override_settings

from proim.demo.load import load


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load it; tests see it inside their own transaction. Gives the folder of its password."""
    folder = tmp_path_factory.mktemp("demonstration")
    with django_db_blocker.unblock(), override_settings(DATA=folder), transaction.atomic():
        load()
        yield folder
        transaction.set_rollback(True)
