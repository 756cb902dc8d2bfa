"""What higher apps may show on the page of a project."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from proim.core.slots import Slot


@dataclass(frozen=True, slots=True)
class ProjectBlock:
    """A part of the page of a project that a higher app fills.

    ``context`` gets the request and the project and returns what ``template`` is rendered with,
    or ``None`` where the app has nothing to show to this person. It must cost the same number of
    queries whatever the project holds.
    """

    template: str
    context: Callable[[HttpRequest, Any], dict[str, Any] | None]


PROJECT_BLOCKS: Slot[ProjectBlock] = Slot()
