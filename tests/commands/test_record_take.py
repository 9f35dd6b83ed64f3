"""nightcue record --take: the files of a phone become the lines of a routine, in order, and nothing else changes."""

from __future__ import annotations

import os

import numpy as np
import pytest
import soundfile

from nightcue.voices.recorded import line_id

LINES = ["Good evening, Mum.", "Pull your toes towards you.", "Sleep well. This is no medical advice."]
ROUTINE = "title: Mine\nrecordings: own\nsteps:\n" + "".join(f"  - say: {line}\n" for line in LINES)


@pytest.fixture
def phone(folder, routine):
    """A folder of recordings, each a tone of its own length, saved a minute after the one before it."""
    (folder / "routines/own").mkdir(parents=True)

    def save(*names, where="phone"):
        (folder / where).mkdir(exist_ok=True)
        for number, name in enumerate(names):
            path = folder / where / name
            wave = 0.1 * np.sin(np.arange(22_050 * (number + 1)) * 0.1)
            soundfile.write(path, wave, 22_050, format="WAV" if path.suffix == ".m4a" else None)
            os.utime(path, (1_000_000 + 60 * number, 1_000_000 + 60 * number))
        return routine(ROUTINE)

    return save


def taken(folder):
    """How long each line lasts that was taken, in whole seconds, in the order of the lines."""
    own = folder / "routines/own"
    return [round(soundfile.info(next(own.glob(f"{line_id(line)}.*"))).duration) for line in LINES]


@pytest.mark.parametrize(
    ("names", "lengths"),
    [
        (["Recording 9.wav", "Recording 10.wav", "Recording 11.wav"], [1, 2, 3]),
        (["Recording 10.wav", "Recording 11.wav", "Recording 9.wav"], [3, 1, 2]),
        (["New Recording.wav", "New Recording 2.wav", "New Recording 3.wav"], [1, 2, 3]),
        (["20261129_220501.wav", "20261129_220459.wav", "20261130_000001.wav"], [2, 1, 3]),
        (["2 toes.wav", "1 evening.flac", "3 sleep.WAV"], [2, 1, 3]),
        (["kitchen.wav", "attic.wav", "hall 7.wav"], [1, 2, 3]),
    ],
)
def test_files_are_taken_by_the_numbers_in_their_names_or_else_by_time(run, phone, folder, names, lengths):
    done = run("record", phone(*names), "--take", "phone", "--yes")
    assert done.exit_code == 0, done.output
    assert taken(folder) == lengths
    assert sorted(path.name for path in (folder / "phone").iterdir()) == sorted(names)
    assert "lines are recorded; none are missing" in run("record", "mine").stdout


def test_what_is_taken_for_what_is_shown_before_and_no_means_no(run, phone, folder):
    done = run("record", phone("b 1.wav", "b 2.wav", "b 3.wav"), "--take", "phone", input="n\n")
    rows = done.stdout.splitlines()
    assert [row.split("  ")[0] for row in rows[1:4]] == ["b 1.wav", "b 2.wav", "b 3.wav"]
    assert all(line in row for line, row in zip(LINES, rows[1:4], strict=True))
    assert "the numbers in their names" in done.stdout
    assert "Nothing was copied." in done.stdout
    assert list((folder / "routines/own").iterdir()) == []
    assert run("record", "mine", "--take", "phone", input="y\n").exit_code == 0
    assert taken(folder) == [1, 2, 3]


def test_numbers_against_the_times_are_told(run, phone):
    routine = phone("b 3.wav", "b 2.wav", "b 1.wav")
    assert "look twice" in run("record", routine, "--take", "phone", "--yes").stdout


def test_only_missing_lines_are_taken_and_what_is_there_stays(run, phone, folder):
    routine = phone("a 1.wav", "a 2.wav")
    kept = folder / "routines/own" / f"{line_id(LINES[1])}.wav"
    soundfile.write(kept, 0.1 * np.sin(np.arange(22_050 * 4) * 0.1), 22_050)
    before = kept.read_bytes()
    assert run("record", routine, "--take", "phone", "--yes").exit_code == 0
    assert taken(folder) == [1, 4, 2]
    assert kept.read_bytes() == before
    again = run("record", routine, "--take", "phone", "--yes")
    assert again.exit_code == 2
    assert "no lines are missing; to read some anew, take their recordings out" in " ".join(again.output.split())


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["a 1.wav", "a 2.wav"], "2 sound files are in phone, and 3 lines are missing; record the others too"),
        (["1.wav", "2.wav", "3.wav", "4.wav"], "take out what is none of them, such as a first try"),
    ],
)
def test_other_counts_are_refused_with_a_way_out(run, phone, folder, names, said):
    done = run("record", phone(*names), "--take", "phone", "--yes")
    assert done.exit_code == 2
    assert said in " ".join(done.output.replace("│", " ").split())
    assert list((folder / "routines/own").iterdir()) == []


def test_what_has_neither_numbers_nor_times_that_tell_is_refused(run, phone, folder):
    routine = phone("kitchen.wav", "attic.wav", "hall.wav")
    for path in (folder / "phone").iterdir():
        os.utime(path, (5, 5))
    done = run("record", routine, "--take", "phone", "--yes")
    assert done.exit_code == 2
    assert "put a number in front of each name" in " ".join(done.output.split())


def test_a_file_of_no_use_is_told_before_anything_is_copied(run, phone, folder):
    routine = phone("a 1.wav", "a 2.wav", "a 3.wav")
    whole = (folder / "phone/a 3.wav").read_bytes()
    (folder / "phone/a 3.wav").write_bytes(whole[: len(whole) // 2])
    done = run("record", routine, "--take", "phone", "--yes")
    assert done.exit_code == 2
    assert "cut short" in " ".join(done.output.split())
    assert list((folder / "routines/own").iterdir()) == []


def test_it_has_to_know_where_they_go(run, phone, routine, folder):
    phone("a 1.wav", "a 2.wav", "a 3.wav")
    done = run("record", routine(ROUTINE.replace("recordings: own\n", "")), "--take", "phone", "--yes")
    assert done.exit_code == 2
    assert "--recordings DIR" in done.output
    assert run("record", routine(ROUTINE), "--take", "routines/own", "--yes").exit_code == 2
