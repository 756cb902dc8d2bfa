"""The daily summary: one mail for everything that waits for it, per person."""

from django.db import transaction

from proim.accounts.models import User
from proim.notifications.models import Mail, Message


def gather() -> int:
    """Put the waiting messages of each person into one mail; twice does no harm. Return how many."""
    waiting = Message.objects.for_a_summary().order_by().values_list("person", flat=True)
    people = User.objects.active().filter(pk__in=waiting)
    return sum(_gather_of(person) for person in people.order_by("pk"))


@transaction.atomic
def _gather_of(person: User) -> int:
    User.objects.select_for_update().get(pk=person.pk)  # two workers: the second finds nothing
    waiting = Message.objects.of(person).for_a_summary()
    if not waiting.exists():
        return 0
    mail = Mail.objects.create(person=person, is_digest=True)
    waiting.update(mail=mail)
    return 1
