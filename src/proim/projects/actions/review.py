"""What the office does with a project that was sent: take it, return it, accept it."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.bulk import require_recent
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.permissions import require
from proim.notifications.outbox import notify
from proim.projects import terms
from proim.projects.actions.steps import _step
from proim.projects.formulas import folio_number
from proim.projects.indexing import index
from proim.projects.models import FolioCounter, Observation, Project, TermKind
from proim.projects.workflow import FIELDS, Stage


@transaction.atomic
def take(project: Project, *, by: User | None, on: date | None = None) -> Project:
    """Mark who reviews a project that waits. Anybody of the office may still decide it.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        TransitionError: somebody has taken it already, or it does not wait.
        DomainError: ``on`` lies in the future or before the last step.
    """
    project = require("projects.take", by, project)
    on = on or today()
    _step(project, "take", on=on)
    project.reviewer = by
    project.save(update_fields=["reviewer", "updated_at"])
    record("projects.take", project, by=by, on=on)
    return project


@transaction.atomic
def untake(project: Project, *, by: User | None, on: date | None = None) -> Project:
    """Undo a ``take`` of the last half hour: the project waits for anybody again.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        TransitionError: the project has moved on.
        DomainError: somebody else took it, the time is over, or ``on`` is wrong.
    """
    project = require("projects.untake", by, project)
    on = on or today()
    if by and project.reviewer_id != by.pk:
        raise DomainError(_("Somebody else has taken this project."))
    last = project.stage_changes.order_by("pk").last()
    if last:
        require_recent(last.recorded_at)
    _step(project, "untake", on=on)
    project.reviewer = None
    project.save(update_fields=["reviewer", "updated_at"])
    record("projects.untake", project, by=by, on=on)
    return project


@transaction.atomic
def give_back(
    project: Project, comments: Mapping[str, str], *, by: User | None, on: date | None = None
) -> Project:
    """Return a project with a comment at each field that must be corrected; only these reopen.

    The agency has 10 working days of its own calendar.

    Args:
        project: one that was sent or is under review.
        comments: name of a field -> what is wrong with it; empty comments are left out.
        by: anybody of the office.
        on: the day of the return.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: there is no comment, or one at something that is no field.
        TransitionError: the project does not wait for the office.
        DomainError: ``on`` lies in the future or before the last step.
    """
    terms.hold_calendars(project)
    project = require("projects.give_back", by, project)
    on = on or today()
    told = {name: text.strip() for name, text in comments.items() if text.strip()}
    if not told:
        raise ValidationError(_("Write a comment at one field at least."))
    if set(told) - set(FIELDS):
        raise ValidationError(_("A comment stands at something that is no field of the record."))
    _step(project, "give_back", on=on)
    last = project.observations.aggregate(last=Max("round"))["last"] or 0
    Observation.objects.bulk_create(
        Observation(
            project=project, field=name, comment=told[name], round=last + 1, by=by, made_on=on
        )
        for name in FIELDS
        if name in told
    )
    project.reviewer = project.reviewer or by
    project.review_due_on = None
    project.answer_due_on = terms.begin(project, TermKind.ANSWER, on)
    columns = ["reviewer", "review_due_on", "answer_due_on", "updated_at"]
    project.save(update_fields=columns)
    record("projects.give_back", project, by=by, on=on, round=last + 1, comments=told)
    notify("projects.returned", project, by=by, on=on, comments=len(told))
    return project


@transaction.atomic
def accept(project: Project, *, by: User | None, on: date | None = None) -> Project:
    """Register a project: from ``on`` it has a folio and counts.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: a field that registration needs is empty (keyed by field).
        TransitionError: the project does not wait for the office.
        DomainError: ``on`` lies in the future or before the last step.
    """
    project = require("projects.accept", by, project)
    on = on or today()
    project.require_complete(Stage.REGISTERED)
    _step(project, "accept", on=on)
    terms.end(project, on)
    project.folio, project.registered_on = _next_folio(on.year), on
    project.reviewer, project.review_due_on = project.reviewer or by, None
    columns = ["folio", "registered_on", "reviewer", "review_due_on", "updated_at"]
    project.save(update_fields=columns)
    index(project)  # people look for it by its folio
    changes = {"folio": (None, project.folio)}
    record("projects.accept", project, by=by, on=on, folio=project.folio, changes=changes)
    notify("projects.accepted", project, by=by, on=on)
    return project


def _next_folio(year: int) -> str:
    """Return the next folio of ``year``; its counter stays locked until the transaction ends."""
    FolioCounter.objects.get_or_create(year=year)
    counter = FolioCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return folio_number(year, counter.last)
