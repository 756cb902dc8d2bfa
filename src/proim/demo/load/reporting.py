"""The quarterly reports: asked for, written, signed, published; some late, some missing."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from proim.core.quarters import Quarter
from proim.core.working_days import add_working_days
from proim.demo.load.files import REPORTS, Told, read
from proim.demo.load.world import COORDINATION, REVIEW, Step, World, chance
from proim.monitoring import actions
from proim.monitoring.formulas import Dates, default_dates
from proim.monitoring.models import Period, Report

WORDS = {
    "progress": "progress",
    "rating": "rating",
    "rationale_es": "rationale",
    "achievements_es": "achievements",
    "deviations_es": "deviations",
    "risks_es": "risks",
    "support_es": "support",
    "next_commitments_es": "commitments",
}
EARLY = 6  # reports that come on time come on one of so many working days, the due day the last
DELIVERED = ("on_time", "late", "given_back")


def reports(world: World) -> Iterator[Step]:
    """Tell what happens in each reporting period, and when."""
    for name in REPORTS:
        book = read(name)
        quarter = Quarter.parse(book["quarter"])
        dates, by = default_dates(quarter.next.first_day), world.people[COORDINATION]
        asked = quarter.last_day
        yield Step(asked, partial(actions.schedule, quarter, by=by, on=asked))
        yield Step(dates.opens_on, partial(_open, quarter, dates.opens_on, by))
        for told in book["reports"]:
            if told["delivery"] != "missing":
                yield from _Story(told, book, dates, world).steps()


def _open(quarter: Quarter, day: date, by: Any) -> None:
    actions.open_period(Period.objects.get(quarter=quarter.code), by=by, on=day)


class _Story:
    """What happens to one report."""

    def __init__(self, told: Told, book: Told, dates: Dates, world: World) -> None:
        self.told, self.book, self.dates, self.world = told, book, dates, world
        self.key, self.delivery = told["project"], told["delivery"]
        self.office = world.people[REVIEW]
        early = add_working_days(dates.due_on, -chance(self.key, EARLY))
        self.signed_on = add_working_days(dates.due_on, told.get("days_late", 0))
        if "days_late" not in told:
            self.signed_on = early
        self.written_on = max(add_working_days(self.signed_on, -2), dates.opens_on)

    def steps(self) -> Iterator[Step]:
        """Tell what happens, and when."""
        validated_on = max(add_working_days(self.signed_on, -1), self.written_on)
        if self.told.get("no_change"):
            yield self._step(actions.state_no_change, validated_on, self._liaison)
        else:
            said = {WORDS[name]: value for name, value in self.told.items() if name in WORDS}
            yield self._step(actions.edit, self.written_on, self._liaison, said)
            if self.delivery != "not_validated":
                yield self._step(actions.validate, validated_on, self._liaison)
        if self.delivery in DELIVERED:
            yield from self._after_signing()

    def _after_signing(self) -> Iterator[Step]:
        yield self._step(actions.sign, self.signed_on, self._head)
        published_on = self.book["published_on"]
        if self.delivery == "given_back":
            comment = self.told["comment"]
            yield self._step(actions.give_back, published_on, self._office, comment)
        elif self.key in self.book.get("published", [self.key]):
            yield self._step(actions.publish, published_on, self._office)
        if correction := self.told.get("correction"):
            yield from self._corrected(correction)

    def _corrected(self, told: Told) -> Iterator[Step]:
        day = told["corrected_on"]
        said = {WORDS[name]: value for name, value in told.items() if name in WORDS}
        correct = partial(actions.correct, reason=told["reason"])
        yield self._step(correct, day, self._office)
        yield self._step(actions.edit, day, self._liaison, said)
        yield self._step(actions.validate, day, self._liaison)
        yield self._step(actions.sign, add_working_days(day, 1), self._head)
        yield self._step(actions.publish, add_working_days(day, 2), self._office)

    def _step(
        self, action: Callable[..., object], day: date, who: Callable[[], Any], *more: object
    ) -> Step:
        def run() -> None:
            project = self.world.projects[self.key]
            report = Report.objects.get(project=project, period__quarter=self.book["quarter"])
            action(report, *more, by=who(), on=day)

        return Step(day, run)

    def _liaison(self) -> Any:
        return self.world.liaison(self.world.projects[self.key].agency.key)

    def _head(self) -> Any:
        return self.world.head(self.world.projects[self.key].agency.key)

    def _office(self) -> Any:
        return self.office
