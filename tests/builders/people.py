from datetime import date
from itertools import count

from proim.accounts.models import PrivacyNotice, User
from proim.agencies.formulas import folded
from proim.agencies.models import (
    STATE,
    Agency,
    AgencyVersion,
    Appointment,
    Programme,
    Role,
    ScopeEntry,
)

_numbers = count(1)
START = date(2010, 11, 17)
PASSWORD = "frijol-cometa-ventana-91"


def make_user(**fields) -> User:
    """Build a person who may sign in with ``PASSWORD`` and has accepted the privacy notice in force.

    ``make_user(full_name="Ana")`` names her; one without a password has accepted nothing yet.
    """
    number = next(_numbers)
    defaults = {"email": f"person{number}@example.gob.mx", "full_name": f"Persona {number}"}
    person = User.objects.create_user(**{**defaults, "password": PASSWORD, **fields})
    if person.has_usable_password():
        person.acceptances.create(notice=str(PrivacyNotice.current().version))
    return person


def make_agency(*, in_scope: bool = True, since: date = START, **fields) -> Agency:
    """Build an agency with its first version, in the programme's scope unless told otherwise."""
    number = next(_numbers)
    defaults = {
        "key": f"T{number:03}",
        "name": f"Secretaría de Prueba {number}",
        "acronym": f"SP{number}",
        "type": "DEP",
    }
    agency = Agency(**{**defaults, **fields})
    agency.words = folded(f"{agency.name} {agency.acronym}")
    agency.save()
    AgencyVersion.objects.create(
        agency=agency, since=since, **{name: getattr(agency, name) for name in STATE}
    )
    if in_scope:
        ScopeEntry.objects.create(agency=agency, since=since, is_in_scope=True, ground="Circular")
    return agency


def make_member(role: Role, agency: Agency | None = None, *, since: date = START, **person) -> User:
    """Build a person who holds ``role`` in ``agency`` since ``since``."""
    user = make_user(**person)
    Appointment.objects.create(
        person=user, agency=agency or make_agency(), role=role, valid_from=since, letter="SP/1/2010"
    )
    return user


def make_appointment(
    role: Role, agency: Agency, person: User | None = None, **fields
) -> Appointment:
    """Build the row alone: ``make_appointment(Role.LIAISON, agency, valid_from=…, valid_to=…)``."""
    defaults = {"valid_from": START, "letter": "SP/1/2010"}
    return Appointment.objects.create(
        person=person or make_user(), agency=agency, role=role, **{**defaults, **fields}
    )


def make_office(role: Role = Role.OFFICE) -> User:
    """Build one of the programme's staff; the programme gets its owner agency if it has none."""
    programme = Programme.get()
    if programme.owner is None:
        programme.owner = make_agency(in_scope=False, name="Contraloría de Prueba", acronym="CGP")
        programme.save(update_fields=["owner"])
    return make_member(role, programme.owner)
