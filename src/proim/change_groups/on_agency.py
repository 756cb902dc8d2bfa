"""The change group on the page of its public entity."""

from typing import Any

from django.http import HttpRequest

from proim.change_groups.models import Group
from proim.change_groups.overview import lines, with_facts
from proim.core.clock import today
from proim.core.permissions import may


def on_page(request: HttpRequest, agency: Any) -> dict[str, Any] | None:
    """Show the group, or to a liaison the way to constitute one; a fixed number of queries."""
    rows = Group.objects.permitted("change_groups.view", request.user)
    rows = with_facts(rows.standing().filter(agency=agency), today())
    found = lines(rows, today())
    signed_in = request.user.is_authenticated
    may_constitute = (
        signed_in and not found and may("change_groups.constitute", request.user, agency)
    )
    if not found and not may_constitute:
        return None
    return {"line": found[0] if found else None, "agency": agency}
