"""What people are told about projects, from being sent to the decisions of their life."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from proim.accounts.models import User
from proim.agencies.recipients import administrators, covering, heads, liaisons, office, speakers
from proim.agencies.rules import is_office
from proim.notifications.slots import Appointment, Data, Kind, Words
from proim.projects.models import Project
from proim.projects.workflow import IN_REVIEW, Stage

GROUP = gettext_lazy("Projects")


def name_of(project: Project) -> str:
    """Return what a subject calls a project: its folio, before registration its agency."""
    return project.folio or project.agency.acronym


def _words(project: Project, subject: str, *lines: str, path: str = "", label: str = "") -> Words:
    where = f"{project.agency.name}: “{project.title}”."
    if project.folio:
        where = f"{project.folio} · {where}"
    return Words(
        subject=f"{name_of(project)}: {subject}",
        lines=[where, *filter(None, lines)],
        path=path or project.get_absolute_url(),
        label=label or _("Open the project"),
    )


def _day(day: date | None) -> str:
    return date_format(day) if day else ""


def submitted(project: Project, data: Data) -> Words:
    """Tell the office that a project waits."""
    due = _("The review is due on %(day)s.") % {"day": _day(project.review_due_on)}
    return _words(
        project,
        _("project sent for review"),
        due if project.review_due_on else "",
        path=reverse("projects:review", args=[project.code]),
        label=_("Review the project"),
    )


def received(project: Project, data: Data) -> Words:
    """Tell the agency that the office has the project."""
    due = _("The office answers by %(day)s at the latest.") % {"day": _day(project.review_due_on)}
    return _words(
        project,
        _("we received the project"),
        due if project.review_due_on else "",
        path=reverse("projects:acknowledgement", args=[project.code]),
        label=_("See the acknowledgement of receipt"),
    )


def returned(project: Project, data: Data) -> Words:
    """Tell the agency what must be corrected, and until when."""
    count = data["comments"]
    asked = ngettext(
        "The office asks to correct %(count)s field.",
        "The office asks to correct %(count)s fields.",
        count,
    )
    due = _("The correction is due on %(day)s.") % {"day": _day(project.answer_due_on)}
    return _words(
        project,
        _("project returned with comments"),
        asked % {"count": count},
        due if project.answer_due_on else "",
        label=_("See the comments"),
    )


def answer_due(project: Project, data: Data) -> Words:
    """Remind the agency that the correction is due, or was."""
    day = _day(project.answer_due_on)
    if data["days"] < 0:
        return _words(
            project, _("the correction is overdue"), _("It was due on %(day)s.") % {"day": day}
        )
    line = _("The correction is due on %(day)s.") % {"day": day}
    return _words(project, _("the correction is due soon"), line)


def answer_escalated(project: Project, data: Data) -> Words:
    """Tell head, office and who directs the programme that a correction has not come."""
    line = _("It was due on %(day)s.") % {"day": _day(project.answer_due_on)}
    return _words(project, _("the correction is still missing"), line)


def review_escalated(project: Project, data: Data) -> Words:
    """Tell who directs the programme that the office has not answered."""
    return _words(
        project,
        _("the review is overdue"),
        _("It was due on %(day)s.") % {"day": _day(project.review_due_on)},
        path=reverse("projects:review", args=[project.code]),
        label=_("Review the project"),
    )


def review_due(project: Project, data: Data) -> Words:
    """Remind the office that its review is due, or was."""
    due = _("The review is due on %(day)s.") % {"day": _day(project.review_due_on)}
    return _words(
        project,
        _("the review is due"),
        due,
        path=reverse("projects:review", args=[project.code]),
        label=_("Review the project"),
    )


def accepted(project: Project, data: Data) -> Words:
    """Tell the agency the folio."""
    line = _("The project is registered with the folio %(folio)s.") % {"folio": project.folio}
    return _words(project, _("project registered"), line)


def decided(project: Project, data: Data) -> Words:
    """Tell the agency what the office decided about a registered project."""
    said = {
        "suspend": _("the project was suspended"),
        "cancel": _("the project was cancelled"),
        "merge": _("the project was merged with another one"),
        "reclassify": _("the project has another principal strategy"),
    }
    reason = _("Reason: %(reason)s") % {"reason": data["reason"]} if data.get("reason") else ""
    return _words(project, said[data["verb"]], reason)


def transferred(project: Project, data: Data) -> Words:
    """Say that another agency leads the project now."""
    said = {"origin": data["origin"], "agency": project.agency.name}
    return Words(
        subject=_("%s: it passes to another public entity") % name_of(project),
        lines=[
            _("%(origin)s led it until now; %(agency)s leads it from here on.") % said,
            _("Its reports, comments, files and history came along."),
        ],
        path=project.get_absolute_url(),
        label=_("See the project"),
    )


def correction_date(project: Project, data: Data) -> Appointment | None:
    """Return the day until which the agency corrects."""
    if not project.answer_due_on:
        return None
    title = _("Correct the project %(name)s") % {"name": name_of(project)}
    day = project.answer_due_on
    return Appointment(f"project-{project.code}-answer", title, day, day, about=project.title)


def of_agency(project: Project, data: Data) -> list[Any]:
    """Return the liaison officers."""
    return liaisons(project.agency_id)


def of_agency_and_lead(project: Project, data: Data) -> list[Any]:
    """Return the liaison officers, and who leads the project if their contact is that of an account."""
    address = project.lead_contact.strip()
    leads = User.objects.active().filter(email__iexact=address) if address else ()
    return [*liaisons(project.agency_id), *leads]


def of_agency_and_head(project: Project, data: Data) -> list[Any]:
    """Return liaison officers and head."""
    return speakers(project.agency_id)


def of_office(project: Project, data: Data) -> list[Any]:
    """Return who reviews the project; while nobody has taken it, the office."""
    mine = project.reviewer
    in_office = mine and mine.is_active and is_office(mine)  # nobody who has left
    return covering(mine) if mine and in_office else office()


def to_head(project: Project, data: Data) -> list[Any]:
    """Return the head of the agency."""
    return heads(project.agency_id)


def to_administrators(project: Project, data: Data) -> list[Any]:
    """Return who directs the programme."""
    return administrators()


def is_returned(project: Project, data: Data) -> bool:
    """Say whether the agency still owes the correction."""
    return project.stage == Stage.RETURNED


def is_in_review(project: Project, data: Data) -> bool:
    """Say whether the office still owes its answer."""
    return project.stage in IN_REVIEW


def _kind(name: str, label: Any, **more: Any) -> Kind:
    told = {"model": "projects.Project", "permission": "projects.view", "group": GROUP}
    return Kind(name=f"projects.{name}", label=label, **{**told, **more})


KINDS = (
    _kind(
        "received",
        gettext_lazy("The office received my project"),
        recipients=of_agency_and_lead,
        words=received,
    ),
    _kind(
        "returned",
        gettext_lazy("My project comes back with comments"),
        recipients=of_agency_and_lead,
        words=returned,
        appointment=correction_date,
        is_obligatory=True,
    ),
    _kind(
        "answer_due",
        gettext_lazy("The correction of my project is due"),
        recipients=of_agency,
        words=answer_due,
        holds=is_returned,
        is_obligatory=True,
    ),
    _kind(
        "answer_escalated",
        gettext_lazy("A correction of my public entity is still missing (head)"),
        recipients=to_head,
        words=answer_escalated,
        holds=is_returned,
        is_obligatory=True,
    ),
    _kind(
        "answer_escalated_to_office",
        gettext_lazy("A correction of a public entity is still missing (office)"),
        recipients=lambda project, data: office(),
        words=answer_escalated,
        holds=is_returned,
        mode="digest",
    ),
    _kind(
        "answer_escalated_to_administrator",
        gettext_lazy("A correction is still missing (who directs the programme)"),
        recipients=to_administrators,
        words=answer_escalated,
        holds=is_returned,
        mode="digest",
    ),
    _kind(
        "accepted",
        gettext_lazy("My project is registered"),
        recipients=of_agency_and_head,
        words=accepted,
    ),
    _kind(
        "decided",
        gettext_lazy("The office decides about my registered project"),
        recipients=of_agency_and_head,
        words=decided,
    ),
    _kind(
        "transferred",
        gettext_lazy("A project passes to my public entity"),
        recipients=of_agency_and_head,
        words=transferred,
    ),
    _kind(
        "submitted",
        gettext_lazy("A project waits for review (office)"),
        recipients=of_office,
        words=submitted,
        holds=is_in_review,
        mode="digest",
    ),
    _kind(
        "review_due",
        gettext_lazy("A review is due (office)"),
        recipients=of_office,
        words=review_due,
        holds=is_in_review,
        mode="digest",
    ),
    _kind(
        "review_escalated",
        gettext_lazy("A review is overdue (who directs the programme)"),
        recipients=to_administrators,
        words=review_escalated,
        holds=is_in_review,
        mode="digest",
    ),
)
