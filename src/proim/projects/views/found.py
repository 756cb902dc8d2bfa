"""How screens find their project: who may not see the case finds nothing there."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from proim.accounts.models import User
from proim.agencies.rules import is_office
from proim.core.permissions import may
from proim.projects.models import Project
from proim.projects.models.project import ProjectQuerySet


def cases(person: User) -> ProjectQuerySet:
    """Return the projects whose whole record this person may read."""
    rows = Project.objects.permitted("projects.history", person)
    return rows.select_related("agency", "strategy", "reviewer", "merged_into")


def case(person: User, code: UUID, *permissions: str) -> Project:
    """Return the project with ``code``, of which this person has one of ``permissions``.

    Raises:
        Http404: the person may not read the record.
        PermissionDenied: the person may read it and has none of ``permissions``.
    """
    project = get_object_or_404(cases(person), code=code)
    if permissions and not any(may(one, person, project) for one in permissions):
        raise PermissionDenied(permissions[0])
    return project


def office_only(person: User) -> None:
    """Refuse everybody but the programme office.

    Raises:
        PermissionDenied: the person is not of the office.
    """
    if not is_office(person):
        raise PermissionDenied("projects.take")
