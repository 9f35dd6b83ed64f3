"""docs/players.md, followed to the letter: what every command prints and leaves, with the smaller voice."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

PAGE = (Path(__file__).parents[2] / "docs/players.md").read_text(encoding="utf-8")
VARIES = (r"\d:\d\d ", r"\d+ kB", r"\d\.\d MB", r"in \d+\.\d s")


def steady(text):
    """`text` as words, with everything that is not the same for another voice replaced."""
    for pattern in VARIES:
        text = re.sub(pattern, "…", text)
    return text.split()


@pytest.fixture(scope="module")
def tried(tmp_path_factory):
    folder = tmp_path_factory.mktemp("players")
    answers = []
    for block in re.findall(r"^```console\n\$ nightcue (.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        words, _, shown = block.partition("\n")
        done = subprocess.run(
            [sys.executable, "-m", "nightcue", *shlex.split(words), "--voice", "embedded"],
            cwd=folder,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        answers.append((words, shown, done.stdout))
    return folder, answers


def test_every_command_prints_what_the_page_shows(tried):
    _, answers = tried
    assert len(answers) == 3
    for words, shown, printed in answers:
        assert steady(printed) == steady(shown), words


def test_the_folder_holds_what_the_page_lists(tried):
    folder, _ = tried
    (listed,) = re.findall(r"^```files\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert sorted(path.name for path in (folder / "audio_out/stretch.en").iterdir()) == listed.splitlines()
