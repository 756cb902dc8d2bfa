import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from proim.accounts.models import User
from proim.core.errors import DomainError, TransitionError
from proim.core.workflow import Transition, available, move
from tests.builders.people import make_user

# A life cycle over a text column of people, to have rows at hand.
FLOW = {
    "send": Transition(("draft", "back"), "sent"),
    "return": Transition(("sent",), "back"),
    "accept": Transition(("sent",), "done"),
}
STAGES = ("draft", "sent", "back", "done")


def test_the_arrows_that_leave_a_stage_come_in_the_order_of_the_table():
    assert available(FLOW, "sent") == ["return", "accept"]
    assert available(FLOW, "done") == []


@pytest.mark.django_db
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("name", FLOW)
def test_every_pair_of_stage_and_arrow_moves_or_is_refused(stage, name):
    row = make_user(post=stage)
    if name in available(FLOW, stage):
        move(row, FLOW, name, field="post")
        expected = FLOW[name].target
    else:
        with pytest.raises(TransitionError):
            move(row, FLOW, name, field="post")
        expected = stage
    assert row.post == expected
    row.refresh_from_db()
    assert row.post == expected


@pytest.mark.django_db
def test_the_stored_stage_decides_not_the_remembered_one():
    row = make_user(post="sent")
    remembered = User.objects.get(pk=row.pk)
    move(row, FLOW, "accept", field="post")
    with override("es-mx"), pytest.raises(DomainError, match="Este registro ya avanzó"):
        move(remembered, FLOW, "return", field="post")
    assert remembered.post == "sent"


@pytest.mark.django_db
def test_only_the_row_asked_for_moves():
    row, other = make_user(post="draft"), make_user(post="draft")
    move(row, FLOW, "send", field="post")
    other.refresh_from_db()
    assert other.post == "draft"


@given(st.lists(st.sampled_from(sorted(FLOW)), max_size=12))
def test_any_walk_along_available_arrows_stays_in_the_table(walk):
    stage = "draft"
    for name in walk:
        if name in available(FLOW, stage):
            stage = FLOW[name].target
    assert stage in STAGES
