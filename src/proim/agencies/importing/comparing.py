"""What a file of agencies would change in the records, as they stood on a day."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.agencies.formulas import folded
from proim.agencies.importing.reading import Problem, Row, Sheet
from proim.agencies.models import STATE, Agency, AgencyType, AgencyVersion, ScopeEntry

TITLE = ("name", "acronym")  # a new agency shows them as the title of its row


class Verdict(models.TextChoices):
    """What becomes of a row."""

    NEW = "new", gettext_lazy("new")
    CHANGED = "changed", gettext_lazy("changed")
    UNCHANGED = "unchanged", gettext_lazy("unchanged")


@dataclass(frozen=True, slots=True)
class Change:
    """One column before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file beside the agency of the same key.

    ``state`` holds what differs from the agency's state on the day; its ``sector`` is the key of an
    agency. ``scope`` is the answer of the file where the list says otherwise, else ``None``.
    """

    row: Row
    verdict: Verdict
    state: dict[str, Any]
    scope: bool | None
    changes: list[Change]


@dataclass(slots=True)
class Comparison:
    """All lines in the order of the file, and why nothing can be imported, if so.

    ``receipt`` is the number of the event in the ledger once it is done.
    """

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    receipt: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed and unchanged, by verdict."""
        counted = Counter(line.verdict for line in self.lines)
        return {verdict.value: counted[verdict] for verdict in Verdict}

    @property
    def differences(self) -> list[Line]:
        """The lines that would change something."""
        return [line for line in self.lines if line.verdict != Verdict.UNCHANGED]

    @property
    def digest(self) -> str:
        """A short proof of what would change: the same again only if nobody changed anything."""
        told = [[d.row.key, d.verdict, sorted(d.state.items()), d.scope] for d in self.differences]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


@dataclass(slots=True)
class _Known:
    """The records on the day, read in three queries."""

    agencies: dict[str, Agency]
    states: dict[str, AgencyVersion]
    scope: dict[str, bool]


def compare(sheet: Sheet, since: date) -> Comparison:
    """Compare the file with what the records say of ``since``; no row is judged alone."""
    comparison = Comparison(problems=list(sheet.problems))
    if sheet.problems:
        return comparison
    known = _known(since)
    names = {folded(a.name): a.key for a in known.agencies.values() if not a.closed_on}
    for row in sheet.rows:
        agency = known.agencies.get(row.key)
        column, text = "", ""
        if agency and agency.closed_on and agency.has_ended(since):
            text = _("This public entity no longer exists since %(day)s.")
            column, text = "key", text % {"day": date_format(agency.closed_on)}
        elif not agency and (other := names.get(folded(row.name))):
            text = _("This name is registered already, with the key %(key)s.")
            column, text = "name", text % {"key": other}
        if text:
            comparison.problems.append(Problem(row.number, sheet.columns[column], text))
        names.setdefault(folded(row.name), row.key)
    sectors = _sectors(sheet, known, comparison)
    if not comparison.problems:
        acronyms = {key: state.acronym for key, state in known.states.items()}
        acronyms |= {row.key: row.acronym for row in sheet.rows}
        if "sector" not in sheet.columns:
            sectors = {}
        lines = (_line(row, known, sectors.get(row.key), acronyms) for row in sheet.rows)
        comparison.lines = list(lines)
    return comparison


def _known(since: date) -> _Known:
    agencies = {agency.key: agency for agency in Agency.objects.all()}
    versions = AgencyVersion.objects.filter(since__lte=since).select_related("agency", "sector")
    entries = ScopeEntry.objects.filter(since__lte=since).select_related("agency")
    return _Known(
        agencies,
        {version.agency.key: version for version in versions.order_by("since", "pk")},
        {entry.agency.key: entry.is_in_scope for entry in entries.order_by("since", "pk")},
    )


def _sectors(sheet: Sheet, known: _Known, comparison: Comparison) -> dict[str, str]:
    """Return the key of each row's head of sector ("" for none): in the file first, then in the records."""
    inside = _by_acronym((row.acronym, row.key) for row in sheet.rows)
    outside = _by_acronym((state.acronym, key) for key, state in known.states.items())
    found: dict[str, str] = {}
    for row in sheet.rows:
        keys = inside.get(row.sector) or outside.get(row.sector) or []
        found[row.key] = keys[0] if row.sector and keys else ""
        text = ""
        if row.sector and not keys:
            text = _("No public entity has the acronym “%(acronym)s”.")
        elif row.sector and len(keys) > 1:
            text = _("Several public entities have the acronym “%(acronym)s”.")
        if text:
            problem = Problem(row.number, sheet.columns["sector"], text % {"acronym": row.sector})
            comparison.problems.append(problem)
    for row in sheet.rows:
        if _leads_back(row.key, found):
            text = _("The heads of sector go round in a circle.")
            comparison.problems.append(Problem(row.number, sheet.columns["sector"], text))
    return found


def _by_acronym(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for acronym, key in pairs:
        found.setdefault(acronym, []).append(key)
    return found


def _leads_back(key: str, sectors: dict[str, str]) -> bool:
    seen, here = set[str](), sectors.get(key, "")
    while here and here not in seen:
        if here == key:
            return True
        seen.add(here)
        here = sectors.get(here, "")
    return False


def _line(row: Row, known: _Known, sector: str | None, acronyms: dict[str, str]) -> Line:
    """Judge one row; ``sector`` is the key of its head, ``None`` where the file has no such column."""
    state = known.states.get(row.key)
    before = _told(state) if state else dict.fromkeys(STATE, "")
    after = {"name": row.name, "acronym": row.acronym, "type": row.type}
    if sector is not None:
        after |= {"sector": sector, "demarcation": row.demarcation}
    differs = {name: value for name, value in after.items() if before[name] != value}
    listed = known.scope.get(row.key, False)
    scope = row.in_scope if row.in_scope not in (None, listed) else None
    verdict = Verdict.CHANGED if differs or scope is not None else Verdict.UNCHANGED
    if row.key not in known.agencies:
        verdict = Verdict.NEW
    words: dict[str, dict[str, Any]] = {"sector": acronyms, "type": dict(AgencyType.choices)}
    changes = [
        _change(name, *(words.get(name, {}).get(told, told) for told in (before[name], value)))
        for name, value in differs.items()
        if verdict == Verdict.CHANGED or name not in TITLE
    ]
    if scope is not None:
        answers = {True: _("yes"), False: _("no")}
        changes.append(Change(_("in scope"), answers[listed], answers[scope]))
    return Line(row, verdict, differs, scope, changes)


def _told(state: AgencyVersion) -> dict[str, str]:
    return {**state.state, "sector": state.sector.key if state.sector else ""}


def _change(name: str, before: str, after: str) -> Change:
    column: Any = AgencyVersion._meta.get_field(name)
    return Change(str(column.verbose_name), str(before or "—"), str(after or "—"))
