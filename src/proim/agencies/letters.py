"""The letter by which somebody was appointed, as a file: a scan or a photograph of the signed page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from proim.agencies.models import Appointment, Handover
from proim.agencies.models.appointment import AppointmentQuerySet
from proim.agencies.workflow import HandoverStatus
from proim.files.contents import IMAGES, PAGES
from proim.files.panel import by_owner
from proim.files.slots import Kind

NAME = "letter"
HANDOVER = "handover"
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


def handover_kind() -> Kind:
    """Return what hand-overs tell about their files: lists of paper files, minutes, photographs."""
    return Kind(
        name=HANDOVER,
        label=_("Files of the hand-over"),
        model=Handover,
        view="agencies.view_handover",
        edit="agencies.attach_handover",
        allowance=lambda handover: f"agency:{handover.leaving.agency_id}",
        most=20,
        refuses=_refusal,
    )


def _refusal(handover: Any) -> str:
    if handover.status == HandoverStatus.OPEN:
        return ""
    if handover.status == HandoverStatus.WITHDRAWN:
        return str(_("The hand-over was withdrawn: its files stay as they are."))
    return str(_("The hand-over is signed: its files stay as they are."))


def with_letters(reader: Any, appointments: AppointmentQuerySet) -> list[Any]:
    """Return the appointments, each with the ``letters`` that ``reader`` may read; two queries more."""
    found: list[Any] = list(appointments)
    letters = by_owner(reader, NAME, appointments)
    for appointment in found:
        appointment.letters = letters.get(appointment.pk, [])
    return found
