"""A programme for many people: the tracks of all its weeks, each with what the row says."""

import json

import pytest
from click.testing import CliRunner

from nightcue.clinic.wanting import _found, variables_of_file
from nightcue.commands import nightcue

ROUTINE = """\
title: T
language: en
voice: embedded
topic: other
vars: {hold: 2s, rest: 1s}
steps:
  - say: Lie down. This is not medical advice.
  - pause: "{hold}"
  - pause: "{rest}"
"""
PROGRAMME = """\
version: 1
programme: ours
title: Ours
weeks:
  - {routine: mine, vars: {hold: 2s}}
  - {routine: mine, vars: {hold: 3s}}
  - routine: mine
  - {routine: mine, vars: {hold: 4s}}
"""


@pytest.fixture
def batch(folder, known_voice):
    """Make the tracks of a table in a folder with the routine mine and the programme ours."""
    _found.cache_clear()
    variables_of_file.cache_clear()
    (folder / "routines").mkdir()
    (folder / "programmes").mkdir()
    (folder / "routines/mine.yaml").write_text(ROUTINE)
    (folder / "programmes/ours.yaml").write_text(PROGRAMME)

    def run(table, *words):
        (folder / "people.csv").write_text(table)
        return CliRunner().invoke(nightcue, ["batch", "people.csv", *words, "-o", "out"])

    yield run
    _found.cache_clear()


def made(folder):
    entries = map(json.loads, (folder / "out/manifest.jsonl").read_text().splitlines())
    return {each["file"]: (each["programme"], each["weeks"], round(each["seconds"])) for each in entries}


def test_each_person_gets_the_tracks_of_all_weeks_and_equal_weeks_are_one(batch, folder):
    assert batch("id\n17\n18\n", "ours").exit_code == 0
    found = made(folder)
    assert {file: said[:2] for file, said in found.items()} == {
        f"{id}.week-{name}.mp3": ("ours", weeks)
        for id in ("17", "18")
        for name, weeks in {"1-3": [1, 3], "2": [2], "4": [4]}.items()
    }
    assert [found[f"17.week-{name}.mp3"][2] - found["17.week-1-3.mp3"][2] for name in ("2", "4")] == [1, 2]
    assert "0 tracks made, 6 unchanged" in batch("id\n17\n18\n", "ours").stdout


def test_only_the_weeks_that_changed_are_made_again(batch, folder):
    batch("id\n17\n", "ours")
    (folder / "programmes/ours.yaml").write_text(PROGRAMME.replace("hold: 4s", "hold: 5s"))
    _found.cache_clear()
    assert "1 track made, 2 unchanged" in batch("id\n17\n", "ours").stdout


def test_what_the_row_says_goes_before_what_the_weeks_set(batch, folder):
    batch("id,hold,rest\n17,6s,\n18,,3s\n", "ours")
    found = made(folder)
    assert {file for file in found if file.startswith("17")} == {"17.week-1-2-3-4.mp3"}
    assert {file for file in found if file.startswith("18")} == {f"18.week-{name}.mp3" for name in ("1-3", "2", "4")}
    # 4 s more of hold, and 2 s less of rest
    assert found["17.week-1-2-3-4.mp3"][2] - found["18.week-1-3.mp3"][2] == 2


def test_a_row_may_name_a_programme_beside_a_routine(batch, folder):
    batch("id,routine\n17,mine ours\n18,mine\n")
    assert set(made(folder)) == {"17.mp3", "17.2.week-1-3.mp3", "17.2.week-2.mp3", "17.2.week-4.mp3", "18.mp3"}


def test_each_track_is_that_of_a_build_with_the_same_values(batch, folder):
    batch("id\n17\n", "ours")
    CliRunner().invoke(nightcue, ["build", "mine", "--set", "hold=4s", "-o", "four.mp3"])
    assert (folder / "out/17.week-4.mp3").read_bytes() == (folder / "four.mp3").read_bytes()


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("id,routine\n17,ours\n18,theirs\n", "people.csv:3:routine: error[unknown-routine]"),
        ("id,routine,holt\n17,ours,3s\n", "people.csv:2:holt: error[unknown-column]"),
        ("id,routine\n17,wrong\n", "people.csv:2:routine: error[bad-duration]: programmes/wrong.yaml:6:"),
        ("id,routine,hold\n17,ours,2 potatoes\n", "people.csv:2:hold: error[bad-duration]"),
    ],
)
def test_what_is_wrong_with_a_programme_of_a_row_is_told_at_the_row(batch, folder, table, told):
    wrong = PROGRAMME.replace("ours", "wrong").replace("3s", "soon")
    (folder / "programmes/wrong.yaml").write_text(wrong)
    done = batch(table)
    assert done.exit_code == 1
    assert told in done.stderr
