"""Reports as people read them: answers in words, states with their tone, terms in working days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from proim.agencies.formulas import Calendar
from proim.agencies.running import urgency
from proim.monitoring.formulas import STATUTORY, Point, curve
from proim.monitoring.models import Period, Report, ReportVersion
from proim.monitoring.workflow import CONTENT, Delivery, Rating, Stage
from proim.ui.formats import percent
from proim.ui.parts import Tone

RATING_TONES: dict[str, Tone] = {
    Rating.GREEN: "success",
    Rating.AMBER: "warning",
    Rating.RED: "danger",
    Rating.NO_DATA: "neutral",
}
STAGE_TONES: dict[str, Tone] = {
    Stage.PENDING: "neutral",
    Stage.DRAFT: "neutral",
    Stage.VALIDATED: "info",
    Stage.SIGNED: "brand",
    Stage.PUBLISHED: "success",
}
DELIVERY_TONES: dict[str, Tone] = {
    Delivery.ON_TIME: "success",
    Delivery.LATE: "warning",
    Delivery.AWAITED: "info",
    Delivery.MISSING: "danger",
}
CHART_WIDTH, CHART_HEIGHT = 240, 48


@dataclass(frozen=True, slots=True)
class Word:
    """A state in a word, with the tone of its badge."""

    text: str
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a report: what was asked and what it says, in the language it was typed in."""

    name: str
    label: str
    text: str
    lang: str = ""  # "" where the answer speaks the language of the page
    tone: Tone | None = None  # of the badge that shows it


def label(name: str) -> str:
    """Return what the field ``name`` is called on screen."""
    return capfirst(str(Report._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def in_words(name: str, value: Any) -> str:
    """Return an answer in words; nothing for none."""
    if value in (None, ""):
        return ""
    if name == "progress":
        return percent(value, 0)
    return rated(value).text if name == "rating" else str(value)


def rated(value: str) -> Word:
    """Return a rating in words."""
    if value not in Rating.values:
        return Word(_("not rated"))
    return Word(capfirst(str(Rating(value).label)), RATING_TONES[value])


def staged(value: str) -> Word:
    """Return a stage in words."""
    return Word(capfirst(str(Stage(value).label)), STAGE_TONES[value])


def delivered(value: str) -> Word:
    """Return a state of delivery in words."""
    return Word(capfirst(str(Delivery(value).label)), DELIVERY_TONES[value])


def answers(said: Mapping[str, Any]) -> list[Answer]:
    """Return the answers that were given, in the order of the screen."""
    return [
        Answer(
            name,
            label(name),
            in_words(name, said.get(name)),
            lang="" if name in ("progress", "rating") else "es",
            tone=rated(said["rating"]).tone if name == "rating" else None,
        )
        for name in CONTENT
        if said.get(name) not in (None, "")
    ]


def due(day: date, on: date, calendar: Calendar = STATUTORY) -> Word:
    """Say how far ``day`` is from ``on`` in working days of ``calendar``, and how urgent that is."""
    return Word(*urgency(day, on, calendar))


def phase(period: Period, day: date) -> Word:
    """Say where a reporting period stands on ``day``."""
    if period.opened_on is None or period.opened_on > day:
        return Word(_("Planned"))
    if day <= period.due_on:
        return Word(_("Receiving reports"), "success")
    if day < period.publish_on:
        return Word(_("Under review by the office"), "info")
    return Word(_("Term of publication over"), "brand")


@dataclass(frozen=True, slots=True)
class Reading:
    """A published report as a line of a project's story."""

    quarter: str
    progress: int
    rating: Word
    is_no_change: bool
    number: int
    published_on: date
    href: str


def readings(versions: Iterable[ReportVersion]) -> list[Reading]:
    """Return the last version of each report, the oldest quarter first.

    ``versions`` come with their report and period, by quarter and number.
    """
    last = {version.report_id: version for version in versions}
    return [
        Reading(
            quarter=version.report.period.quarter,
            progress=version.told["said"]["progress"],
            rating=rated(version.told["said"]["rating"]),
            is_no_change=version.told["is_no_change"],
            number=version.number,
            published_on=version.published_on,
            href=version.report.get_absolute_url(),
        )
        for version in last.values()
    ]


@dataclass(frozen=True, slots=True)
class Chart:
    """A curve of progress: the line as SVG wants it, and its last point."""

    line: str
    end: Point
    width: int = CHART_WIDTH
    height: int = CHART_HEIGHT


def chart(found: list[Reading]) -> Chart | None:
    """Return the curve of the readings; none before there are two."""
    if len(found) < 2:  # noqa: PLR2004  # a line has two ends
        return None
    points = curve([one.progress for one in found], width=CHART_WIDTH, height=CHART_HEIGHT)
    return Chart(" ".join(f"{point.x},{point.y}" for point in points), points[-1])
