"""The screens: what each shows, what survives wrong input, and that lists cost the same for one and for many."""

import pytest
from django.urls import reverse

from proim.agencies.models import Programme, Role
from proim.projects.models import Publication
from proim.referrals import actions
from proim.referrals.models import Choice, Kind, Referral, RuleVersion, Sending
from proim.referrals.workflow import Stage
from tests.builders.people import make_member, make_office
from tests.builders.projects import make_project
from tests.builders.referrals import (
    SENT,
    make_question,
    make_referral,
    make_rule,
    make_seat,
    make_target,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day(settings):
    settings.TODAY = SENT


@pytest.fixture
def office(client):
    person = make_office()
    client.force_login(person)
    return client


def refer_url(subject, kind="project"):
    return reverse("referrals:refer", args=[kind, subject.code])


def test_one_press_accepts_and_another_one_corrects(office):
    first, second = make_seat(), make_seat()
    make_rule(first.target, words=["licencia"])
    for seat, choice in ((first, Choice.ACCEPTED), (second, Choice.CORRECTED)):
        project = make_project()
        said = {"request": "Revisen.", "seat": seat.pk, "seen": first.pk}
        answer = office.post(refer_url(project), said)
        referral = Referral.objects.get(project=project)
        assert answer.url == referral.get_absolute_url()
        assert referral.sendings.get().choice == choice
        assert referral.sendings.get().reason in office.get(answer.url).content.decode()
        actions.accept(referral, by=None)  # so that the load stays even for the next one


@pytest.mark.parametrize(
    "wrong",
    [{}, {"seat": "x"}, {"seat": "999999"}, {"seat": "-1", "seen": "-1"}, {"request": "a" * 4001}],
)
def test_hostile_input_is_told_and_nothing_typed_is_lost(office, wrong):
    seat = make_seat()
    said = {"request": "Palabras que no se pierden", "seat": seat.pk, "seen": 0, **wrong}
    if not wrong:
        said["request"] = " "
    answer = office.post(refer_url(make_project()), said)
    assert answer.status_code == 200
    assert not Sending.objects.exists()
    assert wrong.get("request", said["request"]) in answer.content.decode()


def test_a_draft_and_what_does_not_exist_are_not_referred(office):
    assert (
        office.get(reverse("referrals:refer", args=["idea", make_project().code])).status_code
        == 404
    )


def test_a_rule_is_tried_before_it_is_saved(office):
    seat = make_seat()
    make_referral(make_project(), seat)
    said = {"name_es": "licencias", "place": 1, "target": seat.target.code, "words": "LICENCIA\n"}
    tried = office.post(reverse("referrals:add_rule"), {**said, "try": "1"})
    assert tried.context["trial"].decided == tried.context["trial"].same == 1
    assert not RuleVersion.objects.exists()
    office.post(reverse("referrals:add_rule"), said)
    version = RuleVersion.objects.get()
    assert version.conditions["words"] == ["licencia"]
    edited = {**said, "place": 2, "words": "permiso"}
    office.post(reverse("referrals:edit_rule", args=[version.rule.code]), edited)
    office.post(reverse("referrals:switch_rule", args=[version.rule.code]))
    assert [v.is_on for v in version.rule.versions.order_by("pk")] == [True, True, False]


def test_a_rule_needs_a_condition_and_says_so(office):
    said = {"name_es": "todo", "place": 1, "target": make_target().code}
    answer = office.post(reverse("referrals:add_rule"), said)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not RuleVersion.objects.exists()


def test_feedback_counts_what_was_accepted_corrected_and_given_back(office):
    first, second = make_seat(), make_seat()
    make_rule(first.target, words=["licencia"])
    make_referral(make_project(), first)
    make_referral(make_project(), first, stage=Stage.RETURNED)
    make_referral(make_project(), second)
    make_referral(make_question(), second)
    told = office.get(reverse("referrals:feedback")).context
    score = told["scores"][0]
    assert (score.proposed, score.accepted, score.corrected, score.returned) == (3, 2, 1, 1)
    assert (told["by_hand"], told["whole"].proposed) == (1, 3)
    assert str(score.rate) == "66.7"


def test_a_project_page_shows_anybody_the_marker_and_no_reason_nor_person(client):
    seat = make_seat()
    project = make_project()
    referral = make_referral(project, seat)
    page = client.get(project.get_absolute_url()).content.decode()
    assert str(seat.target) in page
    assert str(seat.person) not in page
    assert referral.sendings.get().reason_es not in page
    client.force_login(make_member(Role.LIAISON, project.agency))
    assert (
        referral.sendings.get().reason_es in client.get(project.get_absolute_url()).content.decode()
    )


def test_the_target_reads_the_case_while_it_is_open_and_not_the_whole_record(client):
    seat = make_seat()
    secret = {"publication": Publication.RESERVED, "reserved_ground": "Artículo 183"}
    project = make_project(**secret, problem_es="Un problema que se lee mientras está abierto.")
    referral = make_referral(project, seat)
    client.force_login(seat.person)
    assert project.problem_es in client.get(referral.get_absolute_url()).content.decode()
    assert client.get(project.get_absolute_url()).status_code == 404
    for verb, more in (("accept", ()), ("attend", ("Sí.",)), ("close", ())):
        getattr(actions, verb)(referral, *more, by=None)
    assert project.problem_es not in client.get(referral.get_absolute_url()).content.decode()


def test_a_list_shows_what_its_pages_show_and_costs_the_same_for_one_and_for_many(client, queries):
    seat = make_seat()
    make_referral(make_project(), seat)
    make_referral()  # somebody else's
    client.force_login(seat.person)
    path = reverse("referrals:list")
    client.get(path)
    with queries() as few:
        assert client.get(path).context["page"].paginator.count == 1
    for _ in range(3):
        make_referral(make_project(), seat)
        make_referral(make_question(), seat)
    with queries() as many:
        found = client.get(path).context["page"]
    assert found.paginator.count == 7
    assert len(few) == len(many)
    assert all(client.get(one.get_absolute_url()).status_code == 200 for one in found)


def test_the_office_and_who_stands_in_see_what_waits(office):
    owner = Programme.get().owner
    colleague = make_member(Role.OFFICE, owner)
    make_referral(seat=make_seat(make_target(owner, kind=Kind.OFFICE), colleague))
    returned = make_referral(stage=Stage.RETURNED)
    question = make_question()
    page = office.get(reverse("portal:work")).content.decode()
    assert returned.title in page
    assert question.title in page
    office.force_login(colleague)
    assert 'id="attend"' in office.get(reverse("portal:work")).content.decode()


def test_a_liaison_asks_and_reads_the_answer(client):
    liaison = make_member(Role.LIAISON)
    client.force_login(liaison)
    said = {
        "agency": liaison.appointments.get().agency.key,
        "title": "¿Quién?",
        "text": "¿Quién mide?",
    }
    answer = client.post(reverse("referrals:ask"), said)
    question = liaison.appointments.get().agency.questions.get()
    assert answer.url == question.get_absolute_url()
    make_referral(question, stage=Stage.ATTENDED)
    assert "Use la guía de mejora." in client.get(answer.url).content.decode()
    assert (
        client.post(reverse("referrals:ask"), {**said, "text": ""}).context["form"].errors["text"]
    )
