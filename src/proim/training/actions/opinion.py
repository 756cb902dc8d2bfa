from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
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
    for item in Item.values:
        tally, _new = Tally.objects.get_or_create(
            session=enrolment.session, item=item, score=scores[item]
        )
        Tally.objects.filter(pk=tally.pk).update(count=F("count") + 1)
    if remark.strip():
        Remark.objects.create(session=enrolment.session, text=remark.strip())
    enrolment.has_opined = True
    enrolment.save(update_fields=["has_opined"])
    record("training.opine", enrolment, by=by)
