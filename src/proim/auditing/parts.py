"""What auditors and the office see of audits on the page of a project."""

from typing import Any

from django.http import HttpRequest

from proim.auditing.models import Observation
from proim.core.permissions import may
from proim.projects.models import Project


def of_project(request: HttpRequest, project: Project) -> dict[str, Any] | None:
    """Return the observations and what the reader may do; nothing for whoever does not audit."""
    person = request.user
    if not person.is_authenticated or not may("auditing.export", person, project):
        return None
    seen = Observation.objects.permitted("auditing.view", person).filter(project=project)
    return {
        "project": project,
        "observations": list(seen),
        "may_observe": may("auditing.observe", person, project),
    }
