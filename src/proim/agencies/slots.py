"""What higher apps show on the pages of an agency and on the list of liaison officers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from proim.core.slots import Slot


@dataclass(frozen=True, slots=True)
class AgencyBlock:
    """A part of the page of an agency: ``template`` sees what ``context`` returns, and nothing else.

    ``context(request, agency)`` returns ``None`` when there is nothing to show.
    """

    template: str
    context: Callable[[HttpRequest, Any], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class LiaisonFilter:
    """A way to narrow the list of liaison officers: ``narrow(agencies, day)`` returns a queryset."""

    code: str
    label: str | Promise
    narrow: Callable[[Any, date], Any]


AGENCY_BLOCKS: Slot[AgencyBlock] = Slot()
LIAISON_FILTERS: Slot[LiaisonFilter] = Slot()
