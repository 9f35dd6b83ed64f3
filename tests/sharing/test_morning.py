"""What is told of a night, when, and how often."""

from datetime import date, datetime

import pytest

from nightcue.diary.night import Night
from nightcue.sharing.choice import WHAT, Sharing
from nightcue.sharing.morning import is_due, is_news, keep_told, line_of

MORNING = datetime(2026, 11, 29, 10, 30)
LAST_NIGHT = date(2026, 11, 28)
LONG_AGO = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_STATE", str(tmp_path / "state"))


def sharing(*what, since=LONG_AGO):
    return Sharing("json://127.0.0.1", what or WHAT, since)


def line(nights=(), played=(), what=(), now=MORNING, language="en", since=LONG_AGO):
    morning = line_of(sharing(*what, since=since), "Rosa", language, nights, played, now)
    return morning and morning.line


FULL = Night(LAST_NIGHT, 2, intensity=6, stretched=True, signs=("swelling",))


def test_all_that_is_shared_is_told():
    assert line([FULL]) == "Rosa: done, 2 cramps, the worst was 6 of 10, a warning sign was noted, please ask about it"


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (("done",), "Rosa: done"),
        (("cramps",), "Rosa: 2 cramps"),
        (("pain",), "Rosa: the worst was 6 of 10"),
        (("done", "cramps"), "Rosa: done, 2 cramps"),
    ],
)
def test_nothing_is_told_that_she_did_not_choose(what, said):
    assert line([FULL], what=what) == said


def test_each_number_of_cramps_is_said_as_one_says_it():
    said = [line([Night(LAST_NIGHT, count)], what=("cramps",)) for count in (0, 1, 3)]
    assert said == ["Rosa: no cramp", "Rosa: 1 cramp", "Rosa: 3 cramps"]
    said = [line([Night(LAST_NIGHT, count)], what=("cramps",), language="es-MX") for count in (0, 1, 3)]
    assert said == ["Rosa: ningún calambre", "Rosa: 1 calambre", "Rosa: 3 calambres"]


def test_a_routine_that_was_played_counts_as_done_though_no_night_is_noted():
    assert line(played={LAST_NIGHT}) == "Rosa: done"


def test_what_she_says_goes_before_what_a_player_tells():
    night = Night(LAST_NIGHT, 1, stretched=False)
    assert line([night], {LAST_NIGHT}, ("done",)) is None
    assert line([night], {LAST_NIGHT}) == "Rosa: 1 cramp"


def test_a_night_of_long_ago_is_not_told():
    assert line([Night(date(2026, 11, 26), 2)]) is None


def test_at_three_in_the_morning_the_night_is_not_over():
    assert line([FULL], now=datetime(2026, 11, 29, 3, 0)) is None


def test_two_nights_of_which_nothing_is_known_are_told_of_kindly_and_not_before_noon():
    known, noon = [Night(date(2026, 11, 26), 0)], datetime(2026, 11, 29, 12, 0)
    assert line(known) is None
    assert "two nights" in line(known, now=noon)
    assert line([Night(date(2026, 11, 27), 0)], now=noon) is None
    assert line(known, {date(2026, 11, 27)}, now=noon) is None


def test_no_silence_is_told_of_before_sharing_was_on_for_two_nights():
    noon = datetime(2026, 11, 29, 12, 0)
    assert line(since=LAST_NIGHT, now=noon) is None
    assert "two nights" in line(since=date(2026, 11, 27), now=noon)


def test_a_silence_is_told_of_once_however_long_it_lasts():
    known = [Night(date(2026, 11, 20), 0)]
    first = line_of(sharing(), "Rosa", "en", known, (), datetime(2026, 11, 23, 12, 0))
    assert is_news(first)
    keep_told({"silence": str(first.evening)})
    for day in (24, 25, 29):
        assert not is_news(line_of(sharing(), "Rosa", "en", known, (), datetime(2026, 11, day, 12, 0)))
    known.append(Night(date(2026, 11, 25), 0))
    assert is_news(line_of(sharing(), "Rosa", "en", known, (), datetime(2026, 11, 29, 12, 0)))


def test_a_night_is_told_once_and_not_before_its_time():
    morning = line_of(sharing(), "Rosa", "en", [FULL], (), MORNING)
    assert not is_due(sharing(), morning, datetime(2026, 11, 29, 9, 59))
    assert is_due(sharing(), morning, MORNING)
    keep_told({"night": str(morning.evening)})
    assert not is_due(sharing(), morning, MORNING)
    tomorrow = datetime(2026, 11, 30, 10, 30)
    next_one = line_of(sharing(), "Rosa", "en", [FULL, Night(date(2026, 11, 29), 0)], (), tomorrow)
    assert is_due(sharing(), next_one, tomorrow)
