"""The record as people read it: each field with its label, its answer in words, its language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from proim.projects.models import FeasibilityKind, Project, Verdict
from proim.projects.models.answers import stored
from proim.projects.workflow import BLOCKS, EXTRA, REQUIRED_FROM
from proim.ui import formats

LABELS = {
    "starts": gettext_lazy("start"),
    "ends": gettext_lazy("end"),
    "budget_lines": gettext_lazy("amounts by year and source"),
    "feasibility": gettext_lazy("feasibility"),
}
TITLES = {
    "identity": gettext_lazy("The project and who leads it"),
    "classification": gettext_lazy("What kind of project it is"),
    "why": gettext_lazy("Why it is done"),
    "who": gettext_lazy("Whom it serves"),
    "what": gettext_lazy("What it will deliver"),
    "when": gettext_lazy("When"),
    "resources": gettext_lazy("With what"),
    "risks": gettext_lazy("Risks and dependencies"),
    "participation": gettext_lazy("Participation and openness"),
}
# What people type in Spanish, besides the fields whose name ends in _es.
TYPED = (
    "short_name", "unit", "lead_name", "lead_post", "procedures", "baseline_value", "alignment",
    "legal_ground", "reserved_ground", "feasibility",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One field: its label and its answer, in one item or several, in the language it has."""

    name: str
    label: str
    items: tuple[str, ...]
    lang: str = ""  # "" where the answer speaks the language of the page
    is_required: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.items


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the record, and how complete it is."""

    name: str
    title: str
    rows: tuple[Row, ...]
    total: int
    missing: tuple[str, ...]  # labels of what has no answer yet

    @property
    def filled(self) -> int:
        return self.total - len(self.missing)


def label(name: str) -> str:
    """Return what the field ``name`` is called on screen."""
    found = LABELS.get(name) or Project._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return capfirst(str(found))


def row(project: Project, name: str) -> Row:
    """Return the field ``name`` of ``project`` as people read it."""
    return Row(
        name=name,
        label=label(name),
        items=tuple(in_words(name, stored(project, name))),
        lang=language_of(name),
        is_required=name in REQUIRED_FROM,
    )


def rows(project: Project, names: Iterable[str]) -> list[Row]:
    """Return those of the fields ``names`` that are asked of ``project``."""
    return [row(project, name) for name in names if project.asks(name)]


def block(project: Project, name: str) -> Block:
    """Return a part of the record; fields that add nothing to completeness are not counted."""
    counted = [field for field in BLOCKS[name] if field not in EXTRA and project.asks(field)]
    return Block(
        name=name,
        title=str(TITLES[name]),
        rows=tuple(rows(project, BLOCKS[name])),
        total=len(counted),
        missing=tuple(label(field) for field in project.lacks(counted)),
    )


def blocks(project: Project) -> list[Block]:
    """Return the whole record; prefetch ``TO_MANY`` to make its cost constant and small."""
    return [block(project, name) for name in BLOCKS]


TO_MANY = (
    "secondary_strategies", "subtopics", "ict_components", "demarcations", "partner_agencies",
    "feasibility",
)  # fmt: skip


def language_of(name: str) -> str:
    """Return the language that the answers to a field have, "" for the language of the page."""
    if name.endswith("_en"):
        return "en"
    return "es" if name.endswith("_es") or name in TYPED else ""


def in_words(name: str, value: Any) -> list[str]:
    """Return an answer in words: nothing, one item, or several."""
    if value is None or value in ("", [], {}):
        return []
    if name == "budget_lines":
        return [f"{year} · {source}: {formats.money(amount)}" for year, source, amount in value]
    if name == "feasibility":
        return [_feasible(kind, *pair) for kind, pair in value.items()]
    if isinstance(value, list):
        return [str(item) for item in value]
    if isinstance(value, bool):
        return [_("Yes") if value else _("No")]
    return [_one(name, value)]


def _one(name: str, value: Any) -> str:
    if name == "population_size":
        return formats.number(value)
    field: Any = None if name in LABELS else Project._meta.get_field(name)
    choices = dict(getattr(field, "flatchoices", None) or [])
    return capfirst(str(choices[value])) if value in choices else str(value)


def _feasible(kind: str, verdict: str, note: str) -> str:
    answer = f"{capfirst(str(FeasibilityKind(kind).label))}: {Verdict(verdict).label}"
    return f"{answer}. {note}" if note else answer


@dataclass(frozen=True, slots=True)
class Text:
    """What people typed, in the language in which it is shown."""

    text: str
    lang: str


def bilingual(project: Project, name: str) -> Text:
    """Return the English text of ``name`` on an English page if there is one, else the Spanish."""
    english = getattr(project, f"{name}_en") if (get_language() or "").startswith("en") else ""
    return Text(english, "en") if english else Text(getattr(project, f"{name}_es"), "es")
