"""Life cycles as tables: which transition leads from which stages to which stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import models
from django.utils.translation import gettext as _

from proim.core.errors import TransitionError


@dataclass(frozen=True, slots=True)
class Transition:
    """One named arrow of a life cycle."""

    sources: tuple[str, ...]
    target: str


Workflow: TypeAlias = Mapping[str, Transition]


def available(workflow: Workflow, stage: str) -> list[str]:
    """Return the names of the transitions that leave ``stage``, in table order."""
    return [name for name, arrow in workflow.items() if stage in arrow.sources]


def move(
    row: models.Model, workflow: Workflow, name: str, *, field: str = "stage", **also: Any
) -> None:
    """Move ``row`` along transition ``name``, in one conditional UPDATE that sets ``also`` too.

    The stage in the database decides, not the one in memory: of two people who press
    "accept" and "return" at once, one wins and the other gets the error.

    Raises:
        TransitionError: the row in the database is not in a source stage.
    """
    arrow = workflow[name]
    mine = type(row)._base_manager.filter(pk=row.pk, **{f"{field}__in": arrow.sources})
    reached = {**also, field: arrow.target}
    if not mine.update(**reached):
        raise TransitionError(_("This record has already moved on. Reload the page."))
    for column, value in reached.items():
        setattr(row, column, value)
