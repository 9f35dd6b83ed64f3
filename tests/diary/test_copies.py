"""The copies of the diary: one a day and one before each import, the last fourteen of each, whole and private."""

import os
import stat
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from nightcue.diary import copies
from nightcue.diary.importing import read_file, take
from nightcue.diary.night import Night
from nightcue.diary.payload import Sent
from nightcue.diary.store import read_diary, writing
from nightcue.storage import atomic_file

FIRST = date(2024, 1, 1)


class Clock(date):
    """A calendar that shows the day that was set."""

    day = FIRST

    @classmethod
    def today(cls):
        return cls.day


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr(copies, "date", Clock)
    return Clock


def names(path):
    return sorted(found.name for found in (path.parent / "copies").iterdir())


def note(clock, day, cramps=1):
    clock.day = day
    with writing() as diary:
        diary.put(Night(FIRST, cramps))


def test_the_copy_of_a_day_is_the_diary_before_its_first_change(path, clock):
    note(clock, FIRST, 1)
    assert not (path.parent / "copies").exists()  # there was nothing to keep
    day = FIRST + timedelta(days=1)
    note(clock, day, 2)
    note(clock, day, 3)
    assert names(path) == ["2024-01-02.db"]
    assert read_diary(path.parent / "copies/2024-01-02.db") == ([Night(FIRST, 1)], [])
    assert read_diary()[0] == [Night(FIRST, 3)]


def test_fourteen_days_are_kept_however_long_nothing_was_noted(path, clock):
    for number in range(20):
        note(clock, FIRST + timedelta(days=number))
    note(clock, FIRST + timedelta(days=900))
    days = [*range(7, 20), 900]
    assert names(path) == [f"{FIRST + timedelta(days=number)}.db" for number in days]


def test_a_clock_that_is_wrong_loses_no_copy_of_a_day_that_was(path, clock):
    for number in range(5):
        note(clock, FIRST + timedelta(days=number))
    for wrong in (date(1970, 1, 1), date(2099, 1, 1)):
        note(clock, wrong)
    assert {"1970-01-01.db", "2024-01-05.db", "2099-01-01.db"} < {*names(path)}
    clock.day = FIRST + timedelta(days=10)
    assert copies.newest_copy(path).name == "2024-01-05.db"


def test_before_each_import_the_diary_is_kept_and_can_be_taken_back(path, folder):
    with writing() as diary:
        diary.put(Night(FIRST, 1))
    before = read_diary()
    for cramps in range(2, 20):
        take(Sent([("line 2", {"date": FIRST, "cramps": cramps})], []), replace=True)
    kept = [name for name in names(path) if name.startswith("before-import-")]
    assert len(kept) == copies.KEPT
    assert len(names(path)) == copies.KEPT + 1  # those of days are counted for themselves
    take(read_file(path.parent / "copies" / kept[-1]), replace=True)
    assert read_diary()[0] == [Night(FIRST, 18)]
    take(read_file(path.parent / "copies" / f"{date.today()}.db"), replace=True)
    assert read_diary() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_copy_and_an_export_are_private_from_the_moment_they_are_made(path, monkeypatch, folder):
    from click.testing import CliRunner

    from nightcue.commands import nightcue

    seen = []
    lock = atomic_file._locked

    def watched(file):  # called with each part as soon as it is there
        part = Path(file.name)
        seen.append((part.name.split(".")[1], stat.S_IMODE(part.stat().st_mode)))
        return lock(file)

    monkeypatch.setattr(atomic_file, "_locked", watched)
    old = os.umask(0)
    try:
        for cramps in (1, 2):
            with writing() as diary:
                diary.put(Night(FIRST, cramps))
        for output in ("nights.csv", "nights.json"):
            done = CliRunner().invoke(nightcue, ["diary", "export", "-o", str(folder / output)])
            assert done.exit_code == 0, done.output
    finally:
        os.umask(old)
    assert seen == [(str(date.today()), 0o600), ("nights", 0o600), ("nights", 0o600)]
    assert stat.S_IMODE((folder / "nights.csv").stat().st_mode) == 0o600
    assert stat.S_IMODE((path.parent / "copies").stat().st_mode) == 0o700
