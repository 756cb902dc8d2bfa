"""What people asked about their data, among what waits for the office."""

from datetime import date
from typing import Any

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.deadlines import calendar_of, office
from proim.agencies.models import Agency
from proim.agencies.running import Running, running
from proim.monitoring.sheet import Word
from proim.portal.blocks.parts import Block, Item, block_of
from proim.privacy.models import Request
from proim.privacy.workflow import Stage


def requests(person: User, day: date) -> Block:
    """List the requests that ``person`` may answer or carry out, by their last day."""
    rows = Request.objects.open().permitted("privacy.answer", person).select_related("person")

    def tell(row: Any) -> Item:
        note = _("to answer") if row.stage == Stage.ASKED else _("to carry out")
        return Item(
            capfirst(row.get_right_display()), row.get_absolute_url(), f"{row.folio} · {note}"
        )

    def terms(rows: list[Any]) -> list[Word | Running | None]:
        key = office()
        owner, calendar = Agency.objects.get(pk=key) if key else None, calendar_of(key)
        found = [row.term for row in rows]
        return [term and running(term, day, calendar, agency=owner) for term in found]

    title, href = _("Requests about personal data"), reverse("privacy:requests")
    return block_of(
        "requests",
        title,
        rows.order_by(Coalesce("effective_due_on", "due_on"), "pk"),
        href,
        tell,
        terms,
    )
