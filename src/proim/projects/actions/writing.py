"""How the values of fields get into the columns and rows of a locked project."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from proim.core.constraints import validate_changed
from proim.core.seen import tidy
from proim.projects.indexing import index
from proim.projects.models import BudgetLine, Feasibility, Project
from proim.projects.models.answers import (
    PARTIAL_DATES,
    ROWS,
    column_of,
    stored,
    to_many,
    told,
)
from proim.projects.workflow import FIELDS


def _store(project: Project, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Write ``values`` and return what changed, before and after, as the ledger tells it.

    Raises:
        ValidationError: a value is not possible (keyed by field).
        KeyError: a name is no field of the record.
    """
    if unknown := set(values) - set(FIELDS):
        raise KeyError(*sorted(unknown))
    before = {name: told(name, stored(project, name)) for name in values}
    single = [name for name in values if name not in ROWS and not to_many(name)]
    _columns(project, {name: values[name] for name in single})
    for name in set(values).difference(single):
        _rows(project, name, values[name])
    _require_sense(project)
    index(project)
    after = {name: told(name, stored(project, name)) for name in values}
    return {
        column_of(name): (before[name], after[name])
        for name in values
        if before[name] != after[name]
    }


def _columns(project: Project, values: Mapping[str, Any]) -> None:
    columns: list[str] = []
    for name, value in values.items():
        setattr(project, name, tidy(value) if isinstance(value, str) else value)
        pair = getattr(Project, name).columns if name in PARTIAL_DATES else (name,)
        columns.extend(pair)
    validate_changed(project, columns)
    project.version += 1
    project.save(update_fields=[*columns, "version", "updated_at"])


def _require_sense(project: Project) -> None:
    """Refuse rows to which another answer says that there are none."""
    if not project.asks("ict_components") and project.ict_components.exists():
        text = _("Without ICT there are no components: untick them, or say what ICT is for.")
        raise ValidationError({"ict_components": text})
    if not project.asks("budget_lines") and project.budget_lines.exists():
        text = _("There are amounts: choose “amounts by year and source”, or empty them.")
        raise ValidationError({"budget_lines": text})


def _rows(project: Project, name: str, value: Any) -> None:
    if name == "budget_lines":
        _budget(project, list(value or ()))
    elif name == "feasibility":
        _feasibility(project, dict(value or {}))
    else:
        chosen = list(value or ())
        _require_of_catalogue(project, name, chosen)
        getattr(project, name).set(chosen)


def _require_of_catalogue(project: Project, name: str, chosen: list[Any]) -> None:
    if name == "partner_agencies":
        if project.agency_id in {agency.pk for agency in chosen}:
            raise ValidationError({name: _("The lead agency is not its own partner.")})
        return
    limits: Any = Project._meta.get_field(name).get_limit_choices_to()  # type: ignore[union-attr]
    if any(term.catalogue != limits["catalogue"] for term in chosen):
        raise ValidationError({name: _("Choose from the list.")})


def _budget(project: Project, lines: list[tuple[int, Any, Any]]) -> None:
    if len({(year, source.pk) for year, source, _amount in lines}) < len(lines):
        text = _("A year and a source are listed twice.")
        raise ValidationError({"budget_lines": text})
    rows = [
        BudgetLine(project=project, year=year, source=source, amount=amount)
        for year, source, amount in lines
    ]
    _require_clean("budget_lines", rows)
    if any(row.amount < 0 for row in rows):
        raise ValidationError({"budget_lines": _("An amount cannot be negative.")})
    project.budget_lines.all().delete()
    BudgetLine.objects.bulk_create(rows)


def _feasibility(project: Project, verdicts: dict[str, tuple[str, str]]) -> None:
    rows = [
        Feasibility(project=project, kind=kind, verdict=verdict, note=note)
        for kind, (verdict, note) in verdicts.items()
    ]
    _require_clean("feasibility", rows)
    project.feasibility.all().delete()
    Feasibility.objects.bulk_create(rows)


def _require_clean(name: str, rows: Iterable[Model]) -> None:
    for row in rows:
        try:
            row.clean_fields(exclude=["project"])
        except ValidationError as error:
            raise ValidationError({name: error.messages}) from None
