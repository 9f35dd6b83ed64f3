"""docs/nightcue.1: in step with the commands, and read by what shows manual pages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from nightcue.commands.described import every_command, names_of, options_of
from nightcue.commands.manual import manual

pytestmark = pytest.mark.once

PAGE = Path(__file__).parents[2] / "docs/nightcue.1"


def test_it_is_the_one_that_the_commands_make():
    assert PAGE.read_text(encoding="utf-8") == manual(), "python -m nightcue.commands.manual > docs/nightcue.1"


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_man_shows_every_command_and_option_and_warns_of_nothing():
    surroundings = os.environ | {"MANWIDTH": "200", "LC_ALL": "C.UTF-8"}
    reading = ["man", "--warnings", "-l", str(PAGE)]
    shown = subprocess.run(reading, capture_output=True, text=True, env=surroundings, timeout=60)
    assert (shown.returncode, shown.stderr) == (0, "")
    text = re.sub(".\x08", "", shown.stdout)
    for each in every_command():
        assert each.context.command_path in text
        assert all(", ".join(names_of(option)) in text for option in options_of(each.command))
    assert "nightcue facts | head -1" in text


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not installed")
def test_mandoc_finds_no_error():
    checked = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "error", str(PAGE)], capture_output=True, text=True, timeout=60
    )
    assert (checked.returncode, checked.stdout) == (0, "")
