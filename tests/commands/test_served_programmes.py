"""What the page that is served is told of programmes."""

from datetime import datetime, timedelta

import pytest

from nightcue.commands.served_programmes import programmes_done
from nightcue.diary.night import Night
from nightcue.diary.play import Play, evening_of
from nightcue.diary.store import writing
from nightcue.storage.paths import diary_path

TONIGHT = evening_of(datetime.now())


@pytest.fixture(autouse=True)
def _own_diary(folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "data"))


def ago(nights):
    return TONIGHT - timedelta(nights)


def played(name, *nights, diary=None):
    with writing(diary_path(diary)) as kept:
        for each in nights:
            evening = ago(each)
            moment = datetime(evening.year, evening.month, evening.day, 22).astimezone()
            kept.put_play(Play(name, "en", moment, 600, 600, True))


def noted(*nights, **said):
    with writing() as kept:
        for each in nights:
            kept.put(Night(ago(each), cramps=1, **said))


def test_it_has_the_nights_of_every_programme_and_the_legs_of_the_last_evenings():
    played("calves/1", 3, 2)
    played("feet/4", 1)
    played("bedtime", 1)
    noted(9, 1, legs="tired")
    assert programmes_done([]) == {
        "": {
            "done": {"calves": {str(ago(3)): 1, str(ago(2)): 1}, "feet": {str(ago(1)): 4}},
            "legs": {str(ago(1)): "tired"},
            "signs": False,
            "measuring": False,
        }
    }


def test_each_diary_has_its_own():
    played("calves/1", 1, diary="ana")
    told = programmes_done(["Ana", "Luis"])
    assert told["Ana"]["done"] == {"calves": {str(ago(1)): 1}}
    assert told["Luis"]["done"] == {}


def test_it_says_whether_there_are_signs_and_whether_the_diary_measures():
    noted(*range(30, 10, -1))
    played("calves/1", *range(10, 0, -1))
    noted(*range(10, 0, -1), legs="fine")
    assert (programmes_done([])[""]["signs"], programmes_done([])[""]["measuring"]) == (False, True)
    noted(1, legs="sore", signs=("swelling",))
    assert (programmes_done([])[""]["signs"], programmes_done([])[""]["measuring"]) == (True, False)


def test_a_diary_that_cannot_be_read_says_nothing():
    diary_path().parent.mkdir(parents=True)
    diary_path().write_bytes(b"no diary at all" * 100)
    assert programmes_done([]) == {}
