"""What waits for the liaison officers and the head of a public entity."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proim.accounts.models import User
from proim.change_groups.models import Group
from proim.monitoring.models import Report
from proim.portal.blocks.parts import (
    Block,
    Item,
    block_of,
    filled,
    project_terms,
    report_item,
    report_terms,
)
from proim.projects.models import Project
from proim.projects.workflow import Stage


def liaison(person: User, day: date) -> list[Block]:
    """Return what a liaison officer owes."""
    return filled((_returned, _reports_due, _drafts), person, day)


def head(person: User, day: date) -> list[Block]:
    """Return what waits for an agency head."""
    return filled((_to_sign, _acts), person, day)


def _returned(person: User, day: date) -> Block:
    open_comments = Count("observations", filter=Q(observations__answered_on__isnull=True))
    rows = Project.objects.permitted("projects.edit", person).filter(stage=Stage.RETURNED)
    rows = rows.select_related("agency").annotate(comments=open_comments)
    rows = rows.order_by("answer_due_on", "pk")

    def tell(project: Any) -> Item:
        said = ngettext("%s comment to answer", "%s comments to answer", project.comments)
        href = reverse("projects:edit", args=[project.code])
        return Item(project.title, href, said % project.comments)

    title, href = _("Projects returned with comments"), reverse("projects:mine")
    return block_of("returned", title, rows, href, tell, project_terms(day))


def _reports_due(person: User, day: date) -> Block:
    rows = Report.objects.permitted("monitoring.edit", person).owed().with_names().urgent_first()
    title, href = _("Quarterly reports to write"), reverse("monitoring:mine")
    return block_of("reports", title, rows, href, report_item, report_terms(day))


def _drafts(person: User, day: date) -> Block:
    rows = Project.objects.permitted("projects.edit", person).filter(stage=Stage.DRAFT)

    def tell(project: Any) -> Item:
        note = _("not sent yet")
        return Item(project.title, reverse("projects:edit", args=[project.code]), note)

    return block_of("drafts", _("Drafts"), rows.order_by("-pk"), reverse("projects:mine"), tell)


def _to_sign(person: User, day: date) -> Block:
    rows = Report.objects.permitted("monitoring.sign", person).to_sign().with_names().urgent_first()
    title, href = _("Reports to sign"), reverse("monitoring:sign")
    return block_of("sign", title, rows, href, report_item, report_terms(day))


def _acts(person: User, day: date) -> Block:
    rows = Group.objects.permitted("change_groups.approve", person).standing()
    rows = rows.filter(approved_on__isnull=True).select_related("agency")

    def tell(group: Any) -> Item:
        return Item(str(group), group.get_absolute_url(), group.act)

    title, href = _("Acts of change groups to approve"), reverse("change_groups:list")
    return block_of("acts", title, rows.order_by("constituted_on", "pk"), href, tell)
