"""The rows that a screen is about, or the right refusal."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from proim.accounts.http import PersonRequest
from proim.agencies.models import Programme
from proim.core.permissions import may
from proim.referrals.models import Referral
from proim.referrals.rules import takes_part


def routing_for(request: PersonRequest, permission: str = "referrals.see_routing") -> Programme:
    """Return the programme for a page that only the office has; for others there is none."""
    programme = Programme.objects.permitted(permission, request.user).first()
    if programme is None:
        raise Http404
    return programme


def part_in_it(request: PersonRequest) -> None:
    """Refuse who has nothing to do with referrals."""
    if not takes_part(request.user):
        raise PermissionDenied("referrals.view")


def referral_for(request: PersonRequest, code: UUID, permission: str = "") -> Any:
    """Return the referral; 404 for who may not know of it, 403 for who may not do this."""
    rows = Referral.objects.permitted("referrals.view", request.user).with_names()
    found = get_object_or_404(rows, code=code)
    if permission and not may(permission, request.user, found):
        raise PermissionDenied(permission)
    return found
