"""The files of routines go along with the work: a worker that has none of them makes the same tracks."""

from pathlib import Path

import pytest

from nightcue.clinic import desk as desks
from nightcue.clinic.engine import Done, Here
from nightcue.clinic.order import Order, Wanted
from nightcue.clinic.person import Person
from nightcue.clinic.run import look_ahead, run
from nightcue.clinic.sending import MOST, files_to_send
from nightcue.clinic.store import open_store

ROUTINE = """\
title: Mine
voice: embedded
vars: {hold: 2s}
steps:
  - say: This is not medical advice.
  - include: parts/ending.yaml
"""
ENDING = "title: End\nsteps:\n  - pause: 1s\n  - say: Good night.\n"


class Elsewhere:
    """An engine whose worker is on another machine, where none of our files is."""

    is_elsewhere = True

    def __init__(self, folder):
        self._folder = folder

    def each(self, work, chunks):
        away = self._folder.with_name("away")
        for chunk in chunks:
            desks.desk_of.cache_clear()
            self._folder.rename(away)
            try:
                result = work(chunk)
            finally:
                away.rename(self._folder)
            yield Done(chunk, result)


@pytest.fixture
def mine(folder):
    home = folder / "home"
    (home / "parts").mkdir(parents=True)
    (home / "mine.yaml").write_text(ROUTINE)
    (home / "parts/ending.yaml").write_text(ENDING)
    return home / "mine.yaml"


def wanted(path, **said):
    settings = {name: value for name, value in said.items() if name == "hold"}
    return Wanted(Person("people.csv", 2, "17", {"name": "Ana", **said}), path, settings=settings)


def test_a_worker_without_our_files_makes_the_same_track_and_knows_it_again(mine, folder):
    (here,) = run(Order("here", key=b"k"), [wanted(mine)], Here())
    (there,) = run(Order(str(folder / "there"), key=b"k"), [wanted(mine)], Elsewhere(mine.parent))
    assert there.entry == here.entry and there.entry.how == "made"
    assert open_store("there").read("17.mp3") == open_store("here").read("17.mp3")
    (again,) = run(Order("there", key=b"k"), [wanted(mine)], Here())
    assert again.unchanged


def test_a_relative_path_is_that_of_whoever_began(mine, folder):
    (there,) = run(Order(str(folder / "there")), [wanted(Path("home/mine.yaml"))], Elsewhere(mine.parent))
    assert there.entry.how == "made", there.entry.why


def test_what_is_wrong_is_told_at_the_path_it_was_sent_from(mine, folder):
    (mine.parent / "parts/ending.yaml").write_text("title: End\nsteps: [pause: soon]\n")
    mine.write_text(ROUTINE + "  - pause: never\n")
    outlook = look_ahead(Order(str(folder / "there")), [wanted(mine)], Elsewhere(mine.parent))
    assert {why["place"].partition(":")[0] for why in outlook.settled[0].why} == {str(mine)}
    assert "nightcue-work" not in str(outlook.settled[0])


def test_a_change_of_a_part_makes_the_track_anew(mine, folder):
    order = {"where": str(folder / "there"), "key": b"k"}
    list(run(Order(**order), [wanted(mine)], Elsewhere(mine.parent)))
    (mine.parent / "parts/ending.yaml").write_text(ENDING.replace("Good night", "Sleep well"))
    (again,) = run(Order(**order), [wanted(mine)], Elsewhere(mine.parent))
    assert not again.unchanged


def test_files_that_are_too_large_are_not_sent(mine):
    assert {Path(path).name for path, _ in files_to_send([wanted(mine)])} == {"mine.yaml", "ending.yaml"}
    for number in range(2):
        (mine.parent / f"large{number}.yaml").write_text(ROUTINE + "#" * (MOST // 2))
    large = [wanted(mine.parent / f"large{number}.yaml") for number in range(2)]
    assert files_to_send([wanted(mine), *large]) == ()
