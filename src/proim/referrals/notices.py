"""What people are told about referrals: sent, due, given back, attended, closed; and questions asked."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.agencies.models import covered_by
from proim.agencies.models.cover import stand_ins
from proim.agencies.recipients import liaisons, office
from proim.core.clock import today
from proim.notifications.slots import Appointment, Data, Kind, Words
from proim.referrals.models import Question, Referral
from proim.referrals.workflow import WITH_OFFICE, Stage

GROUP = gettext_lazy("Referrals")


def _words(referral: Referral, subject: str, *lines: str) -> Words:
    where = f"{referral.agency.name}: “{referral.title}”."
    return Words(
        f"{referral.folio}: {subject}",
        [where, *filter(None, lines)],
        referral.get_absolute_url(),
        _("Open the referral"),
    )


def _due(referral: Referral) -> str:
    if referral.due_on is None:
        return ""
    return _("The answer is due on %(day)s.") % {"day": date_format(referral.due_on)}


def sent(referral: Referral, data: Data) -> Words:
    """Tell the target what is asked, why it came there, and until when."""
    last = referral.sendings.newest().first()
    why = last.reason if last else ""
    return _words(referral, _("a case was referred to you"), why, _due(referral))


def due(referral: Referral, data: Data) -> Words:
    """Remind the target that the answer is due, or was."""
    if data["days"] < 0:
        return _words(referral, _("the answer is overdue"), _due(referral))
    return _words(referral, _("the answer is due soon"), _due(referral))


def returned(referral: Referral, data: Data) -> Words:
    """Tell the office that a case came back, and why."""
    reason = _("Reason: %(reason)s") % {"reason": referral.return_reason}
    return _words(referral, _("the target gives it back"), reason)


def attended(referral: Referral, data: Data) -> Words:
    """Tell office and agency that there is an answer."""
    return _words(
        referral, _("the referral was attended"), _("Its answer can be read on its page.")
    )


def closed(referral: Referral, data: Data) -> Words:
    """Tell who attended it that the case ended."""
    return _words(referral, _("the referral is closed"))


def asked(question: Question, data: Data) -> Words:
    """Tell the office of a question."""
    return Words(
        _("%(agency)s asks a question") % {"agency": question.agency.acronym},
        [f"{question.agency.name}: “{question.title}”."],
        question.get_absolute_url(),
        _("Open the question"),
    )


def due_date(referral: Referral, data: Data) -> Appointment | None:
    """Return the day until which it is to be attended."""
    if referral.due_on is None:
        return None
    title = _("Attend %(folio)s") % {"folio": referral.folio}
    day = referral.due_on
    return Appointment(f"referral-{referral.code}", title, day, day, about=referral.title)


def of_target(referral: Referral, data: Data) -> list[Any]:
    """Return who attends it; whoever stands in while that person is away."""
    day = today()
    here = stand_ins(day).get(referral.person_id)
    if here is None:
        return [referral.person]
    return [person for person in office() if referral.person_id in covered_by(person, day)]


def of_office(row: Any, data: Data) -> list[Any]:
    """Return the office."""
    return list(office())


def of_office_and_agency(referral: Referral, data: Data) -> list[Any]:
    """Return the office and the liaison officers of the agency, each once."""
    people = [*office(), *liaisons(referral.agency.pk)]
    return list({person.pk: person for person in people}.values())


def is_with_target(referral: Referral, data: Data) -> bool:
    """Say whether the target still owes the answer."""
    return referral.is_with_target


def is_returned(referral: Referral, data: Data) -> bool:
    """Say whether the office still owes a decision."""
    return referral.stage in WITH_OFFICE


def is_attended(referral: Referral, data: Data) -> bool:
    """Say whether the answer stands."""
    return referral.stage in (Stage.ATTENDED, Stage.CLOSED)


def _kind(name: str, label: Any, **more: Any) -> Kind:
    told = {"model": "referrals.Referral", "permission": "referrals.view", "group": GROUP}
    return Kind(name=f"referrals.{name}", label=label, **{**told, **more})


KINDS = (
    _kind(
        "sent",
        gettext_lazy("A case is referred to me"),
        recipients=of_target,
        words=sent,
        appointment=due_date,
        holds=is_with_target,
        is_obligatory=True,
    ),
    _kind(
        "due",
        gettext_lazy("The answer to a referral is due"),
        recipients=of_target,
        words=due,
        holds=is_with_target,
        is_obligatory=True,
    ),
    _kind(
        "attended",
        gettext_lazy("A referral about my public entity is attended"),
        recipients=of_office_and_agency,
        words=attended,
        holds=is_attended,
    ),
    _kind(
        "closed",
        gettext_lazy("A referral that I attended is closed"),
        recipients=of_target,
        words=closed,
        mode="inbox",
    ),
    _kind(
        "returned",
        gettext_lazy("A referral comes back (office)"),
        recipients=of_office,
        words=returned,
        holds=is_returned,
    ),
    _kind(
        "asked",
        gettext_lazy("A public entity asks a question (office)"),
        model="referrals.Question",
        permission="referrals.view_question",
        recipients=of_office,
        words=asked,
        mode="digest",
    ),
)
