"""docs/terminal.md: every command in it is one, every key is there, and the picture shows what the player shows."""

import re
import shlex
from pathlib import Path

import pytest

from nightcue.bedside.keys import NAMED
from nightcue.bedside.words import words_in
from nightcue.commands import nightcue

pytestmark = pytest.mark.once

PAGE = (Path(__file__).parents[2] / "docs/terminal.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ nightcue (.+)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_is_understood(words):
    name, *rest = shlex.split(words)
    context = nightcue.make_context("nightcue", [name, *rest])
    command = nightcue.get_command(context, name)
    assert command is not None
    if name != "profile":  # which has commands of its own
        command.make_context(name, rest)


def test_there_is_a_line_for_each_key_and_no_other():
    table = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", PAGE.partition("| key |")[2].partition("\n\n")[0], re.MULTILINE)
    assert table == ["space", "←", "→", "↑ ↓", "m", "t", "i", "q, or Ctrl-C"]
    steering = {"pause", "back", "on", "louder", "softer", "stop"}
    assert set(NAMED.values()) == steering | {"more time", "timer", "pain", "rescue", "ready"}


def test_the_picture_is_of_the_screen():
    picture = (Path(__file__).parents[2] / "docs/terminal.svg").read_text(encoding="utf-8")
    assert words_in("en").keys in picture
    assert words_in("en").more_keys in picture
    assert words_in("en").paused in picture
    assert set(re.findall(r"#\w{6}", picture)) == {"#000000", "#870000", "#af0000"}
