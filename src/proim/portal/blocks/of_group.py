"""What a change group expects of a person."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.deadlines import calendars
from proim.agencies.running import Running
from proim.change_groups.models import (
    Agreement,
    Meeting,
    Member,
    PlannedAction,
    Pulse,
    PulseRoll,
)
from proim.change_groups.workflow import Stage as Called
from proim.monitoring.sheet import Word, due
from proim.portal.blocks.parts import Block, Item, block_of, filled


def member(person: User, day: date) -> list[Block]:
    """Return what a change group asks of its members, and of whoever has a post in its entity."""
    return filled((_pulses, _meetings, _agreements, _planned), person, day)


def _pulses(person: User, day: date) -> Block:
    """List the pulses that take the person's answers; of whoever has answered nothing is listed."""
    rows = Pulse.objects.permitted("change_groups.answer_pulse", person)
    rows = rows.filter(opens_on__lte=day, closes_on__gte=day, group__dissolved_on__isnull=True)
    rows = rows.exclude(pk__in=PulseRoll.objects.filter(person=person).values("pulse"))
    rows = rows.select_related("group__agency").order_by("closes_on", "pk")

    def tell(pulse: Any) -> Item:
        href = reverse("change_groups:answer_pulse", args=[pulse.code])
        return Item(
            str(pulse.group), href, _until(_("five statements, without name"), pulse.closes_on)
        )

    def terms(rows: list[Any]) -> list[Word | Running | None]:
        read = calendars(pulse.group.agency_id for pulse in rows)
        return [due(pulse.closes_on, day, read.of(pulse.group.agency_id)) for pulse in rows]

    title, href = _("Culture pulses to answer"), reverse("change_groups:list")
    return block_of("pulses", title, rows, href, tell, terms)


def _meetings(person: User, day: date) -> Block:
    mine = Member.objects.on(day).filter(person=person)
    rows = Meeting.objects.filter(stage=Called.CALLED, on__gte=day, group__members__in=mine)
    rows = rows.select_related("group__agency").order_by("on", "pk")

    def tell(meeting: Any) -> Item:
        return Item(str(meeting.group), meeting.get_absolute_url(), meeting.title)

    title, href = _("Meetings of my change group"), reverse("change_groups:list")
    return block_of("meetings", title, rows, href, tell)


def _agreements(person: User, day: date) -> Block:
    rows = Agreement.objects.permitted("change_groups.fulfil", person).filter(owner__person=person)
    rows = rows.filter(done_on__isnull=True).select_related("meeting__group__agency")
    rows = rows.order_by("due_on", "pk")

    def tell(row: Any) -> Item:
        return Item(row.text, row.get_absolute_url(), str(row.meeting.group))

    def terms(rows: list[Any]) -> list[Word | Running | None]:
        read = calendars(row.meeting.group.agency_id for row in rows)
        return [due(row.due_on, day, read.of(row.meeting.group.agency_id)) for row in rows]

    title, href = _("Agreements that are mine"), reverse("change_groups:list")
    return block_of("agreements", title, rows, href, tell, terms)


def _planned(person: User, day: date) -> Block:
    rows = PlannedAction.objects.permitted("change_groups.finish", person)
    rows = rows.filter(owner__person=person, group__dissolved_on__isnull=True)
    rows = rows.filter(done_on__isnull=True, dropped_on__isnull=True)
    rows = rows.select_related("group__agency").order_by("due_on", "pk")

    def tell(row: Any) -> Item:
        return Item(row.text, row.get_absolute_url(), _until(str(row.group), row.due_on))

    def terms(rows: list[Any]) -> list[Word | Running | None]:
        read = calendars(row.group.agency_id for row in rows)
        return [due(row.due_on, day, read.of(row.group.agency_id)) for row in rows]

    title, href = _("Actions of the work plan that are mine"), reverse("change_groups:list")
    return block_of("planned", title, rows, href, tell, terms)


def _until(text: str, last: date) -> str:
    return _("%(text)s · until %(day)s") % {"text": text, "day": date_format(last)}
