"""What people are told about their data, and the office about what it owes."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.accounts.models import User
from proim.agencies.models import Appointment, Role
from proim.agencies.recipients import office
from proim.core.clock import today
from proim.notifications.slots import Data, Kind, Words
from proim.privacy.models import Export, Request

GROUP = gettext_lazy("Personal data")


def _office(request: Request, data: Data) -> list[User]:
    return list(office())


def _person(row: Any, data: Data) -> list[User]:
    return [row.person]


def _administrators(row: Any, data: Data) -> list[User]:
    posts = Appointment.objects.on(today()).filter(role=Role.ADMINISTRATOR)
    return [post.person for post in posts.select_related("person").order_by("pk")]


def _words(request: Request, subject: str, *lines: str) -> Words:
    said = subject % {"folio": request.folio}
    return Words(said, list(lines), request.get_absolute_url(), _("See the request"))


def asked(request: Request, data: Data) -> Words:
    """Say that somebody asks, and until when the office owes an answer."""
    day = date_format(request.due_on)
    line = _("A person asks about their personal data. The answer is due on %(day)s.")
    return _words(request, _("%(folio)s: request about personal data"), line % {"day": day})


def extended(request: Request, data: Data) -> Words:
    """Say that the answer takes longer, until when and why."""
    day = date_format(request.due_on)
    line = _("The answer to your request is now due on %(day)s. Reason: %(why)s")
    said = line % {"day": day, "why": request.extended_why}
    return _words(request, _("%(folio)s: the term was extended"), said)


def answered(request: Request, data: Data) -> Words:
    """Say that there is an answer; what it says stands on the page."""
    line = _("Your request about your personal data was answered: %(stage)s.")
    said = line % {"stage": request.get_stage_display()}
    return _words(request, _("%(folio)s: your request was answered"), said)


def done(request: Request, data: Data) -> Words:
    """Say that what was granted is carried out."""
    said = _("What you asked about your personal data was carried out.")
    return _words(request, _("%(folio)s: carried out"), said)


def prepared(export: Export, data: Data) -> Words:
    """Say that the copy is there and until when."""
    line = _("The copy of everything about you is ready. You can download it until %(day)s.")
    day = date_format(export.expires_on) if export.expires_on else ""
    path = reverse("privacy:mine")
    return Words(_("Your data are ready"), [line % {"day": day}], path, _("My data"))


def due(row: Any, data: Data) -> Words:
    """Say how many rows the retention table says are due."""
    line = _("According to the retention table, %(rows)s records are due. Look and carry it out.")
    path = reverse("privacy:terms")
    return Words(
        _("Retention table: something is due"), [line % data], path, _("See the retention table")
    )


def _kind(name: str, label: Any, words: Any, recipients: Any, **more: Any) -> Kind:
    told: dict[str, Any] = {
        "model": "privacy.Request",
        "permission": "privacy.see_request",
        "group": GROUP,
    }
    told |= {"is_obligatory": True, **more}
    return Kind(f"privacy.{name}", label, words=words, recipients=recipients, **told)


KINDS = (
    _kind("asked", gettext_lazy("Somebody asks about their data (office)"), asked, _office),
    _kind("extended", gettext_lazy("The answer to my request takes longer"), extended, _person),
    _kind("answered", gettext_lazy("My request about my data is answered"), answered, _person),
    _kind("done", gettext_lazy("What I asked about my data is carried out"), done, _person),
    _kind(
        "prepared",
        gettext_lazy("The copy of my data is ready"),
        prepared,
        _person,
        model="privacy.Export",
        permission="privacy.fetch",
    ),
    _kind(
        "due",
        gettext_lazy("The retention table says that something is due (administrators)"),
        due,
        _administrators,
        model="agencies.Programme",
        permission="privacy.purge",
        mode="digest",
    ),
)
