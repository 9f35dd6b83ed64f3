"""One file whose name is not UTF-8 among others: it is named with its bytes escaped, and the rest goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

TEXT = "title: T\nvoice: embedded\nrecordings: mine\nsteps:\n  - say: This is not medical advice. Ask a clinician.\n"
ODD = os.fsdecode(b"caf\xe9")


@pytest.fixture
def run(folder, monkeypatch, routine):
    """nightcue as a program in a UTF-8 terminal, which refuses what is not; beside `fine` are files with odd names."""
    routine(TEXT, "fine")
    for name in ("cache", "config", "data", "voices"):
        monkeypatch.setenv(f"NIGHTCUE_{name.upper()}", str(folder / name))
        (folder / name).mkdir()
    try:
        routine(TEXT, ODD)
    except OSError:
        pytest.skip("this disk takes no such names")
    Path("routines/mine").mkdir()
    for place in ("routines/mine/{}.wav", "voices/{}.onnx", "voices/{}.onnx.json"):
        Path(place.format(ODD)).write_bytes(b"{}")

    def call(*words, **variables):
        environment = os.environ | {"PYTHONIOENCODING": "utf-8:strict"} | variables
        program = [sys.executable, "-m", "nightcue", *words]
        done = subprocess.run(program, capture_output=True, text=True, env=environment, encoding="utf-8", check=False)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return call


@pytest.mark.parametrize("words", [["list"], ["check"], ["voices"], ["cache"], ["plan", "fine"], ["record", "fine"]])
def test_commands_that_show_what_there_is(run, words):
    assert run(*words).returncode == 0


def test_the_list_and_a_build_name_it(run):
    assert "\ncaf� " in run("list").stdout
    assert run("build", f"routines/{ODD}.yaml").stdout.startswith("audio_out/caf�.en.mp3  0:0")
    assert Path(f"audio_out/{ODD}.en.mp3").stat().st_size
    assert run("build", "fine", "-o", f"{ODD}.ogg").stdout.startswith("caf�.ogg")


def test_the_page_holds_the_others_and_says_which_it_does_not(run):
    done = run("site", "page", "fine", f"routines/{ODD}.yaml")
    assert "routines/caf�.yaml: no page can lead to a name that is not UTF-8" in done.stderr
    assert done.returncode == 1
    assert [*Path("page/tracks").glob("fine.en.*.mp3")]


def test_the_shell_is_offered_the_others(run):
    done = run(COMP_WORDS="nightcue build ", COMP_CWORD="2", _NIGHTCUE_COMPLETE="bash_complete")
    assert "plain,fine" in done.stdout.splitlines()
    assert "caf" not in done.stdout
