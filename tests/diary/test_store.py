"""The file of the diary: private, of one version, whole whatever happens, and clear about what is wrong with it."""

import os
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest

from nightcue.diary import file as diary_file
from nightcue.diary.errors import DiaryError, NotKeptError
from nightcue.diary.file import MIGRATIONS, VERSION
from nightcue.diary.importing import read_file, take
from nightcue.diary.night import Night
from nightcue.diary.play import Play
from nightcue.diary.store import NightThereError, NoNightError, read_diary, reading, writing
from nightcue.storage.paths import diary_path

NIGHT = Night(date(2024, 11, 24), 2, intensity=5, longest=90, day=("sport",), signs=(), stretched=True, note="a; 'b'")
PLAY = Play("bedtime", "en", datetime(2024, 11, 24, 22, 10, 5, 250000, tzinfo=UTC), 1200.5, 2129.1, False)


def fill(path, count=1):
    with writing(path) as diary:
        for number in range(count):
            diary.put(Night(NIGHT.date - timedelta(days=number), 1, note="as ever " * 20))
    return read_diary(path)


def execute(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_nights_and_plays_come_back_as_they_were(path):
    with writing() as diary:
        diary.add(NIGHT)
        assert diary.put_play(PLAY)
    assert diary_path() == path
    assert read_diary() == ([NIGHT], [PLAY])


def test_the_same_night_is_not_added_twice(path):
    with writing() as diary:
        diary.add(NIGHT)
    with pytest.raises(NightThereError, match="nightcue diary edit 2024-11-24") as raised, writing() as diary:
        diary.add(Night(NIGHT.date, 7))
    assert raised.value.night == NIGHT
    assert read_diary() == ([NIGHT], [])


def test_change_and_remove(path):
    with writing() as diary:
        diary.add(NIGHT)
        assert diary.change(NIGHT.date, {"note": None}).note is None
    with writing() as diary:
        diary.remove(NIGHT.date)
    assert read_diary() == ([], [])
    for absent in (lambda diary: diary.remove(NIGHT.date), lambda diary: diary.change(NIGHT.date, {})):
        with pytest.raises(NoNightError, match="no night of 2024-11-24"), writing() as diary:
            absent(diary)


def test_a_block_that_fails_changes_nothing(path):
    with writing() as diary:
        diary.add(NIGHT)
    with pytest.raises(RuntimeError), writing() as diary:
        diary.remove(NIGHT.date)
        raise RuntimeError
    assert read_diary() == ([NIGHT], [])


def test_of_two_reports_of_a_play_the_longest_heard_stays():
    longer = Play(PLAY.routine, PLAY.language, PLAY.started, 2129.1, 2129.1, True)
    with writing() as diary:
        assert [diary.put_play(play) for play in (PLAY, longer, PLAY, longer)] == [True, True, False, False]
    assert read_diary() == ([], [longer])


def test_reading_makes_no_file(path):
    assert read_diary() == ([], [])
    assert not path.parent.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_only_its_owner_can_read_anything_of_it(path):
    old = os.umask(0)
    try:
        with writing() as diary:
            diary.add(NIGHT)
            seen = {entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in os.scandir(path.parent)}
    finally:
        os.umask(old)
    assert seen == dict.fromkeys(["nights.db", "nights.db-wal", "nights.db-shm"], 0o600)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)
    path.parent.chmod(0o755)
    with writing() as diary:
        diary.remove(NIGHT.date)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


ROWS = {
    1: ["INSERT INTO nights (date, cramps, day, stretched) VALUES ('2024-11-23', 1, 'sport stress', 1)"],
    2: ["INSERT INTO plays VALUES ('bedtime', 'en', '2024-11-24T21:10:05.250000+00:00', 3600, 1200.5, 2129.1, 0)"],
}
"""What a diary of each version can hold that the one before could not."""


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_a_diary_of_every_earlier_version_is_read_and_changed(path, version):
    path.parent.mkdir(parents=True)
    for number in range(1, version + 1):
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript((MIGRATIONS / f"{number}.sql").read_text(encoding="utf-8"))
        execute(path, *ROWS[number], f"PRAGMA user_version = {number}")
    nights, plays = read_diary()
    assert nights == [Night(date(2024, 11, 23), 1, day=("sport", "stress"), stretched=True)]
    assert [play.evening for play in plays] == [date(2024, 11, 24)] * (version > 1)
    with writing() as diary:
        diary.add(NIGHT)
        diary.put_play(PLAY)
    assert read_diary()[0] == [*nights, NIGHT]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_a_new_diary_has_the_tables_of_one_that_was_brought_forward(path):
    fill(path)
    with closing(sqlite3.connect(path)) as connection, closing(sqlite3.connect(":memory:")) as forward:
        for number in range(1, VERSION + 1):
            forward.executescript((MIGRATIONS / f"{number}.sql").read_text(encoding="utf-8"))
        tables = "SELECT name, sql FROM sqlite_master ORDER BY name"
        assert connection.execute(tables).fetchall() == forward.execute(tables).fetchall()
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_newer_diary_is_left_alone(path):
    fill(path)
    execute(path, f"PRAGMA user_version = {VERSION + 1}")
    content = path.read_bytes()
    for opened in (reading, writing):
        with pytest.raises(DiaryError, match=r"nights\.db: .* newer nightcue .*\n  hint: update"), opened() as diary:
            diary.nights()
    assert path.read_bytes() == content


def test_another_database_is_left_alone(path):
    path.parent.mkdir(parents=True)
    execute(path, "CREATE TABLE bread (flour TEXT)")
    with pytest.raises(DiaryError, match="no diary of nightcue"), writing() as diary:
        diary.add(NIGHT)
    execute(path, f"PRAGMA user_version = {VERSION}")
    with pytest.raises(DiaryError, match=r"damaged \(no such table"):
        read_diary()


def garbled(content):
    return b"\x07" * 512 + content[512:]


def cut(content):
    return content[: len(content) // 2]


@pytest.mark.parametrize("damage", [garbled, cut])
def test_a_damaged_diary_is_told_and_kept_and_the_way_out_that_is_told_works(path, damage):
    before = fill(path, 40)
    with writing():
        pass
    copy = path.parent / "copies" / f"{date.today()}.db"
    path.write_bytes(damage(path.read_bytes()))
    content = path.read_bytes()
    for opened in (reading, writing):
        with pytest.raises(DiaryError, match=r"nights\.db: the diary is damaged") as raised, opened() as diary:
            diary.nights()
            diary.check_whole()
    assert path.read_bytes() == content
    aside = path.parent.with_name("diary-damaged")
    assert f"rename the folder {path.parent} to diary-damaged" in str(raised.value)
    assert f"nightcue diary import '{aside / 'copies' / copy.name}'" in str(raised.value)
    path.parent.rename(aside)
    take(read_file(aside / "copies" / copy.name), replace=False)
    assert read_diary() == before


def test_damage_that_no_reading_meets_is_found_by_the_first_change_of_a_day(path):
    with writing() as diary:
        diary.put_play(PLAY)
    content = path.read_bytes()
    assert content.count(b"bedtime") == 2  # in the table and in its index
    path.write_bytes(content.replace(b"bedtime", b"bedtame", 1))
    with pytest.raises(DiaryError, match="the diary is damaged"), writing():
        pass


def test_a_diary_that_somebody_else_writes_is_waited_for_and_then_told(path, monkeypatch):
    fill(path)
    monkeypatch.setattr(diary_file, "PATIENCE", 0.05)
    with writing() as mine:
        mine.add(Night(date(2024, 1, 1), 0))
        with pytest.raises(NotKeptError, match="another program has been writing") as raised, writing() as diary:
            diary.add(Night(date(2024, 1, 2), 0))
        assert len(read_diary()[0]) == 1  # who reads need not wait
    assert "try again" in str(raised.value)
    assert len(read_diary()[0]) == 2


def test_a_full_disk_changes_nothing(path, monkeypatch):
    before = fill(path, 30)
    connect = sqlite3.connect

    def connect_to_a_full_disk(*words, **options):
        connection = connect(*words, **options)
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect_to_a_full_disk)
        with pytest.raises(NotKeptError, match="the disk is full; nothing was changed"), writing() as diary:
            for number in range(50):
                diary.add(Night(date(2020, 1, 1) + timedelta(days=number), 1, note="x" * 2000))
    assert read_diary() == before


def test_a_folder_in_the_way_is_told(path):
    path.mkdir(parents=True)
    with pytest.raises(NotKeptError, match=r"nights\.db: cannot be used .*\n  hint: .*NIGHTCUE_DATA"), writing():
        pass


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to its superuser")
def test_a_diary_that_can_only_be_read_is_read(path):
    before = fill(path)
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        assert read_diary() == before
        with pytest.raises(NotKeptError), writing():
            pass
    finally:
        path.parent.chmod(0o700)
