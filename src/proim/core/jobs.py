"""Work that comes back by the calendar: apps declare it here, whoever keeps time hands it out.

``JOBS.add(Job("monitoring.open_reports", daily(6), tasks.open_reports))`` in ``AppConfig.ready()``.
The tasks take no argument and may run twice or late: after a power cut one run catches up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from proim.core.slots import Slot

Due: TypeAlias = Callable[[datetime], datetime]
WAITS = (1, 5, 15, 60)  # minutes before the second, third, … attempt of a task that failed


@dataclass(frozen=True, slots=True)
class Job:
    """A task and when it is due: ``due(now)`` returns the latest due moment that is not after now."""

    name: str
    due: Due
    task: Any
    waits: tuple[int, ...] = WAITS


@dataclass(frozen=True, slots=True)
class Retried:
    """A task without calendar that is tried again when it fails or its worker dies.

    Tasks that are not listed here (and are no job) stay failed, to be seen on the health page.
    """

    task: Any
    waits: tuple[int, ...] = WAITS


JOBS: Slot[Job] = Slot()
RETRIED: Slot[Retried] = Slot()


def daily(hour: int, minute: int = 0) -> Due:
    """Return when a job of each day is due, in local time."""

    def due(now: datetime) -> datetime:
        day = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return day if day <= now else day - timedelta(days=1)

    return due


def hourly(minute: int = 0) -> Due:
    """Return when a job of each hour is due."""

    def due(now: datetime) -> datetime:
        hour = now.replace(minute=minute, second=0, microsecond=0)
        return hour if hour <= now else hour - timedelta(hours=1)

    return due


def every(minutes: int) -> Due:
    """Return when a job is due that comes every so many minutes, counted from midnight."""

    def due(now: datetime) -> datetime:
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        passed = int((now - midnight) / timedelta(minutes=minutes))
        return midnight + passed * timedelta(minutes=minutes)

    return due


def waits_of(path: str) -> tuple[int, ...]:
    """Return the minutes between the attempts of the task at ``path``; none if it is not retried."""
    for declared in (*JOBS, *RETRIED):
        if declared.task.module_path == path:
            waits: tuple[int, ...] = declared.waits
            return waits
    return ()
