"""Which header means which column, what a column's cells leave open, which words a list does not know."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from proim.sheets.formulas import dates, matching, numbers
from proim.sheets.formulas.cells import missing_kind, plain
from proim.sheets.models import Batch, Matching
from proim.sheets.reading.grids import Grid, grid
from proim.sheets.showing import ID, OWN_KEY, Lists
from proim.sheets.slots import Column, Kind, Table

LANGUAGES = ("es-mx", "en")
_OURS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
LIMIT_WORDS = 40  # different words of one column that are asked for
DATES = (Kind.DAY, Kind.PARTIAL)
FIGURES = (Kind.MONEY, Kind.NUMBER)


@dataclass
class Answers:
    """What a person said of a file: kept with it, and for the next file with these headers."""

    columns: dict[str, str] = field(default_factory=dict)  # place in the file -> column
    ways: dict[str, dict[str, Any]] = field(default_factory=dict)  # column -> order, fiscal, …
    words: dict[str, dict[str, str]] = field(default_factory=dict)  # column -> word -> code or ""
    fixed: dict[str, str] = field(default_factory=dict)  # column -> code for all new rows

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Answers":
        """Read what ``plain`` gave."""
        return cls(
            **{name: dict(told.get(name, {})) for name in ("columns", "ways", "words", "fixed")}
        )

    @property
    def plain(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return asdict(self)

    @property
    def places(self) -> dict[str, int]:
        """The place of each column in the file."""
        return {name: int(place) for place, name in self.columns.items() if name}


@dataclass(frozen=True, slots=True)
class Question:
    """What the cells of a column leave open: which way they are to be read."""

    column: str
    about: str  # order, fiscal, decimal, unit
    example: str = ""


def all_columns(table: Table) -> list[Column]:
    """Return the columns of a table, the key first, then those that it declares."""
    spelled = ("id", "clave", "key", "clave del sistema", "identificador")
    found = [Column(ID, table.id_label, spellings=(*spelled, *table.id_spellings))]
    if table.own_keys:
        words = ("clave propia", "clave interna", "own key", "id externo", "external id", "no.", "numero",
                 "unique id", "uniqueid", "project id", "major projects id")  # fmt: skip
        told = _("The key by which your own list knows the row: it is remembered.")
        found.append(Column(OWN_KEY, _("own key"), help=told, spellings=words, longest=120))
    return [*found, *table.columns()]


def spellings(table: Table) -> dict[str, list[str]]:
    """Return the known writings of each column: key, labels in each language, others."""
    found: dict[str, list[str]] = {}
    columns = all_columns(table)
    for language in LANGUAGES:
        with translation.override(language):
            for column in columns:
                found.setdefault(column.key, [column.key, *column.spellings]).append(
                    str(column.label)
                )
    return found


def signature(headers: Sequence[str]) -> str:
    """Return what tells a set of headers, in whatever order they stand."""
    told = "\n".join(sorted(matching.key(header) for header in headers if header))
    return hashlib.sha256(told.encode()).hexdigest()


def proposed(
    table: Table, grid: Grid, place: str, person: Any
) -> tuple[Answers, dict[int, float], bool]:
    """Return the likely matching, how sure each header's is, and whether it is one that was saved."""
    saved = Matching.objects.filter(table=table.code, place=place, person=person)
    learned, words = _learned(saved)
    exact = saved.filter(signature=signature(grid.headers)).last()
    known = {name: [*texts] for name, texts in spellings(table).items()}
    if exact and not grid.is_ours:
        told = exact.matching
        columns = {
            str(n): told["headers"].get(matching.key(header), "")
            for n, header in enumerate(grid.headers)
        }
        answers = Answers.of({**told, "columns": _once(columns)})
        return answers, {int(n): 1.0 for n, name in answers.columns.items() if name}, True
    for header, name in learned.items():
        if name in known:
            known[name].append(header)
    found = matching.columns(grid.headers, known)
    writable = {column.key for column in all_columns(table) if not column.computed}
    columns = {str(n): name for n, (name, _share) in found.items() if name in writable}
    if table.own_keys and not grid.is_ours:
        columns = _own_keys(columns, grid)
    answers = Answers(columns=columns, words=words)
    answers.ways = ways(table, grid, answers)
    return answers, {n: share for n, (_name, share) in found.items()}, False


def _own_keys(columns: dict[str, str], grid: Grid) -> dict[str, str]:
    """Take a column "ID" that holds no key of ours for the sender's own keys."""
    place = next((n for n, name in columns.items() if name == ID), None)
    if place is None or any(_OURS.fullmatch(plain(cell)) for cell in grid.column(int(place))):
        return columns
    others = {n: name for n, name in columns.items() if name not in (ID, OWN_KEY)}
    return {**others, place: OWN_KEY}


def _once(columns: dict[str, str]) -> dict[str, str]:
    seen: set[str] = set()
    found = {}
    for place, name in columns.items():
        found[place] = "" if name in seen else name
        seen.add(name)
    return found


def _learned(saved: Any) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    headers: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    for told in saved.values_list("matching", flat=True):
        headers |= {header: name for header, name in told.get("headers", {}).items() if name}
        for name, known in told.get("words", {}).items():
            words.setdefault(name, {}).update(known)
    return headers, words


def remember(table: Table, grid: Grid, place: str, person: Any, answers: Answers) -> None:
    """Keep what was answered, for the next file of this person and place."""
    headers = {
        matching.key(header): answers.columns.get(str(n), "")
        for n, header in enumerate(grid.headers)
        if header
    }
    told = {**answers.plain, "headers": headers, "columns": {}}
    Matching.objects.update_or_create(
        table=table.code,
        place=place,
        person=person,
        signature=signature(grid.headers),
        defaults={"matching": told},
    )


def ways(table: Table, grid: Grid, answers: Answers) -> dict[str, dict[str, Any]]:
    """Return how each column is read: as our own files write, as its cells prove, or as was answered."""
    found: dict[str, dict[str, Any]] = {}
    declared = {column.key: column for column in table.columns()}
    for name, place in answers.places.items():
        kind = declared[name].kind if name in declared else Kind.TEXT
        said = {key: value for key, value in answers.ways.get(name, {}).items() if value}
        if grid.is_ours:
            found[name] = {
                "order": dates.DMY,
                "fiscal": dates.CALENDAR,
                "decimal": numbers.POINT,
                **said,
            }
        elif kind in DATES:
            proof = dates.order_of(grid.column(place))
            found[name] = {"order": proof if proof != "mixed" else "", **said}
        elif kind in FIGURES:
            proof = numbers.decimal_of(grid.column(place))
            found[name] = {"decimal": proof if proof != "mixed" else "", **said}
    return found


def questions(table: Table, grid: Grid, answers: Answers) -> list[Question]:
    """Return what must be asked of the columns before their cells can be read without guessing."""
    found = []
    declared = {column.key: column for column in table.columns()}
    known = ways(table, grid, answers)
    for name, place in answers.places.items():
        kind = declared[name].kind if name in declared else Kind.TEXT
        cells = grid.column(place)
        if kind in DATES:
            open_ones: dict[str, str] = {}
            for cell in cells:
                if about := dates.is_ambiguous(cell):
                    open_ones.setdefault(about, plain(cell))
            found += [
                Question(name, about, example)
                for about, example in open_ones.items()
                if not known[name].get(about)
            ]
        elif kind in FIGURES and not known[name].get("decimal"):
            example = next((plain(cell) for cell in cells if numbers.is_ambiguous(cell)), "")
            found += [Question(name, "decimal", example)] if example else []
    return found


def tidied(table: Table, grid: Grid, answers: Answers) -> tuple[Grid, Answers]:
    """Return a file as its table means it (``Table.tidy``), with the columns that come of it at the end."""
    places = answers.places
    if table.tidy is None or grid.is_ours:
        return grid, answers
    rows, places, first = [], dict(places), len(grid.headers)
    for number, row in grid.rows:
        told = {name: row[at] for name, at in answers.places.items() if at < len(row)}
        cells = list(row)
        for name, value in table.tidy(told).items():
            at = places.setdefault(name, max([first, *(n + 1 for n in places.values())]))
            cells += [None] * (at + 1 - len(cells))
            cells[at] = value
        rows.append((number, cells))
    columns = {str(at): name for name, at in places.items()}
    return replace(grid, rows=rows), replace(answers, columns=columns)


def strangers(table: Table, grid: Grid, answers: Answers, lists: Lists) -> dict[str, list[str]]:
    """Return the words that no list knows, by column, each once, as they are written."""
    found: dict[str, list[str]] = {}
    grid, answers = tidied(table, grid, answers)
    for column in table.columns():
        place = answers.places.get(column.key)
        if place is None or column.kind not in (Kind.CHOICE, Kind.CHOICES):
            continue
        known, told = lists.meanings[column.key], answers.words.get(column.key, {})
        words: dict[str, str] = {}
        for cell in grid.column(place):
            for word in parts(plain(cell), known) if column.kind == Kind.CHOICES else [plain(cell)]:
                bare = matching.key(word)
                if bare and bare not in known and bare not in told and not missing_kind(word):
                    words.setdefault(bare, word)
        if words:
            found[column.key] = list(words.values())[:LIMIT_WORDS]
    return found


def parts(text: str, known: Mapping[str, str]) -> list[str]:
    """Return the words of a cell that names several; a comma may belong to a name."""
    found = []
    for piece in text.replace("\n", ";").replace("|", ";").split(";"):
        if matching.key(piece) in known or "," not in piece:
            found.append(piece.strip())
        else:
            found += [part.strip() for part in piece.split(",")]
    return [piece for piece in found if piece]


def grid_of(batch: Batch) -> Grid:
    """Return the table in the file of an import."""
    known = [text for texts in spellings(batch.declared).values() for text in texts]
    return grid(batch.source.told, known, batch.sheet)
