"""docs/diary.md, followed to the letter: every command is run, and every answer compared."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from nightcue.commands import nightcue
from nightcue.diary.night import FIELDS

pytestmark = pytest.mark.once

PAGE = (Path(__file__).parents[2] / "docs/diary.md").read_text(encoding="utf-8")
SHOWN = re.compile(r"^```console\n\$ nightcue (diary [^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_command_says_what_the_page_says(folder, monkeypatch):
    for name in ("NIGHTCUE_DATA", "NIGHTCUE_CONFIG"):
        monkeypatch.setenv(name, str(folder / name))
    for command, shown in SHOWN.findall(PAGE):
        said = CliRunner().invoke(nightcue, shlex.split(command)).output
        assert [line.rstrip() for line in said.splitlines()] == shown.splitlines(), command


@pytest.mark.parametrize("name", FIELDS)
def test_every_column_is_on_the_page(name):
    assert f"`{name}`" in PAGE
