"""Three ways to count who is trained, as of any day, each with the records behind it.

Whoever passed a core course is trained; who did so while appointed is what figure 2 counts; who of
those is liaison officer on the day is the companion 2a. Persons, never enrolments: two people of one
name are two, one person of two public entities is one (with a flag).
"""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from proim.agencies.models import Role
from proim.indicators.scope import agency_names
from proim.indicators.slots import AsOf
from proim.training.models import Outcome
from proim.training.sources import CoreDays, current, trained
from proim.training.workflow import Result


class Which(models.TextChoices):
    """The three counts."""

    TRAINED = "trained", pgettext_lazy("people", "trained")
    APPOINTED = "appointed", _("trained while appointed")
    IN_OFFICE = "in_office", _("trained and still in office")


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a count: the completion that counts, and the posts that make it count."""

    outcome: Outcome
    posts: list[tuple[str, str, str]]  # name of the public entity, its address, kind of liaison

    @property
    def is_of_several(self) -> bool:
        """Whether the person is liaison of more than one public entity: counted once."""
        return len({name for name, _href, _role in self.posts}) > 1


def passed(as_of: AsOf) -> dict[int, int]:
    """Return the first passed core course (outcome) of each person, appointed or not; two queries."""
    core, found = CoreDays(as_of), dict[int, int]()
    rows = Outcome.objects.standing(as_of.known_at).filter(
        result=Result.PASSED, completed_on__lte=as_of.day
    )
    columns = ("pk", "enrolment__person", "completed_on", "enrolment__session__course")
    for outcome, person, completed, course in rows.order_by("completed_on", "pk").values_list(
        *columns
    ):
        if completed and core.holds(course, completed):
            found.setdefault(person, outcome)
    return found


def counted(as_of: AsOf) -> dict[Which, dict[int, int]]:
    """Return the outcome of each person, by count. The persons of each are among those of the one before."""
    appointed = {person: told.outcome_id for person, told in trained(as_of).items()}
    now = current(as_of)
    return {
        Which.TRAINED: passed(as_of),
        Which.APPOINTED: appointed,
        Which.IN_OFFICE: {person: pk for person, pk in appointed.items() if person in now},
    }


def rows_of(which: Which, as_of: AsOf, people: dict[int, int]) -> list[Row]:
    """Return the records behind a count, by name; the same queries however many."""
    outcomes = Outcome.objects.filter(pk__in=people.values()).select_related(
        "enrolment__person", "enrolment__session__course"
    )
    posts = _posts(which, as_of, people)
    names = agency_names([agency for held in posts.values() for agency, _role in held], as_of.day)
    return [
        Row(
            outcome,
            [
                (names[agency].name_then, names[agency].get_absolute_url(), str(Role(role).label))
                for agency, role in posts.get(outcome.enrolment.person_id, [])
            ],
        )
        for outcome in outcomes.order_by("enrolment__person__full_name", "pk")
    ]


def _posts(which: Which, as_of: AsOf, people: dict[int, int]) -> dict[int, list[tuple[int, str]]]:
    """Return the posts that count: of the day of completion, or for "in office" of the day asked."""
    if which == Which.IN_OFFICE:
        return {
            person: [(post.agency_id, post.role) for post in held]
            for person, held in current(as_of).items()
        }
    return {
        person: told.posts
        for person, told in trained(as_of).items()
        if told.outcome_id == people.get(person)
    }


def day_of(asked: date | None, today: date) -> date:
    """Return the day to count as of: the one asked, not after today."""
    return min(asked, today) if asked else today
