"""nightcue batch: from a table to tracks, what is told, and the exit codes."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from nightcue.commands import nightcue

TABLE = "id,name,voice,conditions\n17,Ana,embedded,\n18,Bob,embedded,thrombosis\n19,Eva,embedded,\n"


@pytest.fixture
def batch(folder):
    (folder / "people.csv").write_text(TABLE)

    def run(*words):
        return CliRunner().invoke(nightcue, ["batch", *words])

    return run


def test_the_tracks_of_a_table_are_made_and_whoever_is_refused_is_told_where_the_row_is(batch, folder):
    done = batch("people.csv", "massage", "-o", "out")
    assert done.exit_code == 1
    assert done.stdout.startswith("out: 2 tracks made, 0 unchanged, 1 refused, 0 failed, ")
    assert "people.csv:3: error[thrombosis]: your profile names thrombosis" in done.stderr
    assert "(fact thrombosis-emergency)" in done.stderr
    assert sorted(path.name for path in (folder / "out").glob("*.mp3")) == ["17.mp3", "19.mp3"]

    again = batch("make", "people.csv", "massage", "-o", "out")
    assert again.stdout.startswith("out: 0 tracks made, 2 unchanged, 1 refused, 0 failed, ")

    status = batch("status", "out")
    assert (status.exit_code, "18.mp3: error[thrombosis]" in status.stderr) == (1, True)
    assert status.stdout.splitlines()[1] == "1 refused, 0 failed, 0 missing"
    (folder / "out/17.mp3").unlink()
    assert "17.mp3: it is not there as it was made" in batch("status", "out").stderr


def test_a_dry_run_says_what_it_would_cost_and_makes_nothing(batch, folder):
    done = batch("people.csv", "massage", "-o", "out", "--dry-run")
    assert done.exit_code == 1
    assert done.stdout.startswith("out: 2 tracks would be made, 0 unchanged, 1 refused, 0 failed\n")
    assert "of one core" in done.stdout and not (folder / "out").exists()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["people.csv", "massage"], 2, "Missing option '-o'"),
        (["nobody.csv", "massage", "-o", "out"], 2, "'nobody.csv' does not exist"),
        (["people.csv", "-o", "out"], 1, "people.csv:2:routine: error[no-routine]"),
        (["people.csv", "nosuch", "-o", "out"], 1, "there is no routine 'nosuch'"),
        (["people.csv", "massage", "-o", "out", "--format", "mp4"], 2, "there is no format 'mp4'"),
        (["people.csv", "massage", "-o", "out", "--allow", "nosuch"], 2, "there is no rule 'nosuch'"),
        (["people.csv", "massage", "-o", "nosuch://x"], 4, "cannot open nosuch://x"),
        (["status", "out"], 2, "there is no manifest"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(batch, words, code, told):
    done = batch(*words)
    assert (done.exit_code, told in done.stderr) == (code, True), done.stderr


@pytest.mark.once
def test_two_processes_make_what_one_does(batch, folder):
    pytest.importorskip("distributed")
    batch("people.csv", "massage", "-o", "one", "--workers", "1")
    command = [sys.executable, "-m", "nightcue", "batch", "people.csv", "massage", "-o", "two", "--workers", "2"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    for file in ("17.mp3", "19.mp3"):
        assert (folder / "one" / file).read_bytes() == (folder / "two" / file).read_bytes()
