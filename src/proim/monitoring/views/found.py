"""How screens find their report: what a person may not see is not there for that person."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from proim.core.permissions import Actor, may
from proim.monitoring.models import Report, ReportQuerySet


def visible(reader: Actor) -> ReportQuerySet:
    """Return the reports that ``reader`` may see, with what they are called."""
    return Report.objects.permitted("monitoring.view", reader).with_names()


def found(reader: Actor, code: UUID, permission: str) -> Report:
    """Return the report with ``code``, on which ``reader`` has ``permission``.

    Raises:
        Http404: the reader may not see it.
        PermissionDenied: the reader may see it, and not do this.
    """
    report = get_object_or_404(visible(reader), code=code)
    if not may(permission, reader, report):
        raise PermissionDenied(permission)
    return report
