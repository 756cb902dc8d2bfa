from collections.abc import Mapping
from datetime import date
from itertools import product

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext as _

from proim.audit.actions import record
from proim.core.errors import DomainError
from proim.core.permissions import Actor, require
from proim.training.models import SCORES, Enrolment, Item, Remark, Session, Tally


@transaction.atomic
def opine(
    enrolment: Enrolment, scores: Mapping[str, int], remark: str = "", *, on: date, by: Actor
) -> None:
    """Answer the satisfaction survey of a session, once.

    That one answered is known, so that nobody answers twice; what one answered is only added to
    the tallies, and stands in no row and no event of a person.

    Raises:
        PermissionDenied: it is somebody else's, or the session is closed.
        DomainError: it was answered already, or the session is not over.
        ValidationError: an answer is missing or none of the scores (keyed by item).
    """
    Session.objects.select_for_update(of=("self",)).get(pk=enrolment.session_id)
    enrolment = require("training.opine", by, enrolment)
    if enrolment.has_opined:
        raise DomainError(_("You have answered this survey already. Thank you."))
    if enrolment.session.ends_on > on:
        raise DomainError(_("The survey opens on the last day of the session."))
    wrong = {item: _("Choose one.") for item in Item.values if scores.get(item) not in SCORES}
    if wrong:
        raise ValidationError(wrong)
    _count(enrolment.session, scores)
    if remark.strip():
        _add(enrolment.session, remark.strip())
    enrolment.has_opined = True
    enrolment.save(update_fields=["has_opined"])
    record("training.opine", enrolment, by=by)


def _count(session: Session, scores: Mapping[str, int]) -> None:
    """Add the answers to the tallies: each time to all rows at once, none of which began with a person."""
    places = product(Item.values, SCORES)
    rows = [Tally(session=session, item=item, score=score) for item, score in places]
    Tally.objects.bulk_create(rows, ignore_conflicts=True)
    given = Q(*(Q(item=item, score=scores[item]) for item in Item.values), _connector=Q.OR)
    more = Case(When(given, then=1), default=0)
    session.tallies.update(count=F("count") + more)


def _add(session: Session, text: str) -> None:
    """Store all remarks anew in the order of new random keys: databases keep the order of storing.

    The ledger tells who answered first. Beside remarks in the order in which they came it would tell whose
    each one is.
    """
    texts = [*session.remarks.values_list("text", flat=True), text]
    session.remarks.all().delete()
    rows = [Remark(session=session, text=one) for one in texts]
    Remark.objects.bulk_create(sorted(rows, key=lambda row: row.pk.hex))
