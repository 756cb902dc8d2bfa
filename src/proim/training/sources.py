"""Figure 2, liaison officers trained, and its companion 2a: persons, never enrolments."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from proim.agencies.models import Appointment, Role
from proim.core.permissions import Actor
from proim.indicators.scope import ScopeList, agency_names
from proim.indicators.slots import AsOf, Cell, Column, Link, Part, Shape, Source
from proim.training.models import CoreMark, Outcome
from proim.training.workflow import Result

PERSON = (
    Column("nombre", _("Name"), is_personal=True),
    Column("ente_publico", _("Public entity")),
    Column("tipo_de_enlace", _("Kind of liaison")),
)
COMPLETION = (
    Column("curso", _("Course")),
    Column("fecha_de_acreditacion", _("Completed on")),
)


@dataclass(slots=True)
class Trained:
    """A person who counts: by which outcome, and as liaison of which agencies on that day."""

    outcome_id: int
    posts: list[tuple[int, str]]  # agency, role


def trained(as_of: AsOf) -> dict[int, Trained]:
    """Return who counts as trained, by person.

    Persons who, up to the day, passed a course that was core on the day they completed it, while
    they were liaison officers, principal or alternate, of an agency in scope on that day. The
    first such completion stands for the person. Four queries.

    Source:
        domain.md 4.3, ficha 2.
    """
    scope, found = ScopeList(as_of.known_at), dict[int, Trained]()
    for outcome_id, person_id, completed, agency_id, role in _passed_in_post(as_of):
        if not scope.holds(agency_id, completed):
            continue
        person = found.setdefault(person_id, Trained(outcome_id, []))
        if person.outcome_id == outcome_id:
            person.posts.append((agency_id, role))
    return found


def _passed_in_post(as_of: AsOf) -> Iterator[tuple[int, int, date, int, str]]:
    """Yield each passed core course with each post as liaison held on the day of completion.

    Joined here and not in the database: it would guess, and guess badly, how many rows fit.
    """
    core, posts = CoreDays(as_of), Posts(as_of)
    passed = Outcome.objects.standing(as_of.known_at).filter(
        result=Result.PASSED, completed_on__lte=as_of.day
    )
    rows = passed.order_by("completed_on", "pk").values_list(
        "pk", "enrolment__person", "completed_on", "enrolment__session__course"
    )
    for outcome, person, completed, course in rows:
        if completed and core.holds(course, completed):
            for agency, role in posts.held_by(person, completed):
                yield outcome, person, completed, agency, role


class CoreDays:
    """Since when which course is core, or no longer; one query."""

    def __init__(self, as_of: AsOf) -> None:
        known = Q(recorded_at__lte=as_of.known_at) if as_of.known_at else Q()
        marks = CoreMark.objects.filter(known).order_by("since", "pk")
        self._marks: dict[int, list[tuple[date, bool]]] = defaultdict(list)
        for course, since, is_core in marks.values_list("course", "since", "is_core"):
            self._marks[course].append((since, is_core))

    def holds(self, course: int, day: date) -> bool:
        """Say whether ``course`` was core on ``day``."""
        stated = [is_core for since, is_core in self._marks[course] if since <= day]
        return bool(stated) and stated[-1]


class Posts:
    """Who was liaison officer of which agency when, as known; one query."""

    def __init__(self, as_of: AsOf) -> None:
        known = Q(recorded_at__lte=as_of.known_at) if as_of.known_at else Q()
        held = Appointment.objects.liaisons().filter(known).order_by("pk")
        self._posts: dict[int, list[tuple[date, date | None, int, str]]] = defaultdict(list)
        columns = ("person", "valid_from", "valid_to", "end_recorded_at", "agency", "role")
        for person, first, last, told, agency, role in held.values_list(*columns):
            ends = None if as_of.known_at and told and told > as_of.known_at else last
            self._posts[person].append((first, ends, agency, role))

    def held_by(self, person: int, day: date) -> list[tuple[int, str]]:
        """Return the agencies and roles of ``person`` on ``day``, in the order of their record."""
        return [
            (agency, role)
            for first, last, agency, role in self._posts[person]
            if first <= day and (last is None or last >= day)
        ]


def current(as_of: AsOf) -> dict[int, list[Appointment]]:
    """Return who is liaison of an agency in scope on the day, by person, principal posts first."""
    scope = ScopeList(as_of.known_at)
    held = Appointment.objects.on(as_of.day, as_of.known_at).liaisons().order_by("pk")
    found: dict[int, list[Appointment]] = {}
    for post in sorted(held, key=lambda row: row.role != Role.LIAISON):
        if scope.holds(post.agency_id, as_of.day):
            found.setdefault(post.person_id, []).append(post)
    return found


def _current_trained(as_of: AsOf) -> dict[int, list[Appointment]]:
    counted = trained(as_of)
    return {person: posts for person, posts in current(as_of).items() if person in counted}


def _count_current(as_of: AsOf) -> dict[str, int]:
    now, counted = current(as_of).keys(), trained(as_of).keys()
    return {"trained_now": len(now & counted), "liaisons": len(now)}


def _trained_rows(as_of: AsOf) -> QuerySet[Any]:
    rows = Outcome.objects.filter(pk__in=[row.outcome_id for row in trained(as_of).values()])
    rows = rows.select_related("enrolment__person", "enrolment__session__course")
    return rows.order_by("completed_on", "pk")


def _post_rows(people: Mapping[int, list[Appointment]]) -> QuerySet[Any]:
    """Return one appointment of each person, who counts once however many posts there are."""
    first = Appointment.objects.filter(pk__in=[posts[0].pk for posts in people.values()])
    return first.select_related("person").order_by("agency__name", "role", "pk")


def _tell_trained(rows: Sequence[Any], as_of: AsOf, reader: Actor) -> list[dict[str, Cell]]:
    counted = trained(as_of)
    posts = [counted[row.enrolment.person_id].posts for row in rows]
    told = _tell_posts(posts, as_of.day)
    return [
        {
            "nombre": row.enrolment.person.full_name,
            **cells,
            "curso": row.enrolment.session.course.title,
            "fecha_de_acreditacion": row.completed_on,
        }
        for row, cells in zip(rows, told, strict=True)
    ]


def _tell_current(rows: Sequence[Any], as_of: AsOf, reader: Actor) -> list[dict[str, Cell]]:
    people = current(as_of)
    posts = [[(post.agency_id, post.role) for post in people[row.person_id]] for row in rows]
    told = _tell_posts(posts, as_of.day)
    return [
        {"nombre": row.person.full_name, **cells} for row, cells in zip(rows, told, strict=True)
    ]


def _tell_posts(people: Sequence[Sequence[tuple[int, str]]], day: date) -> list[dict[str, Cell]]:
    """Write the agencies and kinds of posts, in one query for all people."""
    names = agency_names([agency for posts in people for agency, _role in posts], day)
    return [
        {
            "ente_publico": [
                Link(names[agency].name_then, names[agency].get_absolute_url())
                for agency, _role in posts
            ],
            "tipo_de_enlace": ", ".join(
                dict.fromkeys(str(Role(role).label) for _agency, role in posts)
            ),
        }
        for posts in people
    ]


TRAINED = Source(
    code="trained",
    number="2",
    label=_("Liaison officers trained"),
    unit=_("persons"),
    definition=_(
        "Persons who passed at least one core course while they were liaison officers, principal "
        "or alternate, of a public entity in scope. Each person counts once."
    ),
    shape=Shape.COUNT,
    parts=lambda: (
        Part(
            code="persons",
            label=_("Persons who count as trained liaison officers"),
            columns=(*PERSON, *COMPLETION),
            rows=_trained_rows,
            tell=_tell_trained,
        ),
    ),
    counts=lambda as_of: {"persons": len(trained(as_of))},
)
CURRENT_TRAINED = Source(
    code="current_trained",
    number="2a",
    label=_("Current liaison officers trained"),
    unit=_("per cent of the current liaison officers"),
    definition=_(
        "Of those who are liaison officers of a public entity in scope on the cut-off day, those "
        "who count as trained."
    ),
    shape=Shape.RATIO,
    parts=lambda: (
        Part(
            code="trained_now",
            label=_("Current liaison officers who are trained"),
            columns=PERSON,
            rows=lambda as_of: _post_rows(_current_trained(as_of)),
            tell=_tell_current,
        ),
        Part(
            code="liaisons",
            label=_("Current liaison officers"),
            columns=PERSON,
            rows=lambda as_of: _post_rows(current(as_of)),
            tell=_tell_current,
        ),
    ),
    counts=_count_current,
)
