from itertools import permutations

import numpy as np
import pytest

from nightcue.diary.comparison import LEAST_BEFORE, LOOKS, RUN, look, looks_at


def poisson(mean, nights, seed):
    return tuple(map(int, np.random.default_rng(seed).poisson(mean, nights)))


def test_it_is_looked_on_two_nights_only_so_that_looking_often_finds_nothing_by_chance():
    before = poisson(3, 21, 1)
    reports = [tuple(looks_at(before, poisson(2, nights, 2))) for nights in range(60)]
    assert [len(looks) for looks in reports] == [0] * 21 + [1] * 21 + [2] * 18
    assert sum(LOOKS.values()) <= 0.05


def test_what_is_noted_after_a_look_does_not_change_it():
    before, since = poisson(3, 21, 1), poisson(2, 41, 2)
    assert looks_at(before, since)[0] == looks_at(before, since[:21])[0]


def test_nothing_is_compared_with_less_than_a_week_before():
    assert looks_at([3] * (LEAST_BEFORE - 1), [0] * 50) == []
    assert len(looks_at([3] * LEAST_BEFORE, [0] * 50)) == 2


def test_a_large_fall_is_clear_and_a_large_rise_is_worse():
    high, low = poisson(4, 28, 3), poisson(1, 42, 4)
    fall, rise = look(high, low, 0.03), look(low[:28], poisson(4, 42, 5), 0.03)
    assert fall.clear and not fall.worse and 2 < fall.fewer < 4
    assert rise.worse and not rise.clear and rise.fewer < -2


def test_the_same_nights_everywhere_are_no_change():
    same = look((1,) * 14, (1,) * 21, 0.01)
    assert (same.chance, same.chance_of_rise, same.fewer, same.low, same.high) == (1, 1, 0, 0, 0)
    assert not same.clear and not same.worse
    none = look((0,) * 14, (0,) * 21, 0.01)
    assert not none.clear and none.mean_before == 0


def test_a_fall_that_is_gone_in_the_last_week_is_not_clear():
    since = poisson(1, 35, 6)
    assert look(poisson(4, 28, 3), (*since, *poisson(1, 7, 7)), 0.03).clear
    assert not look(poisson(4, 28, 3), (*since, 5, 4, 6, 5, 4, 5, 4), 0.03).clear


@pytest.mark.parametrize("seed", range(40))
def test_the_interval_leaves_out_zero_exactly_when_the_test_finds_something(seed):
    draws = np.random.default_rng(seed)
    before, since = poisson(3, int(draws.integers(7, 40)), seed), poisson(draws.uniform(1, 5), 21, seed + 100)
    seen = look(before, since, 0.03)
    assert (seen.chance <= seen.share) == (seen.low > 0)
    assert (seen.chance_of_rise <= seen.share) == (seen.high < 0)
    assert seen.low <= seen.fewer <= seen.high


def test_the_interval_holds_the_shifts_that_the_test_does_not_refuse():
    before, since = poisson(4, 14, 1), poisson(2, 21, 2)
    seen = look(before, since, 0.03)
    for shift in range(-3, 6):  # as if the effect were `shift`, which is taken away again
        moved = look(before, tuple(count + shift for count in since), 0.03)
        inside = seen.low <= shift <= seen.high
        assert inside == (moved.chance > 0.03 and moved.chance_of_rise > 0.03), shift


def test_the_chance_is_that_of_every_order_of_runs_where_these_are_few():
    before, since = (5, 4, 6, 3, 5, 2, 4), (0, 3, 1, 2, 0, 4, 1)
    nights = before + since
    runs = [range(RUN), range(RUN, 2 * RUN), range(2 * RUN, 14)]
    falls = [
        sum([nights[(place + cut) % 14] for run in order for place in run][:7])
        for order in permutations(runs)
        for cut in range(14)
    ]
    exact = sum(fall >= sum(before) for fall in falls) / len(falls)
    assert look(before, since, 0.03).chance == pytest.approx(exact, abs=0.01)


def test_a_bad_run_weighs_less_than_as_many_bad_nights_apart():
    together = (4,) * 7 + (1,) * 7
    apart = (4, 1) * 7
    since = (1,) * 21
    assert look(together, since, 0.01).chance > look(apart, since, 0.01).chance
