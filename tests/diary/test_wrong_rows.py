"""One row that cannot be hides no other: what is good is read, what is not is named, and it can be removed."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest

from nightcue.diary.errors import DiaryError, UnreadError
from nightcue.diary.importing import read_file, take
from nightcue.diary.night import Night
from nightcue.diary.play import Play
from nightcue.diary.received import keep
from nightcue.diary.store import read_contents, read_diary, reading, writing

GOOD = [Night(date(2024, 11, day), 1, note="as ever") for day in (22, 24)]
PLAY = Play("bedtime", "en", datetime(2024, 11, 24, 22, tzinfo=UTC), 60.0, 120.0, False)
NIGHT = "INSERT INTO nights (date, cramps, note) VALUES "
WRONG = {
    "before 2000": (NIGHT + "('1969-12-31', 1, NULL)", "1969-12-31"),
    "the last day of all": (NIGHT + "('9999-12-31', 1, NULL)", "9999-12-31"),
    "no date": (NIGHT + "('yesterday', 1, NULL)", "yesterday"),
    "no number": (NIGHT + "('2024-11-23', 'many', NULL)", "2024-11-23"),
    "no UTF-8": (NIGHT + "('2024-11-23', 1, CAST(x'61ff62' AS TEXT))", "2024-11-23"),
    "a date of bytes": (NIGHT + "(x'3139', 1, NULL)", "19"),
}


@pytest.fixture
def spoil(path):
    """A diary of two good nights and a play, with one row that cannot be."""

    def call(statement):
        with writing() as diary:
            for night in GOOD:
                diary.put(night)
            diary.put_play(PLAY)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(statement)
            connection.commit()

    return call


@pytest.mark.parametrize(("statement", "evening"), WRONG.values(), ids=WRONG)
def test_the_others_are_read_and_it_is_named_and_removed(spoil, statement, evening):
    spoil(statement)
    nights, plays, unread = read_contents()
    assert (nights, plays) == (GOOD, [PLAY])
    assert len(unread) == 1
    assert unread[0].why
    with writing() as diary:
        assert diary.has(evening)
        diary.remove(evening)
    assert read_contents() == (GOOD, [PLAY], [])


@pytest.mark.parametrize("changes", ["length = -1", "started = 'noon'", "started = '1970-01-01T10:00:00+00:00'"])
def test_a_play_that_cannot_be_is_named_and_hides_nothing(spoil, changes):
    spoil(f"UPDATE plays SET {changes}")
    nights, plays, (unread,) = read_contents()
    assert (nights, plays, unread.evening) == (GOOD, [], None)


def test_asking_for_it_says_how_to_remove_it(spoil):
    spoil(WRONG["no number"][0])
    told = r"'many' is no whole.*\n  hint: .* nightcue diary remove 2024-11-23"
    with pytest.raises(UnreadError, match=told), reading() as diary:
        diary.night(date(2024, 11, 23))


def test_the_page_and_an_import_say_anew_what_cannot_be_read(spoil, folder):
    spoil(WRONG["no number"][0])
    keep({"nights": [{"date": "2024-11-23", "cramps": 3}]}, datetime(2024, 11, 24, 9, tzinfo=UTC))
    assert read_contents().unread == []
    assert read_diary()[0] == [GOOD[0], Night(date(2024, 11, 23), 3), GOOD[1]]
    spoil("UPDATE nights SET cramps = 'many' WHERE date = '2024-11-23'")
    (folder / "again.csv").write_text("date,cramps\n2024-11-23,4\n", encoding="utf-8")
    assert take(read_file(folder / "again.csv"), replace=False).added == 1
    assert read_diary()[0][1].cramps == 4


def test_a_copy_with_such_a_row_gives_back_all_the_others(spoil, path, monkeypatch, folder):
    spoil(WRONG["before 2000"][0])
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "other"))
    sent = read_file(path)
    assert [unread.evening for unread in sent.unread] == ["1969-12-31"]
    take(sent, replace=False)
    assert read_contents() == (GOOD, [PLAY], [])


def test_a_copy_that_is_damaged_is_told_without_the_way_out_of_ones_own_diary(spoil, path, folder):
    spoil("DELETE FROM plays")
    copy = folder / "copy.db"
    copy.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(DiaryError, match=r"copy\.db: the diary is damaged") as raised:
        read_file(copy)
    assert "rename the folder" not in str(raised.value)


def test_a_night_of_tomorrow_is_read_and_one_after_is_too(path):
    """What is to come is told by the commands; a clock that is wrong now must not hide the whole diary."""
    ahead = [Night(date.today() + timedelta(days=days), 1) for days in (1, 2, 9000)]
    with writing() as diary:
        for night in ahead:
            diary.put(night)
    assert read_contents() == (ahead, [], [])


@pytest.mark.parametrize(
    "error",
    [sqlite3.DataError("string or blob too big"), UnicodeDecodeError("utf-8", b"\x93", 0, 1, "invalid start byte")],
)
def test_what_sqlite_says_of_a_row_of_noise_is_told_as_damage(tmp_path, error):
    """Both came out of 1,000 diaries with noise written over a part of them."""
    path = tmp_path / "diary" / "nights.db"
    with writing(path) as diary:
        diary.put(Night(date(2026, 3, 2), 1))
    with pytest.raises(DiaryError, match="the diary is damaged"), reading(path):
        raise error
