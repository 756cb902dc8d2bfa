"""Correcting the principal strategy of a registered project."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.errors import DomainError, TransitionError
from proim.core.permissions import require
from proim.notifications.outbox import notify
from proim.projects.actions.steps import _reason
from proim.projects.models import Classification, Project
from proim.projects.models.answers import told
from proim.projects.workflow import COUNTED
from proim.taxonomy.models import Catalogue, Term


@transaction.atomic
def reclassify(
    project: Project, strategy: Term, *, reason: str, by: User | None, on: date | None = None
) -> Project:
    """Give a registered project another principal strategy, in force from ``on``.

    Counts as of an earlier day keep the strategy that held then.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: no reason or a long one, not a strategy, or the one it already has (keyed by field).
        TransitionError: the project is not registered.
        DomainError: ``on`` lies in the future or before the strategy that holds now.
    """
    project = require("projects.reclassify", by, project)
    on = on or today()
    reason = _reason(reason)
    if project.stage not in COUNTED:
        raise TransitionError(_("Only a registered project is reclassified."))
    if strategy.catalogue != Catalogue.STRATEGY or strategy.pk == project.strategy_id:
        raise ValidationError({"strategy": _("Choose another strategy.")})
    last = project.classifications.order_by("since").values_list("since", flat=True).last()
    if on > today() or (last and on < last):
        raise DomainError(_("The date lies in the future, or before the last classification."))
    fact = Classification(project=project, strategy=strategy, since=on, reason=reason)
    fact.clean_fields(exclude=["project", "strategy"])
    fact.save()
    changes = {"strategy": (told("strategy", project.strategy), told("strategy", strategy))}
    project.strategy = strategy
    project.save(update_fields=["strategy", "updated_at"])
    record("projects.reclassify", project, by=by, on=on, comment=reason, changes=changes)
    notify("projects.decided", project, by=by, on=on, verb="reclassify", reason=reason)
    return project
