"""The slip chart: what was forecast when, how it moved, when the slip was admitted. Pure functions on dates.

For showing and asking, not for forecasting: on New York's capital projects a project's own drift foretold nothing
(portfolio.md, decision 4).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, pairwise
from statistics import median
from typing import NamedTuple

ENOUGH_FOR_DRIFT = 3  # reports


class Forecast(NamedTuple):
    """What was reported on a day as the day of the finish."""

    reported_on: date
    finish_on: date


def last_of_each_day(forecasts: Iterable[Forecast]) -> list[Forecast]:
    """Return the forecasts by day of report; of several on one day the one given last stands."""
    by_day = {forecast.reported_on: forecast for forecast in forecasts}
    return [by_day[day] for day in sorted(by_day)]


@dataclass(frozen=True, slots=True)
class Slips:
    """What the forecasts of one milestone tell, against its baseline. Units: calendar days.

    Source:
        Milestone trend analysis; portfolio.md 1.3.
    """

    baseline: date
    forecasts: Sequence[Forecast]  # by day of report, one a day; see ``last_of_each_day``

    @property
    def slip(self) -> int | None:
        """Days from the baseline to the last forecast; negative is early, ``None`` without a report."""
        return (self.forecasts[-1].finish_on - self.baseline).days if self.forecasts else None

    @property
    def since_first(self) -> int | None:
        """Days from the first forecast to the last."""
        if not self.forecasts:
            return None
        return (self.forecasts[-1].finish_on - self.forecasts[0].finish_on).days

    @property
    def moves(self) -> list[int]:
        """Days by which each report moved the forecast, reports without a move left out."""
        steps = ((b.finish_on - a.finish_on).days for a, b in pairwise(self.forecasts))
        return [step for step in steps if step]

    @property
    def drift(self) -> Fraction | None:
        """Days of slip per day that passes: 0 is stable, 1 recedes as fast as time passes.

        The slope of Theil (1950) and Sen (1968), the median of all slopes, from three reports on; the
        difference of two; ``None`` with fewer.
        """
        if len(self.forecasts) < 2:  # noqa: PLR2004  a slope needs two points
            return None
        return median(
            Fraction((b.finish_on - a.finish_on).days, (b.reported_on - a.reported_on).days)
            for a, b in combinations(self.forecasts, 2)
        )

    @property
    def is_drift_of_few(self) -> bool:
        """Whether the drift is only the difference of two reports."""
        return len(self.forecasts) < ENOUGH_FOR_DRIFT

    @property
    def meets_today_on(self) -> date | None:
        """The day on which the finish would be reached if the drift went on; ``None``: never at this pace.

        T = (F - s · t) / (1 - s) from the last report t with its forecast F, for a drift s below 1.
        """
        drift = self.drift
        if drift is None or drift >= 1:
            return None
        last = self.forecasts[-1]
        ahead = Fraction((last.finish_on - last.reported_on).days) / (1 - drift)
        return last.reported_on + timedelta(days=round(ahead))

    def lead(self, tolerance: int = 0) -> int | None:
        """Return how many days before the baseline date a slip above ``tolerance`` days was first reported.

        Negative: it was admitted after the date had passed. ``None``: no such slip was reported.
        """
        late = (
            forecast.reported_on
            for forecast in self.forecasts
            if (forecast.finish_on - self.baseline).days > tolerance
        )
        admitted = next(late, None)
        return None if admitted is None else (self.baseline - admitted).days


class FaultyForecastError(ValueError):
    """A forecast that cannot be true on the day on which it is reported; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


PAST_FORECAST, FUTURE_FINISH = "past_forecast", "future_finish"


def check(reported_on: date, finish_on: date, *, is_done: bool) -> None:
    """Refuse what cannot be true: an open milestone forecast for the past, or done after the day of the report.

    Raises:
        FaultyForecastError: with the code ``past_forecast`` or ``future_finish``.

    Source:
        portfolio.md 1.3: "forecast in the past for an open milestone is rejected at entry", "done with a date
        later than the report date rejected".
    """
    if is_done and finish_on > reported_on:
        raise FaultyForecastError(FUTURE_FINISH)
    if not is_done and finish_on < reported_on:
        raise FaultyForecastError(PAST_FORECAST)
