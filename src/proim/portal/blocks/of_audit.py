"""What waits for an auditor."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.rules import is_auditor
from proim.auditing.models import Observation
from proim.auditing.workflow import Stage
from proim.portal.blocks.parts import Block, Item, block_of, filled


def auditor(person: User, day: date) -> list[Block]:
    """Return what the office answered to an auditor, who concludes or insists."""
    return filled((_answered,), person, day) if is_auditor(person) else []


def _answered(person: User, day: date) -> Block:
    rows = Observation.objects.permitted("auditing.conclude", person).filter(stage=Stage.ANSWERED)
    rows = rows.select_related("project").order_by("made_on", "pk")

    def tell(row: Any) -> Item:
        return Item(row.subject, row.get_absolute_url(), row.project.title)

    title, href = _("Observations that the office answered"), reverse("auditing:home")
    return block_of("answered", title, rows, href, tell)
