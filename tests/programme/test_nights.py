"""Which night of a programme tonight is."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nightcue.programme.nights import place_in

FIRST = date(2026, 3, 2)
SIX_WEEKS = [7] * 6


def evening(number):
    """The evening so many days after the first one."""
    return FIRST + timedelta(number)


def done_on(*numbers, week=1):
    return {evening(number): week for number in numbers}


def place(nights, done, number):
    return place_in(nights, done, evening(number))


def test_it_begins_with_the_first_night_of_the_first_week():
    first = place(SIX_WEEKS, {}, 0)
    assert (first.week, first.night_of_week, first.night_of_programme, first.of) == (1, 1, 1, 42)
    assert not first.repeats
    assert not first.finished
    assert first.began is None


def test_the_ninth_night_is_the_second_of_week_two():
    ninth = place(SIX_WEEKS, done_on(*range(7)) | done_on(7, week=2), 8)
    assert (ninth.week, ninth.night_of_week, ninth.night_of_programme) == (2, 2, 9)
    assert ninth.next_week == evening(14)


def test_a_night_that_was_left_out_is_not_counted_and_nothing_is_lost():
    assert place(SIX_WEEKS, done_on(0, 1, 2), 5).night_of_week == 4


def test_a_night_done_tonight_does_not_move_tonight():
    before, after = done_on(0, 1), done_on(0, 1, 2)
    assert place(SIX_WEEKS, before, 2) == place(SIX_WEEKS, after, 2)


def test_a_week_of_which_half_was_done_counts():
    half = place([6, 6], done_on(0, 2, 4), 7)
    assert (half.week, half.night_of_week, half.night_of_programme, half.repeats) == (2, 1, 7, False)


def test_a_week_of_which_less_than_half_was_done_repeats():
    again = place(SIX_WEEKS, done_on(0, 2, 4), 7)
    assert (again.week, again.night_of_week, again.repeats) == (1, 1, True)
    assert place(SIX_WEEKS, done_on(0, 2, 4, 7), 8).repeats
    assert not place(SIX_WEEKS, done_on(0, 2, 4, *range(7, 14)), 14).repeats


def test_after_weeks_away_it_goes_on_where_it_was():
    assert place(SIX_WEEKS, done_on(*range(7)), 60).week == 2
    away = place(SIX_WEEKS, done_on(*range(7)) | done_on(60, week=2), 61)
    assert (away.week, away.night_of_week) == (2, 2)


def test_when_all_nights_of_a_week_are_done_the_others_are_for_rest():
    fifth, rest = place([5, 5], done_on(0, 1, 2, 3), 4), place([5, 5], done_on(0, 1, 2, 3, 4), 5)
    assert (fifth.night_of_week, fifth.rests) == (5, False)
    assert (rest.week, rest.night_of_week, rest.rests, rest.next_week) == (1, 5, True, evening(7))
    assert place([5, 5], done_on(*range(5)), 7).week == 2


def test_it_is_finished_when_the_last_week_is_over():
    two_weeks = done_on(*range(7)) | done_on(*range(7, 14), week=2)
    assert not place([7, 7], two_weeks, 13).finished
    end = place([7, 7], two_weeks, 14)
    assert end.finished
    assert (end.week, end.night_of_programme, end.of) == (2, 14, 14)


def test_playing_the_last_week_after_the_end_begins_nothing_and_the_first_week_begins_anew():
    two_weeks = done_on(*range(7)) | done_on(*range(7, 14), week=2)
    assert place([7, 7], two_weeks | done_on(20, week=2), 21).finished
    anew = place([7, 7], two_weeks | done_on(20, week=1), 21)
    assert (anew.week, anew.night_of_week, anew.finished) == (1, 2, False)


def test_who_plays_another_week_goes_on_from_there():
    back = place(SIX_WEEKS, done_on(*range(7)) | done_on(7, week=2) | done_on(8, week=1), 9)
    assert (back.week, back.night_of_week, back.repeats) == (1, 2, True)
    ahead = place(SIX_WEEKS, done_on(0) | done_on(1, week=3), 2)
    assert (ahead.week, ahead.night_of_week, ahead.repeats) == (3, 2, False)


def test_another_week_played_tonight_is_tonights():
    tonight = place(SIX_WEEKS, done_on(*range(7)) | done_on(7, week=2) | done_on(8, week=1), 8)
    assert (tonight.week, tonight.night_of_week) == (1, 1)


def test_what_is_only_said_counts_in_a_week_that_has_begun_and_begins_none():
    said = done_on(0, 1, week=None)
    assert place(SIX_WEEKS, said, 2).night_of_programme == 1
    assert place(SIX_WEEKS, done_on(0) | done_on(1, 2, week=None), 3).night_of_week == 4
    assert place(SIX_WEEKS, done_on(*range(7)) | done_on(30, week=None), 31).night_of_programme == 8


def test_a_week_that_the_programme_does_not_have_any_more_is_the_one_that_was_due():
    assert place([7, 7], done_on(0, week=9), 1).night_of_week == 2


PROGRAMMES = st.lists(st.integers(1, 7), min_size=1, max_size=8)
EVENINGS = st.dictionaries(st.integers(0, 120), st.none() | st.integers(1, 9), max_size=60)


@given(PROGRAMMES, EVENINGS, st.integers(0, 130))
def test_tonight_is_always_a_night_of_the_programme(nights, numbers, today):
    found = place(nights, {evening(number): week for number, week in numbers.items()}, today)
    assert 1 <= found.week <= len(nights)
    assert 1 <= found.night_of_week <= nights[found.week - 1]
    assert found.night_of_programme == sum(nights[: found.week - 1]) + found.night_of_week
    assert found.of == sum(nights)
    assert found.began is None or found.began <= evening(today)


@given(PROGRAMMES, EVENINGS, st.integers(0, 60))
def test_a_pause_between_two_nights_never_moves_the_programme_on_by_more_than_a_week(nights, numbers, pause):
    done = {evening(number): week for number, week in numbers.items()}
    last = max(numbers, default=0)
    soon, late = place(nights, done, last + 1), place(nights, done, last + 1 + pause)
    assert late.week - soon.week in (0, 1)


@given(PROGRAMMES, st.sets(st.integers(0, 200), max_size=120))
def test_who_follows_it_comes_through_week_after_week(nights, evenings):
    """Whoever plays what is due never skips a week, and ends only after enough nights in each."""
    done, weeks = {}, [1]
    for number in sorted(evenings):
        week = place(nights, done, number).week
        done[evening(number)] = week
        weeks.append(week)
    assert all(b - a in (0, 1) for a, b in pairwise(weeks))
    if place(nights, done, 300).finished:
        counts = [sum(1 for week in done.values() if week == number) for number in range(1, len(nights) + 1)]
        assert all(2 * count >= asked for count, asked in zip(counts, nights, strict=True))


@given(PROGRAMMES, EVENINGS, st.integers(0, 120), st.integers(0, 30))
def test_what_is_still_to_come_changes_nothing(nights, numbers, today, ahead):
    done = {evening(number): week for number, week in numbers.items() if number <= today}
    assert place(nights, done | done_on(today + 1 + ahead), today) == place(nights, done, today)
