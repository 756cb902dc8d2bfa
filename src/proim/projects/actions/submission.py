"""Sending a project to the office, and taking it back."""

from datetime import date

from django.db import transaction

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.permissions import require
from proim.notifications.outbox import notify
from proim.projects import terms
from proim.projects.actions.steps import _reason, _step
from proim.projects.models import Project, TermKind
from proim.projects.workflow import Stage


@transaction.atomic
def submit(project: Project, *, by: User | None, on: date | None = None) -> Project:
    """Send a draft or a returned project to the office, which owes its answer in 5 of its working days.

    Raises:
        PermissionDenied: ``by`` is no liaison of the agency.
        ValidationError: a field that registration needs is empty (keyed by field).
        TransitionError: the project was already sent or decided.
        DomainError: ``on`` lies in the future or before the last step.
    """
    terms.hold_calendars(project)
    project = require("projects.submit", by, project)
    on = on or today()
    project.require_complete(Stage.SUBMITTED)
    _step(project, "submit", on=on)
    project.submitted_on = on
    project.review_due_on = terms.begin(project, TermKind.REVIEW, on)
    project.reviewer = project.answer_due_on = None
    columns = ["submitted_on", "review_due_on", "reviewer", "answer_due_on", "updated_at"]
    project.save(update_fields=columns)
    project.observations.filter(answered_on__isnull=True).update(answered_on=on)
    record("projects.submit", project, by=by, on=on, due=project.review_due_on)
    notify("projects.submitted", project, by=by, on=on)
    notify("projects.received", project, on=on)  # also to who sent it: it acknowledges the receipt
    return project


@transaction.atomic
def withdraw(
    project: Project, *, reason: str = "", by: User | None, on: date | None = None
) -> Project:
    """Take back a project that was not decided; one that was sent needs a reason.

    Raises:
        PermissionDenied: ``by`` is no liaison of the agency.
        ValidationError: a reason is needed (keyed by ``reason``).
        TransitionError: the office is reviewing it or has decided.
        DomainError: ``on`` lies in the future or before the last step.
    """
    project = require("projects.withdraw", by, project)
    on = on or today()
    reason = reason.strip() if project.stage == Stage.DRAFT else _reason(reason)
    _step(project, "withdraw", on=on, reason=reason)
    terms.end(project, on)
    project.review_due_on = project.answer_due_on = None
    project.save(update_fields=["review_due_on", "answer_due_on", "updated_at"])
    record("projects.withdraw", project, by=by, on=on, comment=reason)
    return project
