"""The reason of a proposal or a choice: one sentence, the same for both sides, in both languages."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from proim.referrals.formulas import EXPERTISE, RULE, Proposal
from proim.referrals.models import RuleVersion, Seat


def reason(
    told: Proposal, seat: Seat, versions: Mapping[int, RuleVersion], topics: Mapping[str, Any]
) -> str:
    """Return why ``told`` speaks for the person of ``seat``, in the active language: one sentence."""
    words = _facts(told, seat, topics)
    if told.ground == RULE and told.rule is not None:
        words["rule"] = versions[told.rule].name
        text = _(
            "%(target)s receives “%(rule)s” by rule, and %(person)s %(knows)s has the lightest load there: %(load)s%(passed)s."
        )
    elif told.ground == EXPERTISE:
        text = _("%(person)s, of %(target)s, %(knows)s: %(load)s%(passed)s.")
    else:
        text = _(
            "No rule and no declared expertise speaks for %(target)s; %(person)s: %(load)s%(passed)s."
        )
    return " ".join((text % words).split()).replace(" ,", ",")


def chosen(
    told: Proposal,
    seat: Seat,
    topics: Mapping[str, Any],
    *,
    instead_of: Seat | None,
    note: str = "",
) -> str:
    """Return why the office sent a case elsewhere than was proposed, in the active language: one sentence.

    ``instead_of`` is whom the platform proposed, if anybody; ``note`` what the office adds.
    """
    words = _facts(told, seat, topics)
    words["note"] = " ".join(note.split()).rstrip(".")
    if instead_of is None:
        text = _(
            "The office chose %(target)s, as no rule and no expertise proposed anybody; %(person)s: %(load)s"
        )
    elif instead_of.target_id == seat.target_id:
        words["other"] = str(instead_of.person)
        text = _(
            "The office chose %(person)s, of %(target)s, instead of %(other)s, who was proposed: %(load)s"
        )
    else:
        words["other"] = str(instead_of.target)
        text = _(
            "The office chose %(target)s instead of %(other)s, which was proposed; %(person)s: %(load)s"
        )
    if note.strip():
        text = _("%(begin)s; reason: %(note)s") % {"begin": text, "note": "%(note)s"}
    return text % words + "."


def _facts(told: Proposal, seat: Seat, topics: Mapping[str, Any]) -> dict[str, str]:
    load = _("%(open)s of %(capacity)s cases open") % {"open": told.open, "capacity": told.capacity}
    known = [str(topics[code]) for code in told.matched if code in topics]
    knows = _("knows %(topics)s") % {"topics": get_text_list(known, _("and"))} if known else ""
    if told.ground == RULE and known:
        knows = f"({knows})"
    return {
        "target": str(seat.target),
        "person": str(seat.person),
        "load": load,
        "knows": knows,
        "passed": _passed(told),
    }


def _passed(told: Proposal) -> str:
    """Say how many of the target were passed over, without naming anybody's conflict."""
    number = told.absent + told.conflicted
    if not number:
        return ""
    text = ngettext(
        "; %s person of the area is passed over, being absent or in conflict of interest",
        "; %s people of the area are passed over, being absent or in conflict of interest",
        number,
    )
    return text % number


def in_both(tell: Any) -> dict[str, str]:
    """Return what ``tell`` says in Spanish and in English, as the columns ``reason_es`` and ``reason_en``."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[f"reason_{language[:2]}"] = str(tell())
    return said
