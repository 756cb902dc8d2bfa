"""The terms of referrals as people read them, for pages and lists."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from proim.agencies.deadlines import calendars
from proim.agencies.running import Moved, Running, moves, running
from proim.referrals.models import Referral, ReferralTerm, ReferralTermMove
from proim.referrals.workflow import Stage
from proim.ui.parts import Tone

TONES: dict[str, Tone] = {
    Stage.SENT: "info",
    Stage.RECEIVED: "info",
    Stage.ACCEPTED: "brand",
    Stage.RETURNED: "warning",
    Stage.ATTENDED: "success",
    Stage.CLOSED: "neutral",
}


def standing(referrals: Iterable[Referral], day: date) -> Mapping[int, Running]:
    """Return the running term of each of ``referrals`` that has one, by its id; three queries."""
    ids = [one.pk for one in referrals if one.due_on]
    if not ids:
        return {}
    rows = ReferralTerm.objects.filter(referral__in=ids, met_on__isnull=True)
    terms = list(rows.select_related("agency"))
    read = calendars(term.agency_id for term in terms)
    return {
        term.referral_id: running(term.term, day, read.of(term.agency_id), agency=term.agency)
        for term in terms
    }


def moved(referral: Referral) -> Sequence[Moved]:
    """Return what moved the running term of ``referral``, the oldest first; one query."""
    rows = ReferralTermMove.objects.filter(term__referral=referral, term__met_on__isnull=True)
    return moves(rows.select_related("notice").order_by("pk"))
