"""What the page sends, and what players log."""

from copy import deepcopy
from datetime import UTC, date, datetime

import pytest

from nightcue.diary.errors import ProblemsError
from nightcue.diary.plays import keep_play
from nightcue.diary.received import keep
from nightcue.diary.store import read_diary

SENT = {
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


def test_everything_is_kept_and_sending_it_again_changes_nothing(path):
    sent = deepcopy(SENT)
    assert keep(sent) == {"nights": 2, "plays": 1}
    kept = read_diary()
    content = path.read_bytes()
    assert keep(sent) == {"nights": 2, "plays": 1}
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
    sent["nights"][0] |= {"intensity": 11, "longest": "2 days", "colour": "blue"}
    sent["nights"].append("x")
    sent["nights"].append({"cramps": 1})
    del sent["plays"][0]["heard"]
    sent["page"] = 3
    with pytest.raises(ValueError) as raised:
        keep(sent)
    assert [problem.partition(": ")[0] for problem in raised.value.problems] == [
        "page",
        "nights[0].intensity",
        "nights[0].longest",
        "nights[0].colour",
        "nights[2]",
        "nights[3].date",
        "plays[0].heard",
    ]
    assert read_diary() == ([], [])


@pytest.mark.parametrize("payload", [None, [], "nights", 3, {"nights": {}}, {"plays": 1}, {"nights": [None]}, {"x": 1}])
def test_any_other_shape_is_refused(payload):
    with pytest.raises(ProblemsError):
        keep(payload)


def test_nothing_at_all_is_fine():
    assert keep({}) == {"nights": 0, "plays": 0}


def test_a_player_logs_how_far_it_came(monkeypatch):
    keep_play("stretch", "es", datetime(2024, 11, 25, 1, 30, tzinfo=UTC), 12, 300.5, False)
    keep_play("stretch", "es", datetime(2024, 11, 25, 1, 30), 300.5, 300.5, True)
    plays = read_diary()[1]
    assert {play.evening for play in plays} == {date(2024, 11, 24)}
    assert plays[-1].heard in (12.0, 300.5)


def test_a_play_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="heard"):
        keep_play("stretch", "es", datetime.now(UTC), -1, 300, False)
