from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from made_up_nights import FIRST, nights_of
from nightcue.diary.night import SIGNS
from nightcue.diary.verdict import FACTS, FALL_BACK_FACTS, OFTEN_FACTS, Kind, Reason, judge
from nightcue.safety.facts import all_facts

HIGH, LOW = [4, 3, 5, 4, 2, 4, 3] * 4, [1, 0, 2, 1, 1, 0, 1] * 6


def reason(nights):
    return judge(nights).reason


def test_the_nights_lead_from_none_to_a_lasting_improvement():
    nights = nights_of(HIGH, since=LOW)
    said = [reason(nights[:count]) for count in range(len(nights) + 1)]
    assert said[0] == Reason.EMPTY
    assert set(said[1:14]) == {Reason.NOT_BEGUN}
    assert set(said[14:29]) == {Reason.READY}
    assert set(said[29:49]) == {Reason.FEW_SINCE}
    assert set(said[49:]) == {Reason.LASTING}
    assert judge(nights).kind == Kind.BETTER


def test_nothing_is_said_of_who_begins_at_once():
    verdict = judge(nights_of(HIGH[:6], since=LOW))
    assert (verdict.reason, verdict.kind) == (Reason.AT_ONCE, Kind.TOO_FEW)


def test_no_change_is_first_open_and_then_final():
    steady = [3, 2, 4, 3, 1, 5, 3] * 6
    nights = nights_of(steady[:28], since=steady)
    assert reason(nights[: 28 + 21]) == Reason.UNDECIDED
    assert reason(nights) == Reason.NO_CHANGE
    assert judge(nights).kind == Kind.NO_BETTER


def test_more_cramps_than_before_are_worse():
    assert reason(nights_of(LOW[:28], since=HIGH)) == Reason.WORSE


def test_a_fall_that_is_gone_two_weeks_later_has_not_lasted():
    assert reason(nights_of(HIGH, since=LOW[:28] + HIGH[:14])) == Reason.NOT_LASTING


def test_one_bad_week_does_not_end_what_lasts():
    assert reason(nights_of(HIGH, since=LOW + LOW[:7] + HIGH[:7])) == Reason.LASTING


def test_nights_without_any_cramp_are_nothing_to_compare():
    assert reason(nights_of([0] * 28, since=[0] * 42)) == Reason.NO_CRAMPS


def test_gaps_of_months_leave_too_few_nights_to_compare():
    nights = nights_of(HIGH, since=LOW[:10])
    nights += nights_of([], since=LOW, first=FIRST + timedelta(200))
    assert reason(nights) == Reason.GAPS


@pytest.mark.parametrize("sign", SIGNS)
def test_any_warning_sign_comes_before_anything_else(sign):
    nights = nights_of(HIGH, since=LOW)
    nights[-20] = replace(nights[-20], signs=(sign,))
    verdict = judge(nights)
    urgent = sign in ("swelling", "warmth", "redness")
    assert verdict.reason == (Reason.URGENT_SIGN if urgent else Reason.SIGN)
    assert verdict.kind == Kind.WARNING
    assert verdict.signs == ((nights[-20].date, (sign,)),)
    assert judge([nights[-20]]).kind == Kind.WARNING, "on the first night of all, too"


def test_a_sign_of_months_ago_does_not_hide_what_the_nights_say():
    nights = nights_of(HIGH, since=LOW)
    nights[3] = replace(nights[3], signs=("swelling",))
    assert reason(nights) == Reason.LASTING


def test_more_than_five_in_a_month_are_often_whatever_the_verdict():
    often, seldom = nights_of([0, 0, 0, 0, 1] * 6), nights_of([0, 0, 0, 0, 0, 1] * 5)
    assert judge(often).often and judge(often).monthly == 6
    assert not judge(seldom).often and judge(seldom).monthly == 5
    assert judge(often[-6:]).monthly is None, "six nights are too few to say"


def test_every_verdict_names_facts_of_the_documents():
    assert set(FACTS) == set(Reason)
    assert {id for facts in FACTS.values() for id in facts} | {*OFTEN_FACTS, *FALL_BACK_FACTS} <= set(all_facts())
    assert all_facts()["prevalence-frequent"].numbers["more_than"].value == 5
    assert all_facts()["diary-length"].numbers["duration"].value == 14
    assert all_facts()["diary-decide"].numbers["after"].range == [2, 3]
    assert all_facts()["stretch-trial"].numbers["duration"].value == 6


def test_nights_far_from_each_other_and_huge_counts_are_judged_without_a_fault():
    draws = np.random.default_rng(1)
    for _ in range(30):
        dates = sorted(int(day) for day in draws.choice(6000, int(draws.integers(1, 120)), replace=False))
        nights = [
            replace(nights_of([int(draws.integers(0, 101))])[0], date=FIRST + timedelta(day), stretched=done)
            for day in dates
            for done in [[True, False, None][int(draws.integers(3))]]
        ]
        assert judge(nights).kind in Kind
