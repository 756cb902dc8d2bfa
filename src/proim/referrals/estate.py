"""The referrals that somebody attends, for whoever follows in the post."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy

from proim.agencies.estates import TASKS, Task, Thing
from proim.agencies.models import Appointment
from proim.referrals.models import Referral


def _to_attend(post: Appointment, day: date) -> Sequence[Thing]:
    """Tell the folio alone: what a case is about, and its page, are for those who receive for the target."""
    rows = Referral.objects.with_target().filter(
        person=post.person_id, target__agency=post.agency_id
    )
    return [
        Thing(row.pk, row.folio, "", f"{row.target} · {row.get_stage_display()}", due_on=row.due_on)
        for row in rows.select_related("target").urgent_first()
    ]


ATTENDING = Task("referrals", gettext_lazy("Referrals in their charge"), _to_attend)


def declare() -> None:
    """Tell the agencies of what their people have here."""
    TASKS.add(ATTENDING)
