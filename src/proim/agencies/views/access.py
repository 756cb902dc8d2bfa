"""The rows that a screen is about, or the right refusal."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from proim.accounts.http import PersonRequest, Request
from proim.agencies.models import Agency, Programme

OFFICE = (
    "agencies.add",
    "agencies.list_liaisons",
    "agencies.edit_programme",
)


def agency_for(request: PersonRequest, code: UUID, permission: str) -> Agency:
    """Return the agency on which the person has ``permission``; refuse, as everybody may see it."""
    agencies = Agency.objects.permitted("agencies.view", request.user).select_related("sector")
    agency = get_object_or_404(agencies.with_permissions(request.user, permission), code=code)
    if not getattr(agency, f"may_{permission.split('.')[1]}"):
        raise PermissionDenied(permission)
    return agency


def programme_for(request: PersonRequest, permission: str) -> Programme:
    """Return the programme for a page that only the office has; for others there is none."""
    programmes = Programme.objects.permitted(permission, request.user).select_related("owner")
    programme = programmes.first()
    if programme is None:
        raise Http404
    return programme


def programme_seen_by(request: Request) -> Programme:
    """Return the programme with what this person may do to it as a whole (``may_add`` and others)."""
    return Programme.objects.with_permissions(request.user, *OFFICE).get()
