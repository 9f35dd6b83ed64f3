"""nightcue build --split and --with, as a user runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

TEXT = (
    "title: T\nvoice: embedded\nsteps:\n  - chapter: One\n  - say: Hello there.\n  - chapter: Two\n"
    "  - say: This is not medical advice. Ask a clinician.\n"
)
SAME = "nothing has changed\n"
ALL = [
    "01 One.lrc",
    "01 One.mp3",
    "01 One.vtt",
    "02 Two.lrc",
    "02 Two.mp3",
    "02 Two.vtt",
    "mine.en.json",
    "mine.en.m3u8",
]


@pytest.fixture(autouse=True)
def _cache(folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))


@pytest.fixture
def mine(routine):
    path = routine(TEXT)
    then = Path(path).stat().st_mtime - 3600
    os.utime(path, (then, then))
    return path


def names(folder):
    return sorted(path.name for path in Path(folder).iterdir())


def test_chapters_go_to_a_folder_and_the_last_line_says_what_there_is(run, mine):
    done = run("build", mine, "--split", "--with", "vtt,lrc,json")
    assert done.exit_code == 0, done.output
    timeline = r"audio_out/mine\.en/mine\.en\.json  \d+ kB\n"
    chapters = r"audio_out/mine\.en/mine\.en\.m3u8  0:0\d  2 chapters  \d+ kB  in .* s\n"
    assert re.fullmatch(timeline + chapters, done.stdout)
    assert names("audio_out") == ["mine.en"]
    assert names("audio_out/mine.en") == ALL


def test_words_and_timeline_go_beside_the_track(run, mine):
    done = run("build", mine, "--with", "lrc", "--with", "JSON , vtt", "-o", "out/night.mp3")
    assert done.exit_code == 0, done.output
    assert names("out") == ["night.json", "night.lrc", "night.mp3", "night.vtt"]
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        "out/night.lrc",
        "out/night.vtt",
        "out/night.json",
        "out/night.mp3",
    ]


@pytest.mark.parametrize("words", [[], ["--split"]])
def test_json_is_what_plan_prints(run, mine, words):
    run("build", mine, "--with", "json", *words)
    planned = run("plan", mine, "--json").stdout_bytes
    assert next(Path("audio_out").rglob("*.json")).read_bytes() == planned


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--with", "srt"], "there is no 'srt'; there are lrc, vtt, json"),
        (["--with", ""], "there is no ''"),
        (["--with", "json", "-o", "x.json"], "cannot be both"),
        (["--with", "lrc", "-o", "x.LRC"], "cannot be both"),
    ],
)
def test_wrong_usage(run, mine, words, said):
    done = run("build", mine, *words)
    assert (done.exit_code, Path("audio_out").exists()) == (2, False)
    assert said in done.stderr


def test_a_name_with_the_ending_of_a_track_names_the_folder_and_any_other_is_a_folder_for_it(run, mine):
    for _ in range(2):
        assert run("build", mine, "--split", "-o", "night.mp3").exit_code == 0
        assert run("build", mine, "--split", "-o", "my.nights").exit_code == 0
        assert names("night") == ["01 One.mp3", "02 Two.mp3", "night.m3u8"]
        assert names("my.nights") == ["mine.en"]
    Path("file.mp3").touch()
    Path("file").touch()
    done = run("build", mine, "--split", "-o", "file.mp3")
    assert done.exit_code == 4
    assert "cannot write file: it is a file" in done.stderr


@pytest.mark.parametrize("output", ["routines/mine.yaml/x", "/dev/full", "/proc/nightcue", "n" * 300 + ".mp3"])
def test_places_that_cannot_hold_the_chapters(run, mine, output):
    done = run("build", mine, "--split", "-o", output)
    assert (done.exit_code, "cannot write" in done.stderr) == (4, True)


@pytest.mark.parametrize(
    "words",
    [
        ["--split"],
        ["--split", "--with", "lrc,vtt,json"],
        ["--with", "lrc,vtt,json"],
        ["--format", "m4a"],
        ["--format", "wav"],
    ],
)
def test_whatever_is_deleted_or_changed_is_made_again_and_else_nothing_is_done(run, mine, words):
    def build():
        done = run("build", mine, *words)
        assert done.exit_code == 0, done.output
        return done.stdout

    build()
    files = sorted(path for path in Path("audio_out").rglob("*") if path.is_file())
    before = {path: path.read_bytes() for path in files}
    assert build().endswith(SAME)
    for path in files:
        path.unlink()
        assert not build().endswith(SAME), path
        assert build().endswith(SAME), path
        path.write_bytes(path.read_bytes()[:-1])
        assert not build().endswith(SAME), path
    assert {path: path.read_bytes() for path in before} == before
    assert sorted(path for path in Path("audio_out").rglob("*") if path.is_file()) == files


def test_other_wishes_are_other_builds(run, mine):
    for words in ([], ["--split"], ["--with", "lrc"], ["--with", "lrc,json"]):
        assert not run("build", mine, *words).stdout.endswith(SAME)
    for words in ([], ["--split"], ["--with", "lrc"], ["--with", "json, lrc,lrc"]):
        assert run("build", mine, *words).stdout.endswith(SAME)


def test_a_build_with_nothing_to_do_clears_away_what_a_killed_one_left(run, mine):
    run("build", mine, "--split")
    left = Path("audio_out/.mine.en.0123abcd.parts")
    left.mkdir()
    (left / "01 One.mp3").touch()
    assert run("build", mine, "--split").stdout.endswith(SAME)
    assert names("audio_out") == ["mine.en"]


def test_many_at_a_time_are_told_of_both(routine, folder):
    paths = [routine(TEXT, name) for name in ("one", "two")]
    command = [
        sys.executable,
        "-m",
        "nightcue",
        "build",
        *paths,
        "--jobs",
        "2",
        "--split",
        "--with",
        "lrc",
        "--with",
        "json",
    ]
    subprocess.run(command, check=True, capture_output=True)
    for name in ("one", "two"):
        kinds = ("01 One.lrc", "01 One.mp3", "02 Two.lrc", "02 Two.mp3", f"{name}.en.json", f"{name}.en.m3u8")
        assert names(f"audio_out/{name}.en") == [*kinds]


def test_words_that_are_no_longer_those_of_the_track_are_named(run, mine, read):
    run("build", read(mine), "--with", "lrc,json")
    assert run("build", mine).stderr == ""
    Path(mine).write_text(TEXT.replace("Hello", "Good evening"), encoding="utf-8")
    done = run("build", read(mine))
    assert done.stderr == "note: audio_out/mine.en.lrc has other words or times; --with lrc makes it again\n"
    assert run("build", mine, "--split").stderr == ""
    assert run("build", mine, "--with", "lrc").stderr == ""
    assert run("build", mine).stderr == ""
