"""Calendar files as an independent reader of the format reads them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from proim.core.icalendar import CONTROLS, Entry, calendar_file

STAMPED = datetime(2011, 7, 18, 9, 30, tzinfo=UTC)
CITY = timezone(timedelta(hours=-5))


def entry(**told):
    given = {"uid": "1@proim", "stamped": STAMPED, "title": "Sesión", "starts": date(2011, 7, 20)}
    return Entry(**{"ends": date(2011, 7, 20), **given, **told})


def read(*entries, **told):
    return Calendar.from_ical(calendar_file(entries, **told))


def events(file):
    return [dict(one.property_items(recursive=False)) for one in file.walk("VEVENT")]


def test_whole_days_end_on_the_day_after():
    (found,) = events(
        read(entry(ends=date(2011, 7, 22), is_busy=False, url="https://proim.example/d/?a=1,2;3"))
    )
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2011, 7, 20), date(2011, 7, 23))
    assert (found["UID"], found["SUMMARY"], found["TRANSP"]) == ("1@proim", "Sesión", "TRANSPARENT")
    assert found["URL"] == "https://proim.example/d/?a=1,2;3"
    assert found["DTSTAMP"].dt == STAMPED
    assert "LOCATION" not in found


def test_moments_are_told_in_universal_time():
    starts = datetime(2011, 7, 28, 10, tzinfo=CITY)
    (found,) = events(read(entry(starts=starts, ends=starts + timedelta(minutes=90))))
    assert found["DTSTART"].dt == datetime(2011, 7, 28, 15, tzinfo=UTC)
    assert found["DTEND"].dt == datetime(2011, 7, 28, 16, 30, tzinfo=UTC)
    with pytest.raises(ValueError, match="time zone"):
        calendar_file([entry(starts=starts.replace(tzinfo=None))])


def test_a_calendar_has_a_name_and_a_mail_a_method():
    lines = calendar_file([], name="Días inhábiles; GDF").split("\r\n")
    assert {"NAME:Días inhábiles\\; GDF", "X-WR-CALNAME:Días inhábiles\\; GDF"} < set(lines)
    assert not any(line.startswith("METHOD") for line in lines)
    mailed = read(entry(), entry(uid="2"), method="PUBLISH")
    assert mailed["METHOD"] == "PUBLISH"
    assert [one["UID"] for one in events(mailed)] == ["1@proim", "2"]


def test_nobody_writes_a_line_of_their_own_into_the_file():
    (found,) = events(
        read(entry(title="Junta\r\nATTENDEE:x", url="https://a.example/\r\nATTENDEE:y"))
    )
    assert "ATTENDEE" not in found
    assert found["SUMMARY"] == "Junta\nATTENDEE:x"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@given(TEXTS, TEXTS)
def test_any_text_comes_back_and_no_line_is_too_long(title, about):
    text = calendar_file([entry(title=title, about=about, place="Aula 2, piso 1; ala «norte»")])
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    (found,) = events(Calendar.from_ical(text))
    for name, told in (("SUMMARY", title), ("DESCRIPTION", about)):
        plain = CONTROLS.sub("", told.replace("\r\n", "\n").replace("\r", "\n"))
        assert str(found.get(name, "")) == plain
    assert found["LOCATION"] == "Aula 2, piso 1; ala «norte»"
