"""What a hand-over tells of what is open for the person who leaves."""

from datetime import date

import pytest

from proim.agencies import actions
from proim.agencies.handovers import open_in
from proim.agencies.models import Appointment, Role
from proim.change_groups import actions as groups
from proim.change_groups.models import Agreement
from proim.referrals.workflow import Stage
from tests.builders.change_groups import make_group, make_group_member, make_held, make_planned
from tests.builders.people import make_agency, make_member, make_office
from tests.builders.referrals import SENT, make_question, make_referral, make_seat, make_target

pytestmark = pytest.mark.django_db
TODAY = date(2011, 4, 1)


@pytest.fixture(autouse=True)
def _on_a_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def agency():
    return make_agency()


@pytest.fixture
def leaving(agency):
    """Return the post that is handed over."""
    person = make_member(Role.LIAISON, agency, full_name="Rosalía Cardeña")
    return Appointment.objects.select_related("person", "agency").get(person=person)


def titles(post):
    """Return what is told as open in ``post``: titles by kind."""
    found = {kind.label: [one.title for one in kind.things] for kind in open_in(post, TODAY)}
    return {label: things for label, things in found.items() if "su cargo" in label}


def test_agreements_and_actions_of_who_leaves_are_told_until_they_are_done(agency, leaving):
    group = make_group(agency)
    member, other = make_group_member(group, leaving.person), make_group_member(group)
    agreement = Agreement(text="Publicar el aviso", owner=member, due_on=TODAY)
    agreement.meeting = make_held(group)
    agreement.meeting.agreements.update(owner=other)  # what a colleague promised is not theirs
    groups.agree(agreement, by=None)
    planned = make_planned(group, owner=member, text="Medir las filas")
    dropped = make_planned(group, owner=member, text="Otra")
    groups.drop(dropped, "Ya no hace falta", on=TODAY, by=None)
    make_planned(group, owner=other, text="De otra persona")
    assert titles(leaving) == {
        "Acuerdos del grupo de cambio a su cargo": ["Publicar el aviso"],
        "Acciones del plan de trabajo a su cargo": ["Medir las filas"],
    }
    groups.fulfil(agreement, "Publicado", on=TODAY, by=None)
    groups.finish(planned, "Medidas", on=TODAY, by=None)
    assert titles(leaving) == {}


def test_what_somebody_has_in_the_group_of_another_entity_or_a_dissolved_one_is_no_part_of_it(
    agency, leaving
):
    group = make_group()
    make_planned(group, owner=make_group_member(group, leaving.person))
    ended = make_group(agency)
    make_planned(ended, owner=make_group_member(ended, leaving.person))
    groups.dissolve(ended, "Se reorganiza", on=TODAY, by=None)
    assert titles(leaving) == {}


def test_a_long_text_is_told_in_short(agency, leaving):
    group = make_group(agency)
    make_planned(group, owner=make_group_member(group, leaving.person), text="Medir " * 80)
    (title,) = titles(leaving)["Acciones del plan de trabajo a su cargo"]
    assert len(title) == 150
    assert title.endswith("…")


def test_referrals_are_told_by_their_folio_while_the_target_owes_an_answer(agency, leaving):
    seat = make_seat(make_target(agency), leaving.person)
    question = make_question(title="Algo reservado de otro ente")
    case = make_referral(question, seat)
    make_referral(make_question(), seat, stage=Stage.ATTENDED)
    make_referral(make_question(), make_seat(seat.target, make_member(Role.ALTERNATE, agency)))
    elsewhere = make_seat(make_target(), leaving.person)
    make_referral(make_question(), elsewhere)
    assert titles(leaving) == {"Canalizaciones a su cargo": [case.folio]}
    (told,) = [kind for kind in open_in(leaving, TODAY) if kind.label.startswith("Canalizaciones")]
    (thing,) = told.things
    assert "reservado" not in f"{thing.title} {thing.note} {thing.href}"
    assert thing.due_on == case.due_on > SENT


def test_the_page_tells_them_to_the_people_of_the_agency_and_their_number_to_the_office(
    client, agency, leaving
):
    group = make_group(agency)
    make_planned(group, owner=make_group_member(group, leaving.person))
    case = make_referral(make_question(), make_seat(make_target(agency), leaving.person))
    handover = actions.open_handover(leaving, by=None)
    client.force_login(make_member(Role.HEAD, agency))
    page = client.get(handover.get_absolute_url()).content.decode()
    assert f'href="{group.get_absolute_url()}plan/"' in page
    assert f"<li>{case.folio}" in page
    client.force_login(make_office())
    page = client.get(handover.get_absolute_url()).content.decode()
    assert "Canalizaciones a su cargo (1)" in page
    assert case.folio not in page


def test_what_is_open_takes_as_many_queries_whatever_there_is(agency, leaving, queries):
    group = make_group(agency)
    member = make_group_member(group, leaving.person)
    seat = make_seat(make_target(agency), leaving.person, capacity=50)

    def more():
        meeting = make_held(group)
        meeting.agreements.update(owner=member)
        make_planned(group, owner=member)
        make_referral(make_question(), seat)

    more()
    with queries() as few:
        open_in(leaving, TODAY)
    for _one in range(3):
        more()
    with queries() as many:
        found = open_in(leaving, TODAY)
    assert sum(len(kind.things) for kind in found) == 12
    assert len(many) == len(few)
