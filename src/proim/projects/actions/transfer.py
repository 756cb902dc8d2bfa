"""Passing a project to another agency when governments reorganise."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.models import Agency, Reorganization
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.permissions import require
from proim.notifications.outbox import notify
from proim.projects.models import Project, Transfer


@transaction.atomic
def transfer(
    project: Project,
    agency: Agency,
    *,
    since: date,
    ground: str,
    deed: Reorganization | None = None,
    by: User | None,
) -> Project:
    """Let another agency lead a project from ``since`` on; counts as of an earlier day keep who led it then.

    A project that began later passes on its first day. Its people, reports, files and history come along.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: the agency leads it already or does not exist on that day, the day has not come or
            lies before the last transfer, or there is no ground (keyed by field).
    """
    project = require("projects.transfer", by, project)
    if agency.pk == project.agency_id:
        raise ValidationError({"agency": _("This public entity leads the project already.")})
    if not ground.strip():
        raise ValidationError({"ground": _("Say on what legal ground.")})
    since = max(since, project.created_on)
    agency.require_existing(since)
    last = project.transfers.order_by("since").values_list("since", flat=True).last()
    if since > today() or (last and since < last):
        text = _("The date lies in the future, or before the last transfer of this project.")
        raise ValidationError({"since": text})
    origin = project.agency
    told = {"since": since, "ground": ground.strip(), "reorganization": deed}
    fact = Transfer(project=project, origin=origin, agency=agency, **told)
    fact.full_clean()
    fact.save()
    project.agency = agency
    project.save(update_fields=["agency", "updated_at"])
    changes = {"agency": (origin, agency), "since": (None, since)}
    record("projects.transfer", project, by=by, changes=changes, comment=ground)
    project.partner_agencies.remove(agency)  # who leads is no partner
    notify("projects.transferred", project, by=by, origin=str(origin))
    return project
