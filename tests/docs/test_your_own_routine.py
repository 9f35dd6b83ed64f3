"""docs/your-own-routine.md, followed to the letter: every edit is made, every command run, every answer compared.

A block marked `diff FILE` is an edit. In a block marked `console`, lines that begin with `$ ` are commands, and the
lines after each are what it prints, where `…` stands for anything.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

pytestmark = pytest.mark.once

PAGE = Path(__file__).parents[2] / "docs/your-own-routine.md"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANSWER = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)

VARIES = {
    "a time": r"\d+:\d\d(:\d\d)?(\.\d+)?",
    "a length": r"\d+\.\d{3}",
    "a size": r"\d+(\.\d+)? [kM]B",
    "how long it took": r"in \d+\.\d s",
    "a line number": r"(?<=\.yaml:)\d+",
    "where a profile is kept": r"\S+(?=profile\.yaml)",
    "how wide a column is": r" +",
}
"""What is not the same on another day or another machine."""


@pytest.fixture(scope="module")
def walk(tmp_path_factory):
    """The folder of a reader who has followed the page, and each command with what it should print and what it does."""
    folder = tmp_path_factory.mktemp("evenings")
    tone = np.sin(np.arange(22_050) * 0.1) * 0.2
    (folder / "routines").mkdir()
    soundfile.write(folder / "routines/good-night.wav", tone, 22_050)
    answers = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))
        for kind, file, content in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
            if kind == "diff":
                edit(folder / file, content)
            elif kind == "console":
                answers += [(command, shown, run(command, folder)) for command, shown in ANSWER.findall(content)]
        yield folder, answers


def edit(path, diff):
    def side(mark):
        return "".join(line[1:] for line in diff.splitlines(keepends=True) if line[0] in {" ", mark})

    text = path.read_text(encoding="utf-8")
    assert text.count(side("-")) == 1, (
        f"the page takes these lines out of {path.name}, and they must be there once:\n{diff}"
    )
    path.write_text(text.replace(side("-"), side("+")), encoding="utf-8")


def run(command, folder):
    nightcue, *words = shlex.split(command)
    assert nightcue == "nightcue"
    return subprocess.run(
        [sys.executable, "-m", "nightcue", *words],
        cwd=folder,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ).stdout


def steady(text):
    """`text` with everything that varies replaced by its name."""
    for name, pattern in VARIES.items():
        text = re.sub(pattern, f" <{name}> " if name != "how wide a column is" else " ", text)
    return "\n".join(line.strip() for line in text.strip().splitlines())


def matches(shown, printed):
    pattern = ".*".join(map(re.escape, steady(shown).split("…")))
    return re.fullmatch(pattern, steady(printed), re.DOTALL) is not None


def test_every_command_prints_what_the_page_shows(walk):
    _, answers = walk
    assert len(answers) >= 10
    wrong = [f"$ {command}\n{printed}" for command, shown, printed in answers if not matches(shown, printed)]
    assert not wrong, "the page shows something else for:\n" + "\n".join(wrong)


def test_the_track_at_the_end_is_what_the_page_promised(walk):
    folder, _ = walk
    plan = json.loads(run("nightcue plan mine --json", folder))
    spoken = [event["text"] for event in plan["events"] if event["kind"] == "speech"]
    assert plan["title"] == "Rosa's evening"
    assert "This is for Rosa." in spoken
    assert not any("boots" in text for text in spoken)
    assert {window["seconds"] for window in plan["windows"] if window["kind"] == "hold"} == {20.0}
    assert [event["kind"] for event in plan["events"]][-2:] == ["audio", "chime"]
    assert {path.name for path in (folder / "audio_out").iterdir()} == {"mine.en.mp3", "noche.es.mp3"}


def test_every_other_command_that_the_page_names_is_one(walk):
    folder, _ = walk
    named = re.findall(r"`(nightcue [^`\n]+)`", PAGE.read_text(encoding="utf-8"))
    assert named
    for command in named:
        words = command.split()
        options = [word for word in words if word.startswith("--")]
        told = run(f"{' '.join(words[: 3 if words[1] == 'profile' else 2])} --help", folder)
        assert "Example" in told, command
        assert all(option in told for option in options), command


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a.mp3  0:10  1.0 MB  in 1.0 s", "a.mp3  1:02:03  600 kB  in 12.5 s", True),
        ("a.yaml:3:5: error", "a.yaml:14:5: error", True),
        ("a.yaml:3:5: error", "a.yaml:3:9: error", False),
        ("first\n…\nlast", "first\nmiddle\nmiddle\nlast", True),
        ("first\nlast", "first\nmiddle\nlast", False),
    ],
)
def test_answers_are_the_same_but_for_what_varies(shown, printed, same):
    assert matches(shown, printed) is same
