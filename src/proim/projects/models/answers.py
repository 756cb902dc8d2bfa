"""What a project answers to each field, as plain values: for the ledger and for comparisons."""

from functools import partial
from typing import Any

from proim.core import seen
from proim.core.dates import PartialDate
from proim.projects.models.project import Project

PARTIAL_DATES = ("starts", "ends")
ROWS = ("budget_lines", "feasibility")


def to_many(name: str) -> bool:
    """Say whether the field ``name`` holds several terms or agencies."""
    single = name in (*ROWS, *PARTIAL_DATES)
    return not single and bool(Project._meta.get_field(name).many_to_many)


def column_of(name: str) -> str:
    """Return the column under which the field ``name`` stands in the ledger and in errors."""
    return f"{name}_on" if name in PARTIAL_DATES else name


def plain(name: str, value: Any) -> Any:
    """Return ``value`` of the field ``name`` as JSON can hold it, whoever typed or stored it.

    To-many fields take any iterable of rows, ``budget_lines`` triples of year, source and amount,
    ``feasibility`` a mapping of respect -> (verdict, note).
    """
    if name == "budget_lines":
        lines = sorted((year, source.pk, f"{amount:.2f}") for year, source, amount in value or ())
        return [list(line) for line in lines]
    if name == "feasibility":
        return {str(kind): [str(part) for part in pair] for kind, pair in (value or {}).items()}
    if name not in PARTIAL_DATES and to_many(name):
        return sorted(row.pk for row in value or ())
    return seen.plain(name, value)


def stored(project: Project, name: str) -> Any:
    """Return what the field ``name`` holds, in the shape in which actions take it."""
    if name == "budget_lines":
        lines = project.budget_lines.select_related("source")
        return [(line.year, line.source, line.amount) for line in lines]
    if name == "feasibility":
        return {row.kind: (row.verdict, row.note) for row in project.feasibility.all()}
    value = getattr(project, name)
    return list(value.all()) if hasattr(value, "all") else value


def marks(project: Project, *names: str) -> dict[str, str]:
    """Return fingerprints of what the fields hold now, for a form to hand back later."""
    return seen.marks(names, partial(stored, project), plain=plain)


def told(name: str, value: Any) -> Any:
    """Return ``value`` as the ledger tells it: with labels, in the language of the record."""
    if name == "budget_lines":
        return [f"{year} · {source.label_es}: {amount:.2f}" for year, source, amount in value]
    if name == "feasibility":
        return [" · ".join((kind, *pair)).strip(" ·") for kind, pair in value.items()]
    if isinstance(value, list):
        return [_label(row) for row in value]
    if isinstance(value, PartialDate):
        return value.code
    return _label(value) if hasattr(value, "pk") else value


def _label(row: Any) -> dict[str, Any]:
    return {"id": row.pk, "label": getattr(row, "label_es", str(row))}
