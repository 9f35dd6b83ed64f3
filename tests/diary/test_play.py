"""Which night a play belongs to, and what a play cannot be."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from nightcue.diary.play import Play, check_play, evening_of, plain_play
from nightcue.diary.store import reading, writing

MADRID = ZoneInfo("Europe/Madrid")
SAID = {
    "routine": "bedtime",
    "language": "en",
    "started": "2026-11-24T22:10:00+01:00",
    "heard": 1200.0,
    "length": 2129.1,
    "finished": False,
}


@pytest.mark.parametrize(
    ("moment", "evening"),
    [
        ((2026, 11, 24, 22, 10), (2026, 11, 24)),
        ((2026, 11, 25, 1, 30), (2026, 11, 24)),
        ((2026, 11, 25, 11, 59), (2026, 11, 24)),
        ((2026, 11, 25, 12, 0), (2026, 11, 25)),
        ((2027, 1, 1, 0, 30), (2026, 12, 31)),
        # the clocks go back on 25 October 2026 at 03:00, and forward on 28 March 2027 at 02:00
        ((2026, 10, 25, 2, 30), (2026, 10, 24)),
        ((2026, 10, 25, 11, 45), (2026, 10, 24)),
        ((2026, 10, 25, 12, 15), (2026, 10, 25)),
        ((2027, 3, 28, 1, 59), (2027, 3, 27)),
        ((2027, 3, 28, 3, 1), (2027, 3, 27)),
        ((2027, 3, 28, 11, 45), (2027, 3, 27)),
        ((2027, 3, 28, 12, 15), (2027, 3, 28)),
    ],
)
def test_a_night_goes_from_noon_to_noon_by_the_clock_at_the_bedside(moment, evening):
    assert evening_of(datetime(*moment, tzinfo=MADRID)) == date(*evening)


def test_both_half_past_twos_of_the_night_the_clocks_go_back_are_two_plays_of_one_night():
    first, second = (datetime(2026, 10, 25, 2, 30, tzinfo=MADRID, fold=fold) for fold in (0, 1))
    with writing() as diary:
        for started in (first, second):
            diary.put_play(Play("rescue", "es", started, 60.0, 180.0, False))
    with reading() as diary:
        kept = diary.plays()
    assert [play.started - first.astimezone(UTC) for play in kept] == [timedelta(0), timedelta(hours=1)]
    assert [play.started.utcoffset() for play in kept] == [timedelta(hours=2), timedelta(hours=1)]
    assert {play.evening for play in kept} == {date(2026, 10, 24)}


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Asia/Kathmandu", "America/Los_Angeles", "UTC"])
def test_a_traveller_keeps_the_evening_of_where_the_bed_stood(zone):
    started = datetime(2026, 11, 24, 23, 30, tzinfo=ZoneInfo(zone))
    with writing() as diary:
        diary.put_play(Play("stretch", "en", started, 1.0, 2.0, False))
    with reading() as diary:
        (kept,) = diary.plays()
    assert kept.evening == date(2026, 11, 24)
    assert kept.started == started
    assert kept.started.replace(tzinfo=None) == started.replace(tzinfo=None)


def test_a_play_comes_back_from_json():
    play, problems = check_play(SAID)
    assert not problems
    assert plain_play(play) == SAID


def test_what_was_heard_twice_counts_once():
    play, problems = check_play(SAID | {"heard": 4000})
    assert not problems
    assert play.heard == play.length == 2129.1


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("started", "2026-11-24T22:10:00", "started: a moment is written with its offset"),
        ("started", "yesterday", "started: a moment is written with its offset"),
        ("started", "1970-01-01T00:00:00+00:00", "started: 1970-01-01 is not possible"),
        ("started", "2026-11-27T22:10:00+01:00", "is in the future"),
        ("heard", -1, "heard: it is a number of seconds"),
        ("heard", float("nan"), "heard: it is a number of seconds"),
        ("heard", 9e9, "heard: it is a number of seconds"),
        ("heard", True, "heard: it is a number of seconds"),
        ("length", 90_000, "length: it is a number of seconds, at most 86,400"),
        ("routine", "", "routine: a routine's name is a line of text"),
        ("routine", "a\nb", "routine: a routine's name is a line of text"),
        ("language", "../en", "language: a language is a tag"),
        ("finished", "no", "finished: 'no' is not possible; yes or no"),
        ("finished", None, "finished: it is missing"),
        ("volume", 3, "volume: there is no such field"),
    ],
)
def test_what_no_play_can_be_is_told(name, value, said):
    now = datetime(2026, 11, 25, 12, tzinfo=timezone(timedelta(hours=1)))
    play, problems = check_play(SAID | {name: value}, now)
    assert play is None
    assert len(problems) == 1
    assert said in problems[0]
