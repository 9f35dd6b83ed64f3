"""A daily reminder for a calendar."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from nightcue.diary.words import Words
from nightcue.storage.targets import begins

UID = "diary-reminder@nightcue"
"""Always the same, so that a calendar that is given another time changes the reminder it has."""

PROGRAM = "-//nightcue//diary//EN"
is_ours = begins(re.compile(rb"BEGIN:VCALENDAR.*PRODID:" + PROGRAM.encode(), re.DOTALL))
"""Whether a file is a calendar that PROGRAM wrote."""


def reminder(at: time, first: date, words: Words) -> bytes:
    """Return an iCalendar file (RFC 5545): every day from `first`, with an alarm, in the words of one language.

    The time is floating: it is `at` on whatever clock hangs on the wall, in every time zone and in summer and winter.
    """
    from icalendar import Alarm, Calendar, Event

    event = Event()
    event.add("uid", UID)
    event.add("dtstamp", datetime.now(UTC))
    event.add("dtstart", datetime.combine(first, at))
    event.add("duration", timedelta(minutes=5))
    event.add("rrule", {"freq": "daily"})
    event.add("summary", words.reminder["title"], parameters={"language": words.tag})
    event.add("description", words.reminder["text"], parameters={"language": words.tag})
    event.add("transp", "TRANSPARENT")  # nobody is busy for five questions
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words.reminder["title"])
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", PROGRAM)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
