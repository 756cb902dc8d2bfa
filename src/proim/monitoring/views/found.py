"""How screens find their report: what a person may not see is not there for that person."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from proim.accounts.http import PersonRequest, Request
from proim.core.permissions import may
from proim.monitoring.models import Report, ReportQuerySet


def visible(request: Request | PersonRequest) -> ReportQuerySet:
    """Return the reports that this person may see, with what they are called."""
    return Report.objects.permitted("monitoring.view", request.user).with_names()


def found(request: PersonRequest, code: UUID, permission: str) -> Report:
    """Return the report with ``code``, on which this person has ``permission``.

    Raises:
        Http404: the person may not see it.
        PermissionDenied: the person may see it, and not do this.
    """
    report = get_object_or_404(visible(request), code=code)
    if not may(permission, request.user, report):
        raise PermissionDenied(permission)
    return report
