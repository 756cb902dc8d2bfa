from proim.core.workflow import available
from proim.training.workflow import CORRECTIONS, DECIDED, FLOW, PENDING, Result


def test_the_table_is_closed_and_every_result_is_reached():
    stages = {Result.ENROLLED} | {arrow.target for arrow in FLOW.values()}
    assert stages == set(Result)
    assert {source for arrow in FLOW.values() for source in arrow.sources} <= set(Result)


def test_who_has_passed_or_failed_moves_by_correction_only():
    assert available(FLOW, Result.PASSED) == []
    assert available(FLOW, Result.FAILED) == []
    assert {target for target, arrow in CORRECTIONS.items() if Result.PASSED in arrow.sources} == {
        *DECIDED
    }


def test_a_withdrawn_person_can_only_be_enrolled_again():
    assert available(FLOW, Result.WITHDRAWN) == ["enrol", "wait"]
    assert available(FLOW, Result.WAITING) == ["enrol", "withdraw"]
    assert Result.WITHDRAWN not in PENDING
