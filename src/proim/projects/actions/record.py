"""Writing the record: registering a project, and editing its fields one by one."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.models import Agency
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.errors import DomainError, TransitionError
from proim.core.permissions import require
from proim.core.seen import news, require_as_seen
from proim.projects.actions.writing import _store
from proim.projects.models import Classification, Project, StageChange
from proim.projects.models.answers import plain, stored
from proim.projects.workflow import FIELDS, REQUIRED_FROM, Stage, opened

Values = Mapping[str, Any]


@transaction.atomic
def register(agency: Agency, values: Values, *, by: User | None, on: date | None = None) -> Project:
    """Begin a draft of ``agency`` with the fields that are known; only the title must be.

    ``values`` maps names of ``workflow.FIELDS`` to what the person answered: texts, choices,
    terms, lists of terms, partial dates, budget lines as triples of year, source and amount.

    Raises:
        PermissionDenied: ``by`` is no liaison of ``agency``.
        ValidationError: a value is not possible, or there is no title (keyed by field).
    """
    agency = require("projects.register", by, agency)
    on = _past(on)
    title = str(values.get("title_es", "")).strip()
    if not title:
        raise ValidationError({"title_es": _("Give the project a title.")})
    project = Project(agency=agency, title_es=title, created_on=on)
    project.clean_fields(exclude=["agency"])
    project.save(force_insert=True)
    StageChange.objects.create(project=project, stage=Stage.DRAFT, since=on)
    changes = _write(project, {**values, "title_es": title}, on=on)
    record("projects.register", project, by=by, changes={"title_es": (None, title), **changes})
    return project


@transaction.atomic
def edit(
    project: Project,
    values: Values,
    *,
    by: User | None,
    on: date | None = None,
    seen: Mapping[str, str] | None = None,
) -> Project:
    """Store the fields named in ``values``; other people's edits to other fields survive.

    Args:
        project: a draft, or one that was returned: then only fields with an open comment change.
        values: as in ``register``.
        by: a liaison of the agency.
        on: since when a new principal strategy holds.
        seen: fingerprints (``models.answers.marks``) of the fields as the person saw them.

    Raises:
        PermissionDenied: ``by`` is no liaison of the agency.
        TransitionError: the project was sent meanwhile.
        ValidationError: a value is not possible or its field is closed (keyed by field).
        ConflictError: a field is no longer as ``seen``.
    """
    project = require("projects.edit", by, project)
    if not project.is_editable:
        raise TransitionError(_("This record has already moved on. Reload the page."))
    here = partial(stored, project)
    values = news(values, here, plain=plain)
    if project.stage == Stage.RETURNED:
        comments = project.observations.filter(answered_on__isnull=True)
        _require_open(values, opened(comments.values_list("field", flat=True)))
    require_as_seen(values, here, seen, plain=plain)
    if values:
        changes = _write(project, values, on=_past(on))
        record("projects.edit", project, by=by, changes=changes)
    return project


@transaction.atomic
def complete(
    project: Project,
    values: Values,
    *,
    by: User | None,
    on: date | None = None,
    seen: Mapping[str, str] | None = None,
) -> Project:
    """Store optional fields of a registered project; what registration asks stays as accepted.

    Arguments and errors as in ``edit``.
    """
    project = require("projects.complete", by, project)
    if not project.is_completable:
        raise TransitionError(_("This record has already moved on. Reload the page."))
    here = partial(stored, project)
    values = news(values, here, plain=plain)
    _require_open(values, {name for name in FIELDS if name not in REQUIRED_FROM})
    require_as_seen(values, here, seen, plain=plain)
    if values:
        changes = _write(project, values, on=_past(on))
        record("projects.complete", project, by=by, changes=changes)
    return project


def _write(project: Project, values: Values, *, on: date) -> dict[str, tuple[Any, Any]]:
    changes = _store(project, values)
    if "strategy" in changes and project.strategy:
        Classification.objects.create(project=project, strategy=project.strategy, since=on)
    return changes


def _past(on: date | None) -> date:
    if on and on > today():
        raise DomainError(_("The date lies in the future."))
    return on or today()


def _require_open(values: Values, names: set[str]) -> None:
    closed = [name for name in values if name not in names]
    if closed:
        raise ValidationError({name: _("This field is closed.") for name in closed})
