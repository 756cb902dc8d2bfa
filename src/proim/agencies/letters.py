"""The letter by which somebody was appointed, as a file: a scan or a photograph of the signed page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from proim.agencies.models import Appointment
from proim.agencies.models.appointment import AppointmentQuerySet
from proim.files.contents import IMAGES, PAGES
from proim.files.panel import by_owner
from proim.files.slots import Kind

NAME = "letter"
MOST = 5


def kind() -> Kind:
    """Return what appointments tell about their letters."""
    return Kind(
        name=NAME,
        label=_("Letter of appointment"),
        model=Appointment,
        view="agencies.read_letter",
        edit="agencies.keep_letter",
        allowance=lambda appointment: f"agency:{appointment.agency_id}",
        extensions=PAGES + IMAGES,
        most=MOST,
    )


def with_letters(reader: Any, appointments: AppointmentQuerySet) -> list[Any]:
    """Return the appointments, each with the ``letters`` that ``reader`` may read; two queries more."""
    found: list[Any] = list(appointments)
    letters = by_owner(reader, NAME, appointments)
    for appointment in found:
        appointment.letters = letters.get(appointment.pk, [])
    return found
