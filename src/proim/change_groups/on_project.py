"""Where a project comes from, on its page: the initiative of a change group."""

from typing import Any

from django.http import HttpRequest

from proim.change_groups.models import Initiative
from proim.core.permissions import may


def on_page(request: HttpRequest, project: Any) -> dict[str, Any] | None:
    """Tell anybody who sees the project that a group proposed it; the initiative is for its readers."""
    found = Initiative.objects.filter(project=project).select_related("group__agency").first()
    if found is None:
        return None
    signed_in = request.user.is_authenticated
    reads = signed_in and may("change_groups.read_initiative", request.user, found)
    return {"initiative": found, "reads": reads}
