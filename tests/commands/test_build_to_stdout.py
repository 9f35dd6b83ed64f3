"""nightcue build -o -: the bytes of the track and nothing else on stdout, for another program to read."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

TEXT = """\
title: Short
voice: embedded
steps:
  - say: Hello there
  - pause: 2s
  - say: This is not medical advice. Ask a clinician.
"""
LONG = TEXT.replace("2s", "20m")


@pytest.fixture(autouse=True)
def temporary(folder, monkeypatch):
    (folder / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(folder / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder / "tmp"


@pytest.mark.parametrize("words", [[], ["--format", "mp3"], ["--format", "wav"], ["--format", "flac"]])
def test_stdout_has_the_bytes_of_the_file_and_what_is_said_is_on_stderr(run, routine, known_voice, folder, words, read):
    name, kind = read(routine(TEXT)), (words or ["mp3"])[-1]
    assert run("build", name, "-o", f"there.{kind}").exit_code == 0
    done = run("build", name, "-o", "-", *words)
    assert done.exit_code == 0
    assert done.stdout_bytes == (folder / f"there.{kind}").read_bytes()
    assert done.stderr.startswith("mine  0:0")
    assert not (folder / "audio_out").exists()
    assert not Path("-").exists()


def test_nothing_is_left_of_it(run, routine, known_voice, temporary):
    assert run("build", routine(TEXT), "-o", "-").exit_code == 0
    assert run("build", routine("title: T\nsteps: []\n"), "-o", "-").exit_code == 1
    assert not [*temporary.iterdir()]


def test_warnings_and_errors_are_on_stderr(run, routine, known_voice):
    done = run("build", routine(f"{TEXT}sound: {{nonsense: 1}}\n"), "-o", "-")
    assert (done.exit_code, done.stdout_bytes) == (1, b"")
    assert "nonsense" in done.stderr
    warned = run("build", routine(f"{TEXT}  - stretch: {{name: Calf, hold: 2s, cues: {{countdown: 5}}}}\n"), "-o", "-")
    assert warned.exit_code == 0
    assert "warning[" in warned.stderr
    assert warned.stdout_bytes[:3] == b"ID3"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--split"], "--split asks for more"),
        (["--with", "lrc"], "--with asks for more"),
        (["--watch"], "--watch asks for more"),
        (["--format", "ogg"], "-o - writes mp3, wav, flac"),
        (["--format", "nonsense"], "-o - writes mp3, wav, flac"),
        (["rescue"], "2 routines cannot all go to stdout"),
    ],
)
def test_what_cannot_go_to_stdout_is_wrong_usage(run, routine, known_voice, words, why):
    done = run("build", routine(TEXT), "-o", "-", *words)
    assert (done.exit_code, done.stdout_bytes) == (2, b"")
    assert why in done.stderr
    assert known_voice.spoken == []


def test_a_file_of_that_name_can_be_written(run, routine, known_voice, folder):
    assert run("build", routine(TEXT), "-o", "./-", "--format", "wav").exit_code == 0
    assert [path.name for path in (folder / "-").iterdir()] == ["mine.en.wav"]


def started(words: list[str], **options) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-P", "-m", "nightcue", "build", *words], **options)


def test_a_terminal_is_refused(routine):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    with started([routine(TEXT), "-o", "-"], stdout=theirs, stderr=subprocess.PIPE) as process:
        said = process.communicate()[1].decode()
    os.close(theirs)
    os.close(ours)
    assert process.returncode == 2
    assert "a terminal cannot show a track" in said


@pytest.mark.skipif(sys.platform == "win32", reason="how shells show it is of POSIX")
def test_a_reader_that_goes_away_ends_it_quietly(routine, temporary, read):
    """The track is larger than a pipe holds, so that it is still being written."""
    words = [read(routine(LONG)), "--format", "wav", "-o", "-"]
    with started(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(4) == b"RIFF"
        process.stdout.close()
        said = process.stderr.read().decode()
    assert process.returncode == 141
    assert [line for line in said.splitlines() if not line.startswith("mine  20:")] == []
    assert not [*temporary.iterdir()]


def test_a_full_disk_behind_stdout_is_told(routine):
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no /dev/full")
    with (
        full.open("wb") as stdout,
        started([routine(TEXT), "-o", "-"], stdout=stdout, stderr=subprocess.PIPE) as process,
    ):
        said = process.communicate()[1].decode()
    assert "cannot write to stdout: No space left on device" in said
    assert process.returncode == 4
