"""A daily reminder for a calendar."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from nightcue.calendar_file import calendar, event
from nightcue.diary.words import Words
from nightcue.storage.targets import begins

UID = "diary-reminder@nightcue"
"""Always the same, so that a calendar that is given another time changes the reminder it has."""

PROGRAM = "-//nightcue//diary//EN"
is_ours = begins(re.compile(rb"BEGIN:VCALENDAR.*PRODID:" + PROGRAM.encode(), re.DOTALL))
"""Whether a file is a calendar that PROGRAM wrote."""


def reminder(at: time, first: date, words: Words) -> bytes:
    """Return a calendar file: every day from `first` at a time of the wall clock, in one language."""
    daily = event(UID, datetime.combine(first, at), timedelta(minutes=5), words.reminder["title"], words.tag)
    daily.add("rrule", {"freq": "daily"})
    daily.add("description", words.reminder["text"], parameters={"language": words.tag})
    return calendar(PROGRAM, [daily])
