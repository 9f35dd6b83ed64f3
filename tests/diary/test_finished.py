"""What was heard to its end in the last week, as the page is told."""

from datetime import UTC, datetime, timedelta

import pytest

from nightcue.diary.finished import finished_since
from nightcue.diary.play import Play
from nightcue.diary.store import writing

NOW = datetime(2026, 11, 20, 22, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "diary.sqlite"


def test_the_last_time_of_each_track_is_told_and_of_what_was_left_none(path):
    def play(days, length=100.0, finished=True, routine="evening"):
        return Play(routine, "en", NOW - timedelta(days=days), 50.0, length, finished)

    with writing(path) as diary:
        for each in (play(8), play(6), play(2), play(1, finished=False), play(3, 90.0), play(7.5, routine="x")):
            diary.put_play(each)
    told = finished_since(NOW - timedelta(days=7), path)
    assert sorted((each["length"], each["started"]) for each in told) == [
        (90.0, "2026-11-17T22:00:00+00:00"),
        (100.0, "2026-11-18T22:00:00+00:00"),
    ]
    assert {*told[0]} == {"routine", "language", "started", "length"}


def test_where_there_is_no_diary_nothing_is_told_and_none_is_made(path):
    assert finished_since(NOW, path) == []
    assert not path.exists()
