"""What the page of a person shows of this app."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.accounts.slots import Link
from proim.core.permissions import may
from proim.privacy.models import Blocking


def links(reader: Any, person: Any) -> list[Link]:
    """Lead whoever may block people to that, or to the blocking that stands."""
    if not may("privacy.block", reader, person):
        return []
    there = Blocking.objects.filter(person=person, lifted_on=None).first()
    if there is not None:
        return [Link(_("Blocked data"), there.get_absolute_url())]
    return [Link(_("Block the data"), reverse("privacy:block", args=[person.code]))]
