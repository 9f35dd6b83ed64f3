"""docs/importing.md: its example is what the commands say, and every notation in it is a pause."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from nightcue.commands import nightcue
from nightcue.importing.pauses import Pause, split
from nightcue.importing.recognising import READERS

PAGE = Path("docs/importing.md").read_text(encoding="utf-8")
NOTATIONS = re.findall(r"`([^`]+)`", PAGE.partition("## Pauses in a text")[2].partition("Pauses in a row")[0])


def test_the_example_says_what_the_page_says(folder):
    (block,) = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    _, text, said = re.split(r"^\$ .*\n", block, flags=re.MULTILINE)
    Path("evening.md").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(nightcue, ["import", "evening.md"])
    assert [line for line in said.splitlines() if line != "…" and line not in done.output.splitlines()] == []


@pytest.mark.parametrize("written", [one for one in NOTATIONS if one not in ("text;5", "strength")])
def test_every_notation_of_the_page_is_a_pause(written):
    assert [part for part in split(f"One {written} two") if isinstance(part, Pause)]


def test_every_format_is_in_the_table():
    assert set(re.findall(r"^\| `([a-z0-9-]+)` \| [^|]+ \| [^|]+ \| [^|]+ \|$", PAGE, re.MULTILINE)) >= READERS.keys()
