"""The appointments of people in words, for the pages of accounts (``accounts.slots.ROLES``)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from proim.accounts.slots import Held
from proim.agencies.models import Appointment, Mandate


def appointments_held(people: Sequence[Any]) -> Mapping[int, Sequence[Held]]:
    """Return the appointments of ``people``, past ones too, by the person's primary key."""
    found: dict[int, list[Held]] = defaultdict(list)
    for held in Appointment.objects.filter(person__in=people).select_related("agency"):
        found[held.person_id].append(
            Held(
                label=f"{capfirst(held.get_role_display())} · {held.agency.name}",
                since=held.valid_from,
                until=held.valid_to,
                href=held.agency.get_absolute_url(),
            )
        )
    for mandate in Mandate.objects.filter(person__in=people):
        label = _("Auditor · %(body)s") % {"body": mandate.body}
        found[mandate.person_id].append(Held(label, mandate.valid_from, mandate.valid_to))
    return found
