from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.models import Agency, entities_on
from proim.audit.actions import record
from proim.change_groups.models import Initiative, Meeting
from proim.change_groups.workflow import INITIATIVES, MET
from proim.core.permissions import Actor, require
from proim.core.workflow import move
from proim.notifications.outbox import notify
from proim.projects import actions as projects


@transaction.atomic
def propose(initiative: Initiative, *, on: date, by: User | None) -> Initiative:
    """Propose an initiative in the group; who leads it is told.

    Raises:
        TransitionError: the act is not approved, or the group was dissolved.
        ValidationError: a field is missing.
    """
    initiative.group = require("change_groups.propose", by, initiative.group)
    initiative.group.require_alive()
    initiative.proposed_by, initiative.proposed_on = by, on
    initiative.full_clean()
    initiative.save(force_insert=True)
    told = {name: (None, getattr(initiative, name)) for name in ("title", "problem", "proposal")}
    record("change_groups.propose", initiative, by=by, group=initiative.group, changes=told)
    notify("change_groups.proposed", initiative, by=by, on=on)
    return initiative


@transaction.atomic
def endorse(initiative: Initiative, meeting: Meeting, *, on: date, by: Actor) -> Initiative:
    """Note that the group endorsed an initiative in a meeting that was held; the proposer is told.

    Raises:
        TransitionError: it was decided already, or the group was dissolved.
        ValidationError: the meeting is of another group, was not held, or was before the proposal.
    """
    initiative = require("change_groups.endorse", by, initiative)
    initiative.group.require_alive()
    if meeting.group_id != initiative.group_id or meeting.stage not in MET:
        raise ValidationError({"meeting": _("Choose a meeting that the group held.")})
    if meeting.on < initiative.proposed_on:
        raise ValidationError({"meeting": _("This meeting was before the proposal.")})
    move(initiative, INITIATIVES, "endorse", meeting=meeting, decided_on=meeting.on)
    record("change_groups.endorse", initiative, by=by, meeting=meeting)
    notify("change_groups.endorsed", initiative, by=by, on=on)
    return initiative


@transaction.atomic
def decline(initiative: Initiative, reason: str, *, on: date, by: Actor) -> Initiative:
    """Note that the group does not endorse an initiative, and why; the proposer is told.

    Raises:
        TransitionError: it was decided already, or the group was dissolved.
        ValidationError: there is no reason (keyed by field).
    """
    initiative = require("change_groups.decline", by, initiative)
    initiative.group.require_alive()
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    move(initiative, INITIATIVES, "decline", reason=reason.strip(), decided_on=on)
    record("change_groups.decline", initiative, by=by, comment=initiative.reason)
    notify("change_groups.declined", initiative, by=by, on=on)
    return initiative


@transaction.atomic
def start_project(initiative: Initiative, *, on: date, by: User | None) -> Initiative:
    """Begin the draft of a project with title and problem of an endorsed initiative.

    The draft belongs to the entity as any other, or to the one that answers for it since it ended; from here
    on it is its own record.

    Raises:
        PermissionDenied: ``by`` is no liaison officer of the entity.
        TransitionError: it is not endorsed, or has its project already.
    """
    initiative = require("change_groups.start_project", by, initiative)
    values = {"title_es": initiative.title, "problem_es": initiative.problem}
    agency = initiative.group.agency
    if heir := entities_on(on).get(agency.pk):
        agency = Agency.objects.get(pk=heir)
    project = projects.register(agency, values, by=by, on=on)
    move(initiative, INITIATIVES, "start_project", project=project, started_on=on)
    record("change_groups.start_project", initiative, by=by, project=project)
    notify("change_groups.started", initiative, by=by, on=on)
    return initiative
