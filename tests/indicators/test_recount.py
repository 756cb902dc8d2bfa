"""The figures equal a naive recount that walks over all rows in plain Python."""

from collections import Counter, defaultdict
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proim.agencies.models import Appointment, Role, ScopeEntry
from proim.indicators.measures import measures
from proim.indicators.slots import AsOf
from proim.projects.models import Classification, Project, StageChange
from proim.projects.workflow import COUNTED, Stage
from proim.taxonomy.models import Catalogue, Term
from proim.training.models import CoreMark, Enrolment, Outcome
from proim.training.workflow import Result
from tests.builders.people import START, make_agency, make_user
from tests.builders.projects import make_draft
from tests.builders.taxonomy import make_term
from tests.builders.training import make_course, make_session

pytestmark = pytest.mark.django_db

AGENCIES, PEOPLE, COURSES = 4, 4, 2
LENGTH = 8
day = st.integers(0, LENGTH - 1)
agency, person, course = (st.integers(0, n - 1) for n in (AGENCIES, PEOPLE, COURSES))
stage = st.sampled_from([Stage.DRAFT, Stage.REGISTERED, Stage.CANCELLED, Stage.MERGED])
worlds = st.fixed_dictionaries(
    {
        "scope": st.lists(st.tuples(agency, day, st.booleans()), max_size=8),
        "posts": st.lists(
            st.tuples(person, agency, st.sampled_from(["alternate", "head"]), day, day), max_size=6
        ),
        "core": st.lists(st.tuples(course, day, st.booleans()), max_size=4),
        "results": st.lists(
            st.tuples(person, course, st.sampled_from(["passed", "failed"]), day), max_size=6
        ),
        "projects": st.lists(
            st.tuples(
                agency,
                st.booleans(),
                st.lists(st.tuples(day, stage), max_size=3),
                st.lists(st.tuples(day, st.sampled_from(["E1", "E2"])), max_size=2),
            ),
            max_size=4,
        ),
    }
)


def on(number):
    return START + timedelta(number)


@pytest.fixture
def ground():
    """Make what all worlds share once; what an example adds is taken back."""
    return {
        "agencies": [make_agency(in_scope=False) for _ in range(AGENCIES)],
        "people": [make_user() for _ in range(PEOPLE)],
        "sessions": [
            make_session(make_course(is_core=False), on=START, capacity=100) for _ in range(COURSES)
        ],
        "drafts": [make_draft() for _ in range(4)],
        "terms": {code: make_term(Catalogue.STRATEGY, code) for code in ("E1", "E2")},
    }


def fill(ground, world):
    agencies, people = ground["agencies"], ground["people"]
    for place, since, listed in world["scope"]:
        ScopeEntry.objects.create(
            agency=agencies[place], since=on(since), is_in_scope=listed, ground="C"
        )
    for who, place, role, first, last in world["posts"]:
        Appointment.objects.create(
            person=people[who],
            agency=agencies[place],
            role=role,
            valid_from=on(min(first, last)),
            valid_to=on(max(first, last)),
        )
    for which, since, is_core in world["core"]:
        session = ground["sessions"][which]
        CoreMark.objects.create(course=session.course, since=on(since), is_core=is_core)
    for who, which, result, completed in world["results"]:
        row, _new = Enrolment.objects.get_or_create(
            person=people[who],
            session=ground["sessions"][which],
            defaults={"enrolled_on": START, "result": Result.ENROLLED},
        )
        Outcome.objects.create(enrolment=row, result=result, completed_on=on(completed))
    for number, (place, is_test, stages, classes) in enumerate(world["projects"]):
        project = ground["drafts"][number]
        Project.objects.filter(pk=project.pk).update(
            agency=agencies[place], is_test=is_test, folio=f"P-{number}", registered_on=START
        )
        for since, reached in stages:
            StageChange.objects.create(project=project, since=on(since), stage=reached)
        for since, code in classes:
            Classification.objects.create(
                project=project, since=on(since), strategy=ground["terms"][code]
            )


def then(rows, moment):
    """Return the fact that holds, by the plain rule: the last one up to the day."""
    so_far = [row for row in sorted(rows, key=lambda r: (r.since, r.pk)) if row.since <= moment]
    return so_far[-1] if so_far else None


class Recount:
    """All rows in memory, and the definitions of the figures word by word."""

    def __init__(self):
        def read(queryset, key):
            rows = defaultdict(list)
            for row in queryset.order_by("pk"):
                rows[getattr(row, key)].append(row)
            return rows

        self.entries = read(ScopeEntry.objects, "agency_id")
        self.stages = read(StageChange.objects, "project_id")
        self.classes = read(Classification.objects, "project_id")
        self.marks = read(CoreMark.objects, "course_id")
        self.outcomes = read(Outcome.objects, "enrolment_id")
        self.projects = list(Project.objects.exclude(folio=None).filter(is_test=False))
        self.posts = [post for post in Appointment.objects.all() if post.role != Role.HEAD]
        self.enrolments = list(Enrolment.objects.select_related("session"))
        self.terms = list(Term.objects.of(Catalogue.STRATEGY).order_by("position", "code"))

    def listed(self, agency_id, moment):
        entry = then(self.entries[agency_id], moment)
        return entry is not None and entry.is_in_scope

    def posts_on(self, moment):
        return [
            post
            for post in self.posts
            if post.valid_from <= moment <= post.valid_to and self.listed(post.agency_id, moment)
        ]

    def counts(self, project, moment):
        change = then(self.stages[project.pk], moment)
        return change is not None and change.stage in COUNTED

    def trained(self, enrolment, moment):
        newest = self.outcomes[enrolment.pk][-1]
        done = newest.completed_on
        mark = then(self.marks[enrolment.session.course_id], done)
        return (
            newest.result == Result.PASSED
            and done <= moment
            and mark is not None
            and mark.is_core
            and any(post.person_id == enrolment.person_id for post in self.posts_on(done))
        )

    def figures(self, moment):
        scope = {pk for pk in list(self.entries) if self.listed(pk, moment)}
        counted = [project for project in self.projects if self.counts(project, moment)]
        held = [then(self.classes[project.pk], moment) for project in counted]
        by_strategy = Counter(row.strategy_id for row in held if row)
        now = self.posts_on(moment)
        current = {post.person_id for post in now}
        passed = {row.person_id for row in self.enrolments if self.trained(row, moment)}
        return {
            "coverage": (len(scope & {p.agency_id for p in counted}), len(scope)),
            "liaison_coverage": (len({post.agency_id for post in now}), len(scope)),
            "trained": (len(passed),),
            "current_trained": (len(current & passed), len(current)),
            "strategies": (len(counted), *(by_strategy[term.pk] for term in self.terms)),
        }


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds)
def test_the_figures_are_what_a_walk_over_all_rows_gives(ground, world):
    with transaction.atomic():
        fill(ground, world)
        recount = Recount()
        for moment in map(on, (1, 4, LENGTH - 1)):
            found = {
                measure.source.code: tuple(line.count for line in measure.lines)
                for measure in measures(AsOf(moment))
            }
            expected = recount.figures(moment)
            assert {code: found[code] for code in expected} == expected
        transaction.set_rollback(True)
