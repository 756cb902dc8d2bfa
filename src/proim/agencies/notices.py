"""What people are told about posts: appointments, their end, and posts that stand empty."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.accounts.models import User
from proim.agencies.models import Agency, Appointment, Handover, Role
from proim.agencies.recipients import heads, liaisons, office
from proim.agencies.workflow import HandoverStatus
from proim.core.clock import today
from proim.notifications.slots import Data, Kind, Words

GROUP = gettext_lazy("Posts")


def appointed(agency: Agency, data: Data) -> list[User]:
    """Return the person appointed and the head of the agency."""
    post = Appointment.objects.filter(pk=data["appointment"]).select_related("person").first()
    return [*([post.person] if post else []), *heads(agency.pk)]


def appointed_words(agency: Agency, data: Data) -> Words:
    """Say who holds which post from when on."""
    post = Appointment.objects.select_related("person").get(pk=data["appointment"])
    said = {
        "person": post.person,
        "role": post.get_role_display(),
        "agency": agency.name,
        "day": date_format(post.valid_from),
    }
    return Words(
        subject=_("%(agency)s: new appointment") % {"agency": agency.acronym},
        lines=[_("%(person)s is %(role)s of %(agency)s from %(day)s on.") % said],
        path=agency.get_absolute_url(),
        label=_("See the public entity"),
    )


def ended_words(agency: Agency, data: Data) -> Words:
    """Say whose appointment ends when."""
    post = Appointment.objects.select_related("person").get(pk=data["appointment"])
    said = {
        "person": post.person,
        "role": post.get_role_display(),
        "agency": agency.name,
        "day": date_format(post.valid_to) if post.valid_to else "",
    }
    line = _("The appointment of %(person)s as %(role)s of %(agency)s ends on %(day)s.")
    return Words(
        subject=_("%(agency)s: end of an appointment") % {"agency": agency.acronym},
        lines=[line % said],
        path=agency.get_absolute_url(),
        label=_("See the public entity"),
    )


def vacancy_words(agency: Agency, data: Data) -> Words:
    """Say since when the agency has no principal liaison officer."""
    since = date_format(date.fromisoformat(data["since"]))
    said = {"agency": agency.name, "day": since}
    return Words(
        subject=_("%(agency)s: no liaison officer") % {"agency": agency.acronym},
        lines=[
            _("%(agency)s has had no principal liaison officer since %(day)s.") % said,
            _("The head appoints one by official letter; the programme office records it."),
        ],
        path=agency.get_absolute_url(),
        label=_("See the public entity"),
    )


def is_vacant(agency: Agency, data: Data) -> bool:
    """Say whether the post still stands empty."""
    return not Appointment.objects.on(today()).filter(agency=agency, role=Role.LIAISON).exists()


def handover_words(handover: Handover, data: Data) -> Words:
    """Say whose post is handed over, and by when."""
    said = {**_handed(handover), "day": date_format(handover.due_on)}
    return Words(
        subject=_("%(agency)s: hand-over of a post") % said,
        lines=[
            _("%(person)s leaves the post of %(role)s. Its hand-over is open until %(day)s.")
            % said,
            _("It lists what is open and what is to be explained; both sign it on the platform."),
        ],
        path=handover.get_absolute_url(),
        label=_("See the hand-over"),
    )


def delivered_words(handover: Handover, data: Data) -> Words:
    """Say that who leaves has signed."""
    line = _("%(person)s signed the hand-over of the post of %(role)s. Read it and sign it too.")
    return Words(
        subject=_("%(agency)s: hand-over to receive") % _handed(handover),
        lines=[line % _handed(handover)],
        path=handover.get_absolute_url(),
        label=_("See the hand-over"),
    )


def received_words(handover: Handover, data: Data) -> Words:
    """Say that both have signed."""
    line = _("The post of %(role)s that %(person)s held is handed over: both have signed.")
    return Words(
        subject=_("%(agency)s: post handed over") % _handed(handover),
        lines=[line % _handed(handover)],
        path=handover.get_absolute_url(),
        label=_("See the hand-over"),
    )


def _handed(handover: Handover) -> dict[str, Any]:
    post = handover.leaving
    return {
        "person": post.person,
        "role": post.get_role_display(),
        "agency": post.agency.acronym or post.agency.name,
    }


def _both(handover: Handover, data: Data) -> list[User]:
    """Return who leaves, and the head."""
    return [handover.leaving.person, *heads(handover.leaving.agency_id)]


def _successor(handover: Handover, data: Data) -> list[User]:
    return [handover.successor.person] if handover.successor else []


def _kind(name: str, label: Any, **more: Any) -> Kind:
    told = {"model": "agencies.Agency", "permission": "agencies.see_people", "group": GROUP}
    return Kind(name=f"agencies.{name}", label=label, **{**told, **more})


def _handover(name: str, label: Any, **more: Any) -> Kind:
    told = {"model": "agencies.Handover", "permission": "agencies.view_handover", "group": GROUP}
    return Kind(name=f"agencies.{name}", label=label, **{**told, **more})


KINDS = (
    _kind(
        "appointed",
        gettext_lazy("An appointment in my public entity is recorded"),
        recipients=appointed,
        words=appointed_words,
    ),
    _kind(
        "appointment_ended",
        gettext_lazy("An appointment in my public entity ends"),
        recipients=lambda agency, data: [*heads(agency.pk), *liaisons(agency.pk)],
        words=ended_words,
    ),
    _kind(
        "vacant",
        gettext_lazy("My public entity has no principal liaison officer"),
        recipients=lambda agency, data: heads(agency.pk),
        words=vacancy_words,
        holds=is_vacant,
        is_obligatory=True,
    ),
    _kind(
        "vacant_for_office",
        gettext_lazy("A public entity has no principal liaison officer (office)"),
        recipients=lambda agency, data: office(),
        words=vacancy_words,
        holds=is_vacant,
        mode="digest",
    ),
    _handover(
        "handover_opened",
        gettext_lazy("The post that I leave, or a post in my public entity, is to be handed over"),
        recipients=_both,
        words=handover_words,
        holds=lambda handover, data: handover.status == HandoverStatus.OPEN,
        is_obligatory=True,
    ),
    _handover(
        "handover_delivered",
        gettext_lazy("The post that I hold is handed over to me"),
        recipients=_successor,
        words=delivered_words,
        holds=lambda handover, data: handover.status == HandoverStatus.DELIVERED,
        is_obligatory=True,
    ),
    _handover(
        "handover_received",
        gettext_lazy("The hand-over of a post is signed by both"),
        recipients=_both,
        words=received_words,
    ),
)
