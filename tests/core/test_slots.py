import pytest

from proim.core.slots import Slot


def test_a_slot_keeps_the_order_and_each_item_once():
    slot = Slot()
    for item in ("b", "a", "b"):
        slot.add(item)
    assert list(slot) == ["b", "a"]
    assert len(slot) == 2


def test_two_slots_share_nothing():
    first, second = Slot(), Slot()
    first.add("x")
    assert list(second) == []


def test_a_slot_offers_no_way_to_take_out_what_another_app_put_in():
    slot = Slot()
    slot.add("x")
    with pytest.raises(AttributeError):
        slot.remove("x")
