"""Hiding pages that have no row of their own from whoever may not use them."""

from django.core.exceptions import PermissionDenied

from proim.accounts.http import PersonRequest
from proim.agencies.models import Programme
from proim.core.permissions import may


def for_programme(request: PersonRequest, permission: str) -> None:
    """Raise ``PermissionDenied`` unless the reader has ``permission`` on the programme."""
    if not may(permission, request.user, Programme.get()):
        raise PermissionDenied(permission)
