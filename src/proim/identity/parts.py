"""What this app shows on the pages of accounts: other ways in, and a person's factors for the office."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from proim.accounts.models import User
from proim.core.permissions import may
from proim.identity.models import AppKey
from proim.identity.providers import all_providers
from proim.identity.slots import is_obliged


def of_entrance(request: HttpRequest, person: None) -> dict[str, Any]:
    """Return the providers, and where the person wanted to go."""
    return {"providers": list(all_providers().values()), "next": request.GET.get("next", "")}


def of_person(request: HttpRequest, person: User) -> dict[str, Any] | None:
    """Return how many factors a person has, for whoever may recover the person's access."""
    if not may("identity.recover", request.user, person):
        return None
    passkeys, app = person.passkeys.count(), AppKey.objects.filter(person=person).exists()
    return {
        "person": person,
        "passkeys": passkeys,
        "app": app,
        "codes": person.recovery_codes.unused().count(),
        "needed": settings.SECOND_FACTOR == "required" and is_obliged(person),
        "may_recover": bool(passkeys or app),
    }
