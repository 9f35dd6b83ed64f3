"""Which nights of a programme the diary knows as done."""

from datetime import UTC, date, datetime

from nightcue.diary.night import Night
from nightcue.diary.play import Play
from nightcue.programme.done import name_of_week, nights_done, week_of_name


def play(day, routine="calves/2", heard=400.0, finished=False, hour=22):
    return Play(routine, "en", datetime(2026, 3, day, hour, tzinfo=UTC), heard, 600.0, finished)


def night(day, stretched):
    return Night(date(2026, 3, day), cramps=0, stretched=stretched)


def test_a_track_of_which_half_was_heard_is_a_night_done():
    assert nights_done("calves", [play(2), play(3, heard=200.0), play(4, heard=0.0, finished=True)], []) == {
        date(2026, 3, 2): 2,
        date(2026, 3, 4): 2,
    }


def test_other_routines_and_other_programmes_are_not_counted():
    assert nights_done("calves", [play(2, "bedtime"), play(3, "calves-6/1"), play(4, "calves/0")], []) == {}


def test_what_the_person_says_goes_before_what_was_played():
    assert nights_done("calves", [play(2), play(3)], [night(3, False), night(4, True), night(5, None)]) == {
        date(2026, 3, 2): 2,
        date(2026, 3, 4): None,
    }


def test_after_midnight_it_is_still_the_evening_before():
    assert nights_done("calves", [play(3, hour=1)], []) == {date(2026, 3, 2): 2}


def test_of_two_weeks_in_a_night_the_last_one_counts():
    assert nights_done("calves", [play(2, "calves/3"), play(2, "calves/2", hour=23)], []) == {date(2026, 3, 2): 2}


def test_a_week_has_a_name_and_the_name_leads_back_to_it():
    assert week_of_name(name_of_week("calves", 12)) == ("calves", 12)
    assert week_of_name("bedtime") is None
