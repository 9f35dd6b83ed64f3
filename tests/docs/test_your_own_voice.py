"""docs/your-own-voice.md, followed to the letter: files are written and recorded as it says, and answers compared."""

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

PAGE = Path(__file__).parents[2] / "docs/your-own-voice.md"
BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
VARIES = (r"\d:\d\d ", r"\d+ kB", r"in \d+\.\d s")


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """What the page says that each command prints, and what it printed."""
    folder = tmp_path_factory.mktemp("voice")
    (folder / "routines/recordings").mkdir(parents=True)
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))
        for kind, place, content in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
            if kind == "yaml":
                (folder / place).write_text(content, encoding="utf-8")
            elif kind == "files":
                for name in content.split():
                    tone = 0.05 * np.sin(np.arange(66_150) * 0.05)
                    soundfile.write(folder / place / name, np.pad(tone, 20_000), 22_050)
            else:
                command, _, shown = content.removeprefix("$ ").partition("\n")
                found.append((command, shown, run(command, folder)))
    return found


def run(command, folder):
    return subprocess.run(
        [sys.executable, "-m", "nightcue", *shlex.split(command)[1:]],
        cwd=folder,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ).stdout


def steady(text):
    """`text` as words, with everything that is not the same on another machine replaced."""
    for pattern in VARIES:
        text = re.sub(pattern, "…", text)
    return text.split()


def test_every_command_prints_what_the_page_shows(answers):
    assert len(answers) == 4
    for command, shown, printed in answers:
        assert steady(printed) == steady(shown), command


def test_every_trouble_in_the_table_is_one_that_nightcue_tells():
    told = "".join(
        (PAGE.parents[1] / "src/nightcue" / module).read_text(encoding="utf-8")
        for module in ("voices/recorded.py", "audio/recordings.py")
    )
    rows = re.findall(r"^\| (?!it says|--)(.+?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == 6
    for row in rows:
        for part in row.replace("5 minutes", "{minutes} minutes").split(" … "):
            assert part in told
