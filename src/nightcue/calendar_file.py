"""Calendar files (iCalendar, RFC 5545): events that begin by the clock on the wall, each with an alarm."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event


def event(uid: str, begins: datetime, lasts: timedelta, title: str, tag: str) -> Event:
    """Return an event with an alarm when it begins, its title in the language of `tag`.

    The time is floating: the same on whatever clock hangs on the wall, in every time zone and in summer and winter. A
    calendar that has an event of this `uid` changes it.
    """
    from icalendar import Alarm, Event

    made = Event()
    made.add("uid", uid)
    made.add("dtstamp", datetime.now(UTC))
    made.add("dtstart", begins)
    made.add("duration", lasts)
    made.add("summary", title, parameters={"language": tag})
    made.add("transp", "TRANSPARENT")  # other people may still ask for that hour
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(0))
    made.add_component(alarm)
    return made


def calendar(program: str, events: Iterable[Event]) -> bytes:
    """Return the calendar file of these events, written by `program`."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", program)
    made.add("version", "2.0")
    for each in events:
        made.add_component(each)
    return bytes(made.to_ical())
