"""Auditors with a mandate."""

from datetime import date, timedelta

from proim.accounts.models import User
from proim.agencies.models import Agency, Mandate
from proim.core.clock import today
from tests.builders.people import make_user

FIRST, LAST = date(2010, 1, 1), date(2030, 12, 31)


def make_mandate(
    person: User | None = None, *, only: list[Agency] | None = None, **fields
) -> Mandate:
    """Build the row alone; without more it opens every DEP agency for all time, for a month."""
    defaults = {
        "body": "Contraloría de Prueba",
        "types": ["DEP"],
        "covers_from": FIRST,
        "covers_to": LAST,
        "valid_from": today() - timedelta(days=1),
        "valid_to": today() + timedelta(days=30),
        "letter": "CG/1",
        "letter_on": today(),
    }
    made = Mandate.objects.create(person=person or make_user(), **{**defaults, **fields})
    made.agencies.set(only or [])
    return made


def make_auditor(**fields) -> User:
    """Build a person with a mandate: ``make_auditor(types=["OPD"])``."""
    return make_mandate(**fields).person
