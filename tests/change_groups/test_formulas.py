"""Level and areas, by hand."""

from datetime import date

import pytest

from proim.change_groups.formulas import Level, Standing, covered, level, standing

APPROVED = date(2011, 2, 1)
MET = date(2011, 3, 10)


@pytest.mark.parametrize(
    ("met", "day", "expected"),
    [
        ([], date(2011, 1, 31), None),
        ([], APPROVED, Level.CONSTITUTED),
        ([], date(2011, 6, 30), Level.CONSTITUTED),  # its first whole quarter is not over
        ([], date(2011, 7, 1), Level.INACTIVE),
        ([MET], date(2011, 3, 9), Level.CONSTITUTED),  # as of the day before
        ([MET], MET, Level.ACTIVE),
        ([MET], date(2011, 6, 30), Level.ACTIVE),
        ([MET], date(2011, 7, 1), Level.INACTIVE),
        ([MET, date(2011, 8, 1)], date(2011, 8, 1), Level.ACTIVE),  # it can come back
        ([date(2010, 12, 31)], date(2011, 3, 31), Level.ACTIVE),  # over the turn of the year
    ],
)
def test_level(met, day, expected):
    assert level(APPROVED, met, day) == expected


def test_four_areas_are_shown_whoever_is_there():
    assert covered(["ict", "other", "ict"]) == [
        ("planning", False),
        ("evaluation", False),
        ("ict", True),
        ("human_resources", False),
    ]


@pytest.mark.parametrize(
    ("day", "noted", "expected"),
    [
        (date(2011, 2, 28), {}, Standing.PLANNED),
        (date(2011, 3, 1), {}, Standing.UNDER_WAY),
        (date(2011, 3, 31), {}, Standing.UNDER_WAY),  # the last day still counts
        (date(2011, 4, 1), {}, Standing.LATE),
        (date(2011, 4, 1), {"done": date(2011, 4, 1)}, Standing.DONE),
        (date(2011, 4, 1), {"done": date(2011, 4, 2)}, Standing.LATE),  # as of the day before
        (date(2011, 2, 1), {"dropped": date(2011, 2, 1)}, Standing.DROPPED),
    ],
)
def test_standing_of_an_action(day, noted, expected):
    assert standing(date(2011, 3, 1), date(2011, 3, 31), day, **noted) == expected
