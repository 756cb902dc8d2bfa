"""The satisfaction survey: once for each person, of nobody, shown when it tells of nobody."""

from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from proim.audit.models import Event
from proim.core.errors import DomainError
from proim.training import actions
from proim.training.formulas import mean
from proim.training.models import Enrolment, Item, Remark, Tally
from proim.training.opinions import opinions_of
from tests.builders.people import make_office, make_user
from tests.builders.training import HELD, make_enrolment, make_session

pytestmark = pytest.mark.django_db
FIVE = dict.fromkeys(Item.values, 5)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = HELD


def answered(session, count, score=5, remark=""):
    for _ in range(count):
        row = make_enrolment(make_user(), session)
        scores = dict.fromkeys(Item.values, score)
        actions.opine(row, scores, remark, on=HELD, by=row.person)


def closed(session):
    for row in session.enrolments.all():
        actions.attend(row, 100, by=None)
    return actions.close_session(session, on=HELD, by=None)


def test_a_person_answers_once_and_only_that_is_kept_of_them():
    row = make_enrolment()
    actions.opine(row, FIVE, "  Más ejemplos  ", on=HELD, by=row.person)
    with pytest.raises(DomainError):
        actions.opine(row, FIVE, on=HELD, by=row.person)

    given = Tally.objects.filter(count__gt=0)
    assert {(t.item, t.score, t.count) for t in given} == {(item, 5, 1) for item in Item.values}
    assert Remark.objects.get().text == "Más ejemplos"
    event = Event.objects.get(verb="training.opine")
    assert "Más" not in str(event.data)
    assert "5" not in str(event.data)
    for model in (Tally, Remark):
        assert not [f for f in model._meta.fields if f.is_relation and f.name != "session"]


def test_an_answer_counts_where_the_tallies_stored_so_far_lack_its_row():
    row = make_enrolment()
    first, *_rest = Item.values
    Tally.objects.create(session=row.session, item=first, score=3, count=4)
    actions.opine(row, FIVE, on=HELD, by=row.person)
    given = Tally.objects.filter(count__gt=0)
    expected = {(item, 5, 1) for item in Item.values} | {(first, 3, 4)}
    assert {(t.item, t.score, t.count) for t in given} == expected


def test_nobody_answers_for_somebody_else_too_early_or_for_a_closed_session():
    row = make_enrolment(session=make_session(ends_on=date(2011, 3, 11)))
    for person in (make_user(), make_office()):
        with pytest.raises(PermissionDenied):
            actions.opine(row, FIVE, on=HELD, by=person)
    with pytest.raises(DomainError):
        actions.opine(row, FIVE, on=HELD, by=row.person)
    row.session.closed_on = HELD
    row.session.save()
    with pytest.raises(PermissionDenied):
        actions.opine(row, FIVE, on=date(2011, 3, 12), by=row.person)


@pytest.mark.parametrize("score", [0, 6, None])
def test_each_question_has_an_answer_from_one_to_five(score):
    row = make_enrolment()
    with pytest.raises(ValidationError) as refused:
        actions.opine(row, {**FIVE, Item.WORK: score}, on=HELD, by=row.person)
    assert set(refused.value.message_dict) == {Item.WORK}
    assert not Tally.objects.exists()
    assert not Enrolment.objects.get().has_opined


def test_who_was_absent_or_waits_has_no_opinion():
    session = make_session(capacity=1)
    absent, waits = make_enrolment(session=session), make_enrolment(session=session)
    actions.attend(absent, 0, by=None)
    for row in (absent, waits):
        with pytest.raises(PermissionDenied):
            actions.opine(row, FIVE, on=HELD, by=row.person)


def test_nothing_is_shown_before_the_close_or_of_fewer_than_five():
    few, enough = make_session(), make_session()
    answered(few, 4, remark="secreto")
    answered(enough, 5, remark="abierto")
    for session in (few, enough):
        found = opinions_of(session)
        assert (found.is_shown, found.items, found.remarks) == (False, [], [])
    assert not opinions_of(closed(few)).is_shown
    found = opinions_of(closed(enough))
    assert found.is_shown
    assert found.remarks == ["abierto"] * 5


def test_neither_page_nor_table_keeps_the_order_in_which_people_answered():
    """The ledger knows that order: a table that kept it too would tell who wrote what."""
    session = make_session()
    said = [f"Comentario {n}" for n in range(8)]
    for n, remark in enumerate(said):
        answered(session, 1, score=n % 5 + 1, remark=remark)
    place = {"sqlite": "rowid", "postgresql": "ctid"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM training_remark ORDER BY {place}")  # noqa: S608
        stored = [text for (text,) in cursor.fetchall()]
    assert sorted(stored) == said
    assert stored == list(Remark.objects.order_by("pk").values_list("text", flat=True))
    assert opinions_of(closed(session)).remarks == stored
    answered_by = Event.objects.filter(verb="training.opine").count()
    assert (answered_by, Tally.objects.count()) == (8, len(Item) * 5)
    counted = Tally.objects.order_by("pk").values_list("item", "score")
    assert list(counted) == [(item, score) for item in Item.values for score in range(1, 6)]


def test_the_keys_of_remarks_are_drawn_anew_with_each_answer():
    session = make_session()
    answered(session, 1, remark="Primero")
    first = Remark.objects.get().pk
    answered(session, 1, remark="Segundo")
    assert first not in Remark.objects.values_list("pk", flat=True)
    assert Remark.objects.count() == 2


def test_the_mean_is_of_all_answers():
    session = make_session()
    answered(session, 4, score=5)
    answered(session, 2, score=2)
    found = opinions_of(closed(session))
    assert found.answers == 6
    assert [(average, counts) for _question, average, counts in found.items] == [
        (Decimal("4.0"), [0, 2, 0, 0, 4])
    ] * len(Item)
    assert mean({1: 1, 2: 1}) == Decimal("1.5")
    assert mean({4: 2, 5: 1}) == Decimal("4.3")
    with pytest.raises(ZeroDivisionError):
        mean({})


def said(response):
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_a_person_answers_on_the_page_and_the_office_reads_the_sums(client):
    session = make_session()
    answered(session, 4)
    row = make_enrolment(make_user(full_name="Ana"), session)
    client.cookies["language"] = "en"
    client.force_login(row.person)
    assert "Answer the survey" in said(client.get(row.get_absolute_url()))
    address = reverse("training:opine", args=[row.code])
    assert "It is anonymous" in said(client.get(address))
    assert "This field is required" in said(client.post(address, {"remark": "x"}))
    typed = {**dict.fromkeys(Item.values, "1"), "remark": "Muy largo"}
    assert "Thank you for your opinion." in said(client.post(address, typed, follow=True))
    assert "You have answered this survey already." in said(client.get(address))

    client.force_login(make_office())
    page = session.get_absolute_url()
    html = said(client.get(page))
    assert "5 people have answered." in html
    assert "Muy largo" not in html
    closed(session)
    html = said(client.get(page))
    assert "5 people answered, from 1 (not at all) to 5 (fully)." in html
    assert "Muy largo" in html
    assert "4.2" in html
    client.logout()
    assert "Muy largo" not in said(client.get(page))


def test_before_the_last_day_the_page_says_when_it_opens(client):
    row = make_enrolment(session=make_session(ends_on=date(2011, 3, 11)))
    client.cookies["language"] = "en"
    client.force_login(row.person)
    address = reverse("training:opine", args=[row.code])
    assert "The survey opens on the last day" in said(client.get(address))
    client.force_login(make_user())
    assert client.get(address).status_code == 404
