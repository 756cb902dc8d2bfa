from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from proim.accounts.http import Request
from proim.core.http import paginate
from proim.core.quarters import Quarter
from proim.indicators.exports import record_lines, table_lines
from proim.indicators.forms import CutOff, QuarterChoice
from proim.indicators.measures import Line, Measure, Records, find, measures, records
from proim.indicators.slots import Cell, Link, Part, Shape, Source
from proim.ui.formats import day, percent
from proim.ui.parts import Bar


@login_not_required
@require_GET
def table(request: Request) -> HttpResponse:
    """Show the programme's table as of a day, each figure a link to its records."""
    cut_off = CutOff(request.GET)
    as_of = cut_off.as_of
    context = {
        "cut_off": cut_off,
        "quarters": QuarterChoice(as_of),
        "as_of": as_of,
        "query": urlencode(cut_off.query),
        "quarter": _quarter_that_ends(as_of.day),
        "sections": [_section(measure, cut_off.query) for measure in measures(as_of)],
    }
    return render(request, "indicators/table.html", context)


@login_not_required
@require_GET
def table_csv(request: Request) -> HttpResponseBase:
    """Give the table as a file."""
    as_of = CutOff(request.GET).as_of
    return _file(table_lines(measures(as_of), as_of.day), f"indicadores_{as_of.day}.csv")


@login_not_required
@require_GET
def rows(request: Request, source: str, part: str) -> HttpResponse:
    """List the records behind one number; ``?all`` puts them on one page, for print."""
    cut_off = CutOff(request.GET)
    found, listed = _find(source, part)
    behind = records(listed, cut_off.as_of, request.user)
    whole = "all" in request.GET
    page = None if whole else paginate(request, behind.visible)
    shown = list(behind.visible if page is None else page)
    cells = behind.cells(shown)
    context = {
        "source": found,
        "part": listed,
        "as_of": behind.as_of,
        "query": urlencode(cut_off.query),
        "behind": behind,
        "total": _total(behind, page, shown) + behind.hidden,
        "lines": [list(zip(behind.columns, map(_shown, line), strict=True)) for line in cells],
        "page": page,
    }
    return render(request, "indicators/rows.html", context)


@login_not_required
@require_GET
def rows_csv(request: Request, source: str, part: str) -> HttpResponseBase:
    """Give the records behind one number as a file."""
    as_of = CutOff(request.GET).as_of
    lines = record_lines(records(_find(source, part)[1], as_of, request.user))
    return _file(lines, f"{source}_{part}_{as_of.day}.csv")


def _find(source: str, part: str) -> tuple[Source, Part]:
    try:
        return find(source, part)
    except LookupError:
        raise Http404 from None


def _total(behind: Records, page: "Page[object] | None", shown: list[object]) -> int:
    return page.paginator.count if page else len(shown)


def _file(lines: Iterator[str], name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _quarter_that_ends(last: date) -> Quarter | None:
    quarter = Quarter.of(last)
    return quarter if quarter.last_day == last else None


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of the table and the address of its records."""

    line: Line
    href: str


@dataclass(frozen=True, slots=True)
class Section:
    """One indicator of the table, laid out for the page."""

    measure: Measure
    first: Counted
    whole: Counted | None
    slices: list[Counted]

    @property
    def source(self) -> Source:
        return self.measure.source

    @property
    def is_breakdown(self) -> bool:
        return self.source.shape is Shape.BREAKDOWN

    @property
    def is_companion(self) -> bool:
        """Whether it only stands beside a figure ("1a" beside "1")."""
        return not self.source.number.isdigit()

    @property
    def bars(self) -> list[Bar]:
        return [
            Bar(each.line.part.label, each.line.count, each.href, percent(each.line.share))
            for each in self.slices
        ]


def _section(measure: Measure, query: dict[str, str]) -> Section:
    code, asked = measure.source.code, f"?{urlencode(query)}" if query else ""

    def counted(line: Line) -> Counted:
        return Counted(line, reverse("indicators:rows", args=[code, line.part.code]) + asked)

    whole = counted(measure.whole) if measure.whole else None
    return Section(measure, counted(measure.first), whole, [*map(counted, measure.slices)])


def _shown(cell: Cell) -> list[Link]:
    """Write a cell for the page: words, some of which open a record."""
    items = cell if isinstance(cell, list) else [cell]
    return [item if isinstance(item, Link) else Link(_word(item), "") for item in items]


def _word(value: Any) -> Any:
    return day(value) if isinstance(value, date) else "" if value is None else value
