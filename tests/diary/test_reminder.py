"""The reminder, as a calendar reads it."""

from datetime import date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from nightcue.diary.reminder import UID, reminder
from nightcue.diary.words import words


@pytest.mark.parametrize("tag", ["en", "es"])
def test_every_day_at_the_time_of_the_wall_clock_with_an_alarm(tag):
    written = reminder(time(21, 30), date(2026, 11, 25), words(tag))
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    assert event.decoded("dtstart") == datetime(2026, 11, 25, 21, 30)
    assert b"DTSTART:20261125T213000\r\n" in written  # floating: neither a zone nor UTC
    assert event["rrule"]["freq"] == ["DAILY"]
    assert str(event["uid"]) == UID
    assert str(event["summary"]) == words(tag).reminder["title"]
    assert str(event["description"]) == words(tag).reminder["text"]
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(0)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
