"""The chain: adding, tampering, the database's own refusal, many at once."""

import json
import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from proim.audit.actions import record
from proim.audit.formulas import GENESIS, chained
from proim.audit.models import Event, Head, verify
from proim.audit.triggers import drop, install
from tests.builders.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger():
    """Three events; returns their sequences, which go on from what building people left."""
    person = make_user()
    return [record("accounts.test", person, by=person, number=n).sequence for n in range(3)]


@pytest.fixture
def unlocked():
    """Lift the triggers, as somebody with all rights on the database could."""
    drop(connection)
    yield
    install(connection)


def test_the_first_event_follows_the_beginning_and_each_other_the_one_before(ledger):
    first, second, third = Event.objects.order_by("sequence")
    assert (first.previous, second.previous, third.previous) == (GENESIS, first.hash, second.hash)
    assert ledger == [1, 2, 3]
    assert verify().broken is None
    assert verify().checked == 3


def test_an_event_holds_who_what_when_and_the_data_as_text(ledger):
    person = make_user(full_name="Ana")
    data = {
        "day": date(2011, 6, 30),
        "at": datetime(2011, 6, 30, 12, tzinfo=UTC),
        "amount": Decimal("10.50"),
        "code": UUID(int=7),
        "person": person,
        "set": {1},
    }
    event = record("accounts.test", person, by=None, changes={"post": ("a", "b")}, **data)
    assert event.actor_id is None
    assert event.data == {
        "amount": "10.50",
        "at": "2011-06-30T12:00:00+00:00",
        "changes": {"post": ["a", "b"]},
        "code": str(UUID(int=7)),
        "day": "2011-06-30",
        "person": {"id": person.pk, "label": "Ana"},
        "set": "{1}",
    }
    assert event.target == f"accounts.user:{person.pk}"
    assert datetime.fromisoformat(event.at).tzinfo is not None


def test_what_is_rolled_back_leaves_no_gap(ledger):
    person = make_user()
    with transaction.atomic():
        record("accounts.test", person, by=person)
        transaction.set_rollback(True)
    assert record("accounts.test", person, by=person).sequence == ledger[-1] + 1
    assert verify().broken is None


OTHER_BODY = json.dumps({"verb": "x.y", "target": "x:1", "by": None, "data": {}})
TAMPERINGS = {
    "at": "2011-01-01T00:00:00.000000+00:00",
    "verb": "accounts.other",
    "target": "accounts.user:999",
    "actor_id": None,
    "body": OTHER_BODY,
    "previous": "f" * 64,
    "hash": "f" * 64,
}


@pytest.mark.parametrize("column", TAMPERINGS)
def test_a_change_of_any_column_is_found_and_named(ledger, unlocked, column):
    Event.objects.filter(sequence=ledger[1]).update(**{column: TAMPERINGS[column]})
    assert verify().broken == ledger[1]


def test_a_changed_number_shows_as_a_gap(ledger, unlocked):
    Event.objects.filter(sequence=ledger[1]).update(sequence=99)
    assert (verify().broken, verify().reason) == (ledger[1], "missing")


def test_a_deleted_event_is_found_wherever_it_was(ledger, unlocked):
    for gone in reversed(ledger):
        Event.objects.filter(sequence=gone).delete()
        assert verify().broken == gone


def test_an_event_rewritten_with_its_own_right_hash_breaks_the_next(ledger, unlocked):
    event = Event.objects.get(sequence=ledger[1])
    told = json.loads(event.body) | {"data": {"number": 7}}
    body = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    right = chained(event.previous, event.sequence, event.at, body)
    Event.objects.filter(pk=event.pk).update(body=body, hash=right)
    assert verify().broken == ledger[2]


def test_a_head_that_was_turned_back_is_found(ledger, unlocked):
    Event.objects.filter(sequence=ledger[2]).delete()
    assert verify().broken == ledger[2]
    Head.objects.all().delete()
    assert verify().broken == ledger[2]


STATEMENTS = [
    "UPDATE audit_event SET verb = 'x'",
    "UPDATE audit_event SET at = at WHERE sequence = 1",
    "DELETE FROM audit_event",
    "DELETE FROM audit_event WHERE sequence = 2",
]
UPSERT = "ON CONFLICT (sequence) DO UPDATE SET verb = 'b'"


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_to_change_or_delete_events(ledger, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert verify().checked == 3


def test_the_database_refuses_to_replace_or_to_empty_the_table(ledger):
    emptying = {
        "postgresql": "TRUNCATE audit_event",
        "sqlite": "DELETE FROM audit_event WHERE 1",
    }[connection.vendor]
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(emptying)
    row = "audit_event (sequence, at, verb, target, body, previous, hash)"
    values = "VALUES (2, 'a', 'b', 'c', 'd', 'e', 'f')"
    replacing = {
        "postgresql": " ".join(["INSERT INTO", row, values, UPSERT]),
        "sqlite": " ".join(["INSERT OR REPLACE INTO", row, values]),
    }[connection.vendor]
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(replacing)
    assert verify().broken is None


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_eight_threads_at_once_leave_one_chain_without_a_gap():
    person = make_user()
    before = Event.objects.count()
    gate = threading.Barrier(8)
    wrong = []

    def write(number: int) -> None:
        try:
            gate.wait()
            for round_ in range(10):
                record("accounts.test", person, by=None, thread=number, round=round_)
        except Exception as error:  # noqa: BLE001 - told to the test, whatever it is
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert verify().broken is None
    assert verify().checked == before + 80
    orders: dict[int, list[int]] = {}
    for event in Event.objects.order_by("sequence"):
        orders.setdefault(event.data["thread"], []).append(event.data["round"])
    assert all(rounds == list(range(10)) for rounds in orders.values())


HOSTILE = [
    "<script>alert(1)</script>",
    "'; DROP TABLE audit_event; --",
    'say "so"\\ and \n break \t it',
    "\x1b[31mred\x1b[0m\r\nfake line",
    "ñandú 🦤 \u202ederecha",
    "{% now 'Y' %} {{ settings.SECRET_KEY }}",
    "a" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_it_was_and_breaks_nothing(text):
    person = make_user()
    event = record("accounts.test", person, by=person, changes={"post": (text, "")}, note=text)
    event.refresh_from_db()
    assert event.data["note"] == text
    assert verify().broken is None
