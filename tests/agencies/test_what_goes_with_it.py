"""What becomes of an entity's sector and change group when it ends; projects and posts: tests/projects."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from proim.agencies import actions
from proim.agencies.models import Agency, Role, SuccessionKind
from proim.agencies.tracing import trace
from proim.change_groups import actions as groups
from proim.core.errors import TransitionError
from tests.builders.change_groups import make_endorsed, make_group
from tests.builders.people import make_agency, make_member, make_office

pytestmark = pytest.mark.django_db
SINCE, LAST = date(2011, 10, 3), date(2011, 10, 2)
ABSORB, WIND_UP = SuccessionKind.ABSORB, SuccessionKind.WIND_UP


@pytest.fixture(autouse=True)
def _on_a_day(settings):
    settings.TODAY = date(2011, 12, 15)


@pytest.fixture
def head():
    return make_agency(name="Secretaría Cabeza", acronym="SC")


def plan(kind, agency, *successors, **told):
    return actions.Plan(kind, [agency], successors, SINCE, "Decreto", **told)


def moved(deed, code, actor):
    """Return what the trace tells of one kind: title, from, to."""
    labels = {"sector": "Entes públicos de su sector", "groups": "Grupo de cambio"}
    found = [kind for kind in trace(deed, actor).moved if kind.label == labels[code]]
    return [(one.title, one.origin, one.agency) for kind in found for one in kind.went]


def test_the_sector_passes_on_and_stays_what_it_was_before(head):
    below, into, office = make_agency(sector=head, name="Instituto"), make_agency(), make_office()
    actions.rename(below, since=date(2011, 11, 1), name="Instituto Nuevo", by=None)
    deed = actions.reorganize(plan(ABSORB, head, into), by=office)
    below.refresh_from_db()
    assert (below.sector, below.name) == (into, "Instituto Nuevo")
    assert below.version_on(LAST).sector == head
    assert (below.version_on(SINCE).sector, below.version_on(SINCE).name) == (into, "Instituto")
    assert moved(deed, "sector", office) == [("Instituto Nuevo", head, into)]


def test_one_of_the_sector_that_takes_it_over_heads_itself(head):
    into, other = make_agency(sector=head, name="A"), make_agency(sector=head, name="B")
    deed = actions.reorganize(plan(ABSORB, head, into), by=make_office())
    sectors = {row.pk: row.sector for row in Agency.objects.filter(pk__in=[into.pk, other.pk])}
    assert sectors == {into.pk: None, other.pk: into}
    assert moved(deed, "sector", None) == [("A", head, None), ("B", head, into)]


def test_one_that_began_under_it_later_is_moved_from_its_own_first_day(head):
    late = make_agency(sector=head, since=date(2011, 11, 1))
    into = make_agency()
    actions.reorganize(plan(ABSORB, head, into), by=make_office())
    late.refresh_from_db()
    assert late.sector == into
    assert late.version_on(SINCE) is None


def test_a_sector_is_left_to_nobody_only_if_somebody_says_so(head):
    below, heir, office = make_agency(sector=head), make_agency(), make_office()
    with pytest.raises(ValidationError, match="quedaría sin"):
        actions.reorganize(plan(WIND_UP, head), by=office)
    actions.reorganize(plan(WIND_UP, head, heir=heir), by=office)
    below.refresh_from_db()
    assert below.sector == heir


@pytest.mark.parametrize("kind", [ABSORB, WIND_UP])
def test_a_change_group_ends_with_its_entity_and_says_why(head, kind):
    group, office = make_group(head), make_office()
    successors = [make_agency()] if kind == ABSORB else []
    deed = actions.reorganize(plan(kind, head, *successors), by=office)
    group.refresh_from_db()
    assert (group.dissolved_on, group.agency) == (SINCE, head)
    assert "dejó de existir" in group.reason
    assert "Decreto" in group.reason
    assert moved(deed, "groups", office) == [(str(group), head, None)]


def test_a_group_is_ended_once_and_by_the_office(head):
    group = make_group(head)
    liaison = make_member(Role.LIAISON, head)
    with pytest.raises(PermissionDenied):
        groups.end_with_agency(group, since=SINCE, ground="Decreto", by=liaison)
    office = make_office()
    groups.end_with_agency(group, since=SINCE, ground="Decreto", by=office)
    with pytest.raises(TransitionError):
        groups.end_with_agency(group, since=SINCE, ground="Decreto", by=office)


def test_an_initiative_that_the_group_endorsed_begins_in_the_entity_that_follows(head):
    into = make_agency()
    initiative = make_endorsed(make_group(head))
    liaison, stranger = make_member(Role.LIAISON, into), make_member(Role.LIAISON)
    actions.reorganize(plan(ABSORB, head, into), by=make_office())
    with pytest.raises(PermissionDenied):
        groups.start_project(initiative, on=date(2011, 12, 15), by=stranger)
    started = groups.start_project(initiative, on=date(2011, 12, 15), by=liaison)
    assert started.project.agency == into
