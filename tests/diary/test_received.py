"""What the page sends, and what players log."""

import sqlite3
from contextlib import closing
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta

import pytest

from nightcue.diary import received
from nightcue.diary.errors import ProblemsError
from nightcue.diary.night import Night
from nightcue.diary.plays import keep_play
from nightcue.diary.received import PLAYS_A_NIGHT
from nightcue.diary.store import read_diary, writing

NOW = datetime(2024, 11, 25, 6, 0, tzinfo=UTC)
"""Seven in the morning at the bedside."""
OLD = Night(date(2024, 11, 22), 4, note="what nobody may change")

SENT = {
    "clock": 60,
    "nights": [
        {
            "date": "2024-11-24",
            "cramps": 1,
            "intensity": 5,
            "longest": 120,
            "side": "left",
            "muscle": "calf",
            "day": ["sport", "little-water"],
            "stretched": True,
            "compression": False,
            "massage": False,
            "socks": False,
            "legs": "tired",
            "signs": ["swelling"],
            "note": "=HYPERLINK()",
        },
        {"date": "2024-11-23", "cramps": 0},
    ],
    "plays": [
        {
            "routine": "bedtime",
            "language": "en",
            "started": "2024-11-24T22:10:00+01:00",
            "heard": 1200.0,
            "length": 2129.1,
            "finished": False,
        }
    ],
}


def keep(payload, now=NOW):
    return received.keep(payload, now)


def counted(kept):
    return len(kept.nights), len(kept.plays)


def play(number, evening="2024-11-24", **said):
    started = datetime.fromisoformat(f"{evening}T20:00:00+01:00") + timedelta(seconds=number)
    return SENT["plays"][0] | {"started": started.isoformat(), **said}


def test_everything_is_kept_and_sending_it_again_changes_nothing(path):
    sent = deepcopy(SENT)
    assert counted(keep(sent)) == (2, 1)
    kept = read_diary()
    content = path.read_bytes()
    assert counted(keep(sent)) == (0, 0)
    assert read_diary() == kept
    assert len(content) == path.stat().st_size
    assert sent == SENT
    first, second = kept[0]
    assert (first.cramps, second.intensity, second.day, second.note) == (
        0,
        5,
        ("sport", "little-water"),
        "=HYPERLINK()",
    )


def test_a_later_sending_takes_the_place_of_an_earlier_field_by_field():
    keep(SENT)
    keep({"nights": [{"date": "2024-11-24", "cramps": 3, "signs": [], "note": "", "legs": None}]})
    night = read_diary()[0][1]
    assert (night.cramps, night.signs, night.note, night.legs, night.intensity) == (3, (), None, "tired", 5)
    keep({"nights": [{"date": "2024-11-24", "cramps": 0}]})
    assert read_diary()[0][1].intensity is None


def test_the_same_play_told_by_another_clock_is_the_same_play():
    keep(SENT)
    again = SENT["plays"][0] | {"started": "2024-11-24T21:10:00Z", "heard": 2129.1, "finished": True}
    keep({"plays": [again]})
    (play,) = read_diary()[1]
    assert (play.heard, play.finished, play.evening) == (2129.1, True, date(2024, 11, 24))


def test_one_thing_wrong_and_nothing_is_kept_and_everything_wrong_is_told():
    sent = deepcopy(SENT)
    sent["nights"][0] |= {"intensity": 11, "longest": "2 days"}
    sent["nights"][1] |= {"colour": "blue"}
    sent["nights"].append({"cramps": 1})
    sent["plays"].append("x")
    del sent["plays"][0]["heard"]
    sent["page"] = 3
    with pytest.raises(ValueError) as raised:
        keep(sent)
    assert [problem.partition(": ")[0] for problem in raised.value.problems] == [
        "page",
        "nights[0].intensity",
        "nights[0].longest",
        "nights[1].colour",
        "nights[2].date",
        "plays[0].heard",
        "plays[1]",
    ]
    assert read_diary() == ([], [])


@pytest.mark.parametrize("payload", [None, [], "nights", 3, {"nights": {}}, {"plays": 1}, {"nights": [None]}, {"x": 1}])
def test_any_other_shape_is_refused(payload):
    with pytest.raises(ProblemsError):
        keep(payload)


def test_nothing_at_all_is_fine():
    assert counted(keep({})) == (0, 0)


def test_a_player_logs_how_far_it_came(monkeypatch):
    keep_play("stretch", "es", datetime(2024, 11, 25, 1, 30, tzinfo=UTC), 12, 300.5, False)
    keep_play("stretch", "es", datetime(2024, 11, 25, 1, 30), 300.5, 300.5, True)
    plays = read_diary()[1]
    assert {play.evening for play in plays} == {date(2024, 11, 24)}
    assert plays[-1].heard in (12.0, 300.5)


def test_a_play_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="heard"):
        keep_play("stretch", "es", datetime.now(UTC), -1, 300, False)


@pytest.mark.parametrize(
    ("hour", "clock", "possible"),
    [
        (6, 60, {"2024-11-24", "2024-11-23"}),
        (16, 60, {"2024-11-24", "2024-11-23"}),
        (17, 60, {"2024-11-25", "2024-11-24", "2024-11-23"}),  # a cramp before midnight, of the night that is coming
        (6, -8 * 60, {"2024-11-24", "2024-11-23", "2024-11-22"}),  # it is still the evening of the 24th there
        (9, -8 * 60, {"2024-11-24", "2024-11-23"}),
        (12, 13 * 60, {"2024-11-25", "2024-11-24"}),  # it is the 26th already
        (23, 0, {"2024-11-25", "2024-11-24", "2024-11-23"}),
    ],
)
def test_only_the_last_two_nights_can_be_noted_by_the_clock_at_the_bedside(hour, clock, possible):
    now = NOW.replace(hour=hour)
    days = [date(2024, 11, 15) + timedelta(days=days) for days in range(20)]
    for day in [*days, date(2000, 1, 2), date(2023, 11, 24), date(2025, 11, 24)]:
        sent = {"clock": clock, "nights": [{"date": str(day), "cramps": 0}]}
        if str(day) in possible:
            assert counted(keep(sent, now)) == (1, 0)
        else:
            with pytest.raises(ProblemsError, match=f"nightcue diary add --date {day}"):
                keep(sent, now)
    assert {str(night.date) for night in read_diary()[0]} == possible


@pytest.mark.parametrize("clock", [-721, 841, 10**30, 1.5, "60", True, [60], {}])
def test_no_clock_goes_wrong_so_far_that_other_nights_are_the_last(clock):
    with pytest.raises(ProblemsError, match="clock"):
        keep({"clock": clock, "nights": []})


def test_no_other_night_is_changed_by_whatever_is_sent():
    with writing() as diary:
        diary.put(OLD)
    for fields in ({"cramps": 0}, {"cramps": 4, "note": ""}, {"cramps": None}, {}):
        for beside in ([], [{"date": "2024-11-24", "cramps": 0}]):
            with pytest.raises(ProblemsError):
                keep({"nights": [*beside, {"date": str(OLD.date), **fields}]})
    assert read_diary()[0] == [OLD]


def test_a_night_goes_from_noon_to_noon_for_plays_too():
    for evening, hours in (("2024-11-24", 0), ("2024-11-24", 10), ("2024-11-23", 0)):
        keep({"clock": 60, "plays": [play(hours * 3600, evening)]})
    for evening in ("2024-11-22", "2023-11-24", "2024-11-26"):
        with pytest.raises(ProblemsError, match="started"):
            keep({"clock": 60, "plays": [play(0, evening)]})
    assert len(read_diary()[1]) == 3


def test_a_night_holds_so_many_plays_and_no_more():
    for first in range(0, PLAYS_A_NIGHT, 20):
        keep({"plays": [play(number) for number in range(first, first + 20)]})
    with pytest.raises(ProblemsError, match="2024-11-24"):
        keep({"nights": SENT["nights"], "plays": [play(PLAYS_A_NIGHT)]})
    assert [len(kept) for kept in read_diary()] == [0, PLAYS_A_NIGHT]
    longer = play(0, heard=2000.0)
    assert counted(keep({"plays": [longer]})) == (0, 1)
    assert counted(keep({"plays": [play(0, "2024-11-23")]})) == (0, 1)


def test_a_diary_holds_so_many_plays_and_no_more(monkeypatch):
    monkeypatch.setattr(received, "PLAYS_IN_ALL", 3)
    keep({"plays": [play(number) for number in range(3)]})
    with pytest.raises(ProblemsError, match="takes no more"):
        keep({"plays": [play(3)]})
    assert len(read_diary()[1]) == 3


@pytest.mark.parametrize(
    "payload",
    [
        {"nights": [{"date": "2024-11-24", "cramps": 1}] * 4},
        {"plays": [play(number) for number in range(201)]},
        {"nights": [{"date": "2024-11-24", "cramps": 1} | {str(n): n for n in range(5000)}]},
        {"plays": [play(0) | {str(n): n for n in range(5000)}]},
        {"nights": [1] * 30_000},
    ],
)
def test_more_than_a_page_can_say_is_told_in_one_sentence(payload):
    with pytest.raises(ProblemsError) as raised:
        keep(payload)
    assert len(raised.value.problems) == 1
    assert read_diary() == ([], [])


def test_a_row_that_nobody_can_read_hides_no_other_from_what_is_counted(path):
    keep(SENT)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE plays SET language = 'no tag!'")
        connection.commit()
    assert counted(keep({"plays": [play(7)]})) == (0, 1)
