from datetime import date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from nightcue.programme.calendar import nights_as_calendar, nights_of
from nightcue.programme.reading import read_programme

FIRST = date(2026, 12, 1)


def events_of(programme, **settings):
    content = nights_as_calendar(programme, FIRST, time(21, 30), **settings)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    return Calendar.from_ical(content).walk("VEVENT")


@pytest.mark.parametrize(("language", "title"), [("en", "{}: week {}, night {}"), ("es", "{}: semana {}, noche {}")])
def test_every_night_is_an_event_with_its_week_its_night_and_an_alarm(language, title):
    programme = read_programme("calves-6-weeks", language)
    events = events_of(programme)
    assert [str(each["summary"]) for each in events] == [
        title.format(programme.title, night // 7 + 1, night + 1) for night in range(42)
    ]
    begins = datetime(2026, 12, 1, 21, 30)
    assert [each.decoded("dtstart") for each in events] == [begins + timedelta(n) for n in range(42)]
    assert {each.decoded("duration") for each in events} == {timedelta(minutes=10)}
    assert {each.walk("VALARM")[0].decoded("trigger") for each in events} == {timedelta(0)}


def test_another_file_changes_the_nights_that_a_calendar_has():
    programme = read_programme("calves-6-weeks")
    uids = [str(each["uid"]) for each in events_of(programme)]
    assert len(set(uids)) == 42
    later = events_of(programme, from_week=3)
    assert [str(each["uid"]) for each in later] == uids[14:]
    assert later[0].decoded("dtstart").date() == FIRST


@pytest.mark.parametrize(("nights", "days"), [(1, [0]), (2, [0, 3]), (3, [0, 2, 4]), (5, [0, 1, 2, 4, 5])])
def test_fewer_nights_are_spread_over_the_week(written, nights, days):
    written(f"  - {{routine: stretch, nights: {nights}}}\n  - routine: stretch\n")
    found = [*nights_of(read_programme("mine"), FIRST)]
    assert [(night.evening - FIRST).days for night in found] == [*days, *range(7, 14)]
    assert [night.number for night in found] == [*range(1, nights + 8)]
