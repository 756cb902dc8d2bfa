"""What was referred, to a person and back to the office."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.models import covered_by
from proim.agencies.running import Running
from proim.monitoring.sheet import Word
from proim.portal.blocks.parts import Block, Item, Terms, block_of, filled
from proim.referrals import standing as referrals
from proim.referrals.models import Referral
from proim.referrals.rules import takes_part


def target(person: User, day: date) -> list[Block]:
    """Return what was referred to a person."""
    return filled((_to_attend,), person, day) if takes_part(person) else []


def _referral(referral: Any) -> Item:
    note = f"{referral.folio} · {referral.agency.acronym}"
    return Item(referral.title, referral.get_absolute_url(), note)


def _referral_terms(day: date) -> Terms:
    def terms(rows: list[Any]) -> list[Word | Running | None]:
        found = referrals.standing(rows, day)
        return [found.get(referral.pk) for referral in rows]

    return terms


def _to_attend(person: User, day: date) -> Block:
    """List what a person was sent, and what somebody away was sent for whom the person stands in."""
    rows = Referral.objects.permitted("referrals.attend", person).with_target().with_names()
    rows = rows.filter(person__in=covered_by(person, day)).urgent_first()
    title, href = _("Referrals to attend"), f"{reverse('referrals:list')}?stage=target"
    return block_of("attend", title, rows, href, _referral, _referral_terms(day))


def to_decide(person: User, day: date) -> Block:
    """List what came back to the office."""
    rows = Referral.objects.permitted("referrals.close", person).with_office().with_names()

    def tell(referral: Any) -> Item:
        item = _referral(referral)
        return replace(item, note=f"{item.note} · {referral.get_stage_display()}")

    title, href = _("Referrals to close or send on"), f"{reverse('referrals:list')}?stage=office"
    return block_of("decide", title, rows.urgent_first(), href, tell, _referral_terms(day))
