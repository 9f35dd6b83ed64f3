from dataclasses import replace
from datetime import UTC, datetime, timedelta

from made_up_nights import FIRST, nights_of
from nightcue.diary.beginning import evenings_played, spell_of, with_routine
from nightcue.diary.night import Night
from nightcue.diary.play import Play
from nightcue.routine_index import uses


def play(routine, heard, length=600.0, finished=False):
    return Play(routine, "en", datetime(2026, 3, 2, 22, tzinfo=UTC), heard, length, finished)


def test_the_nights_split_at_the_first_night_with_the_routine():
    nights = nights_of([2] * 10, since=[1] * 8)
    spell = spell_of(nights, ())
    assert spell.began == FIRST + timedelta(10)
    assert (len(spell.before), len(spell.since)) == (10, 8)


def test_a_single_try_is_no_beginning():
    nights = nights_of([2] * 20, since=[1] * 10)
    nights[4] = replace(nights[4], stretched=True)
    assert spell_of(nights, ()).began == FIRST + timedelta(20)


def test_what_follows_a_pause_of_a_month_begins_anew():
    nights = nights_of([2] * 10, since=[1] * 20)
    nights += nights_of([3] * 35, since=[1] * 14, first=FIRST + timedelta(30))
    spell = spell_of(nights, ())
    assert spell.began == FIRST + timedelta(65)
    # the earlier spell is not held against this one, as far as the eight weeks before it reach
    assert {night.date for night in spell.before} == {FIRST + timedelta(day) for day in range(9, 65)}


def test_a_single_try_after_a_pause_does_not_tie_two_spells_together():
    nights = nights_of([2] * 10, since=[1] * 20)
    nights += nights_of([3] * 50, since=[1] * 14, first=FIRST + timedelta(30))
    nights[70] = replace(nights[70], stretched=True)
    assert spell_of(nights, ()).began == FIRST + timedelta(80)


def test_a_month_that_was_not_noted_is_no_pause():
    nights = nights_of([2] * 10, since=[1] * 20)
    later = nights_of([], since=[1] * 14, first=FIRST + timedelta(80))
    assert spell_of(nights + later, ()).began == FIRST + timedelta(10)


def test_nights_long_before_and_long_after_the_beginning_are_not_compared():
    old = nights_of([9] * 10)
    nights = old + nights_of([2] * 14, since=[1] * 200, first=FIRST + timedelta(300))
    spell = spell_of(nights, ())
    assert len(spell.before) == 14
    assert (len(spell.since), len(spell.after)) == (84, 200)


def test_nights_without_the_routine_have_no_spell():
    assert spell_of(nights_of([1] * 30), ()).began is None
    assert spell_of([], ()).began is None


def test_a_routine_that_was_played_counts_when_nobody_says_otherwise():
    played = evenings_played([play("bedtime", 400)], uses())
    assert with_routine(Night(FIRST, 1), played) is True
    assert with_routine(Night(FIRST, 1, stretched=False), played) is False
    assert with_routine(Night(FIRST, 1, stretched=False, compression=True), played) is True


def test_a_play_that_was_left_early_or_has_no_stretches_does_not_count(folder):
    plays = [play("bedtime", 200), play("rescue", 600, finished=True), play("wind-down", 600, finished=True)]
    assert not evenings_played(plays, uses())
    assert evenings_played([play("my-own", 1, finished=True)], uses()) == {FIRST}


def test_a_routine_of_ones_own_counts_by_what_it_says_it_is_for(folder):
    (folder / "routines").mkdir()
    for name, use in (("knees", "daytime"), ("legs", "bedtime")):
        own = f"title: T\nuse: {use}\nsteps:\n  - say: Hello.\n"
        (folder / "routines" / f"{name}.yaml").write_text(own, encoding="utf-8")
    assert not evenings_played([play("knees", 600, finished=True)], uses())
    assert evenings_played([play("legs", 600, finished=True)], uses()) == {FIRST}


def test_a_night_of_which_nobody_said_anything_is_unknown():
    assert with_routine(Night(FIRST, 1), ()) is None
    assert with_routine(Night(FIRST, 1, massage=False), ()) is False
