"""What people are told about posts: appointments, their end, and posts that stand empty."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.accounts.models import User
from proim.agencies.models import Agency, Appointment, Role
from proim.agencies.recipients import heads, liaisons, office
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


def _kind(name: str, label: Any, **more: Any) -> Kind:
    told = {"model": "agencies.Agency", "permission": "agencies.see_people", "group": GROUP}
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
)
