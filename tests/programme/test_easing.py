"""What is offered after sore mornings."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from nightcue.programme.easing import easier_week, easing
from nightcue.programme.nights import place_in
from nightcue.programme.reading import read_programme

FIRST = date(2026, 3, 2)
ROUTINE = """
title: Legs
language: en
vars: {hold: 25s, sets: "2", name: one}
steps:
  - say: "Set {name}, for {hold}, {sets} times."
"""


@pytest.fixture
def programme(tmp_path, monkeypatch):
    """Make a programme of one routine from what each week sets."""
    monkeypatch.chdir(tmp_path)

    def make(*weeks):
        Path("routines").mkdir(exist_ok=True)
        Path("programmes").mkdir(exist_ok=True)
        Path("routines/legs.yaml").write_text(ROUTINE)
        lines = "".join(f"  - {{routine: legs, vars: {{{week}}}}}\n" for week in weeks)
        Path("programmes/calves.yaml").write_text(f"version: 1\nprogramme: calves\ntitle: Calves\nweeks:\n{lines}")
        return read_programme("calves")

    return make


def sore(*numbers):
    return {FIRST + timedelta(number): "sore" for number in numbers}


def offered(programme, legs, number, done=range(14)):
    done = {FIRST + timedelta(day): day // 7 + 1 for day in done}
    today = FIRST + timedelta(number)
    place = place_in([week.nights for week in programme.weeks], done, today)
    return easing(programme, place, legs, today)


def test_three_sore_mornings_in_a_week_offer_the_week_before_it(programme):
    found = offered(programme("hold: 20s", "hold: 25s"), sore(8, 9, 10), 11)
    assert found.week == 1
    assert [(each.name, each.now, each.then) for each in found.changes] == [("hold", "25s", "20s")]


@pytest.mark.parametrize("legs", [sore(9, 10), sore(7, 9, 10), sore(8, 9, 10) | {FIRST + timedelta(10): "tired"}])
def test_fewer_or_others_offer_nothing(programme, legs):
    assert offered(programme("hold: 20s", "hold: 25s"), legs, 11) is None


def test_mornings_before_this_week_do_not_count(programme):
    assert offered(programme("hold: 20s", "hold: 25s"), sore(5, 6, 7, 8), 9) is None


def test_nothing_is_offered_in_the_first_week_or_after_the_last(programme):
    weeks = programme("hold: 20s", "hold: 25s")
    assert offered(weeks, sore(0, 1, 2), 3) is None
    assert offered(weeks, sore(11, 12, 13), 14) is None


def test_equal_weeks_are_passed_over(programme):
    assert easier_week(programme("hold: 15s", "hold: 20s", "hold: 25s", ""), 4).week == 2


def test_a_week_in_which_something_is_more_is_not_offered(programme):
    assert easier_week(programme("hold: 20s, sets: 3", "hold: 25s, sets: 2"), 2) is None
    assert easier_week(programme("hold: 20s, name: two", "hold: 25s"), 2) is None
    assert easier_week(programme("hold: 20s, sets: 2", "hold: 25s, sets: 3"), 2).week == 1


def test_a_value_that_is_written_otherwise_is_the_same_amount(programme):
    assert easier_week(programme("hold: 60s", "hold: 1m"), 2) is None
    assert easier_week(programme("hold: 40 s", "hold: 1m"), 2).week == 1
