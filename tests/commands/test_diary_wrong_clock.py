"""nightcue diary with nights that a wrong clock noted: none hides the others, and each is named and removed."""

import sqlite3
from contextlib import closing
from datetime import date, datetime

import pytest

from nightcue.diary.night import Night
from nightcue.diary.plays import keep_play
from nightcue.diary.store import read_diary


@pytest.fixture(autouse=True)
def own_folders(folder, monkeypatch):
    """A diary and a profile of this test alone."""
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "data"))
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))


def nights():
    return read_diary()[0]


@pytest.fixture
def set_clock(monkeypatch):
    """Have a command believe that it is another day."""

    def call(day):
        class Clock(date):
            @classmethod
            def today(cls):
                return day

        monkeypatch.setattr("datetime.date", Clock)

    return call


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(1999, 12, 31), date(2000, 1, 1)])
def test_a_night_of_a_clock_that_is_far_back_is_refused_as_a_typed_one_is(run, set_clock, day):
    run("diary", "add", "--date", "2024-11-24", "--cramps", "2", "--no-input")
    set_clock(day)
    done = run("diary", "add", "--cramps", "1", "--no-input")
    assert done.exit_code == 1
    assert f"the clock of this machine says it is {day}" in done.stderr
    assert nights() == [Night(date(2024, 11, 24), 2)]


def kept_by_a_wrong_clock(folder, *evenings):
    with closing(sqlite3.connect(folder / "data/diary/nights.db")) as connection:
        connection.executemany("INSERT INTO nights (date, cramps) VALUES (?, 9)", [(evening,) for evening in evenings])
        connection.commit()


@pytest.mark.parametrize(("tag", "note"), [("en", "note: the night of"), ("es", "nota: la noche del")])
@pytest.mark.parametrize("evening", ["1969-12-31", "2099-01-01", "9999-12-31", "noon"])
def test_one_night_of_a_wrong_clock_hides_no_other_and_is_named_and_removed(run, folder, evening, tag, note):
    run("profile", "set", "--language", tag)
    run("diary", "add", "--date", "2024-11-24", "--cramps", "2", "--no-input")
    before = run("diary", "report").stdout
    kept_by_a_wrong_clock(folder, evening)
    assert run("diary", "add", "--date", "2024-11-25", "--cramps", "0", "--no-input").exit_code == 0
    run("diary", "remove", "2024-11-25", "--yes")
    for part in (["list"], ["list", "--json"], ["export"], ["report"]):
        done = run("diary", *part)
        assert done.exit_code == 0, done.output
        assert f"{note} {evening}" in done.stderr
        assert f"nightcue diary remove {evening}" in done.stderr
        assert ("is the year right" in done.stderr) == (evening == "9999-12-31")  # a reason in English alone
    assert run("diary", "report").stdout == before
    assert "2024-11-24" in run("diary", "export").stdout
    assert run("diary", "remove", evening, input="n\n").exit_code == 0
    assert run("diary", "remove", evening, input="y\n").exit_code == 0
    done = run("diary", "list")
    assert (done.exit_code, done.stderr) == (0, "")
    assert nights() == [Night(date(2024, 11, 24), 2)]


def test_what_was_played_by_a_wrong_clock_is_named_and_removed_with_its_evening(run):
    keep_play("stretch", "en", datetime(2099, 1, 1, 23), 150.0, 300.0, False)
    assert "the night of 2099-01-01 has not come yet" in run("diary", "list").stderr
    assert run("diary", "remove", "2099-01-01", "--yes").exit_code == 0
    assert read_diary() == ([], [])


def test_many_wrong_rows_are_counted_and_told_in_every_language_where_the_profile_is_damaged(run, folder):
    run("diary", "add", "--date", "2024-11-24", "--cramps", "2", "--no-input")
    kept_by_a_wrong_clock(folder, *(f"1970-01-{day:02}" for day in range(1, 12)))
    (folder / "config").mkdir()
    (folder / "config/profile.yaml").write_text("language: xx\n", encoding="utf-8")
    done = run("diary", "export", "-o", "nights.csv")
    assert done.exit_code == 0
    assert done.stderr.count("diary remove 1970-01-05") == 2
    assert "1970-01-06" not in done.stderr
    assert "note: 6 more" in done.stderr
    assert "nota: hay 6 más" in done.stderr


def test_a_copy_of_the_diary_is_imported_and_what_cannot_be_read_in_it_is_named(run, folder, monkeypatch):
    run("diary", "add", "--date", "2024-11-24", "--cramps", "2", "--no-input")
    kept_by_a_wrong_clock(folder, "1969-12-31")
    run("diary", "add", "--date", "2024-11-25", "--cramps", "2", "--no-input")
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "new"))
    done = run("diary", "import", str(folder / "data/diary/copies" / f"{date.today()}.db"))
    assert done.stdout.startswith("nights: 1 new, 0 replaced, 0 there already")
    assert "note: the night of 1969-12-31 is before the year 2000" in done.stderr
    assert nights() == [Night(date(2024, 11, 24), 2)]
