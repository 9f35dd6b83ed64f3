"""Every command where something around it is missing: it does what it can, or says in a sentence why not."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from nightcue.commands import COMMANDS
from nightcue.storage.scratch import nameless_file
from rescue_conditions import CONDITIONS
from rescuing import night
from warmed import Warmed

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(sys.platform != "linux", reason="set up with what Linux has"),
]

WORDS = {
    "list": "list",
    "build": "build rescue",
    "play": "play rescue",
    "rescue": "rescue",
    "prepare": "prepare",
    "site": "site page rescue",
    "serve": "serve page",
    "plan": "plan rescue",
    "check": "check rescue",
    "review": "review rescue --list",
    "new": "new mine",
    "import": "import mine.md",
    "export": "export rescue",
    "edit": "edit mine",
    "voices": "voices --lang xx",
    "schema": "schema",
    "facts": "facts",
    "profile": "profile show",
    "record": "record rescue",
    "words": "words list",
    "diary": "diary list",
    "share": "share show",
    "plot": "plot rescue",
    "home-assistant": "home-assistant ha",
    "programme": "programme list",
    "batch": "batch status tracks",
    "mcp": "mcp tracks",
    "cache": "cache",
}
"""Each command with arguments that cost little."""

NO_SOUND = "nightcue: error: there is no sound device here."
NO_ROUTINE = "there is no routine 'mine'"
AWAY = "Error: there is no folder page"
SHIPPED = "rescue comes with nightcue"
NO_VOICE = "nightcue: error: no voice here speaks 'xx'"
USUAL = {
    "play": (4, NO_SOUND),
    "rescue": (4, NO_SOUND),
    "serve": (2, AWAY),
    "edit": (1, NO_ROUTINE),
    "import": (2, "'mine.md' does not exist"),
    "voices": (2, NO_VOICE),
    "review": (2, SHIPPED),
    "batch": (2, "there is no manifest"),
}
"""How these end where nothing else is wrong: no sound, no page yet, no routine of one's own, no such language,
no batch.

Without its end, the editor has a page to show in every one of these nights; tests/editor tries it."""

SILENT = {"mcp"}
"""What says nothing where nobody asks it anything."""

GONE = (4, "nightcue: error: the folder that you are in was deleted; go to another, and try again")
CLOSED = (4, "Permission denied")
WRITES_NOTHING = dict.fromkeys(
    ("build", "play", "site", "plot", "home-assistant", "mcp"), (4, "nothing may be written in")
)
WRITES_NOTHING |= {"prepare": (4, "nightcue: error: cannot write"), "new": (4, "cannot write routines: Permission")}

NIGHTS = {
    "HOME is not set, for a user without a name": WRITES_NOTHING | {"diary": (4, "see whether the folder is yours")},
    "nothing at all may be written": WRITES_NOTHING,
    "the working directory is deleted": dict.fromkeys(
        ("list", "build", "play", "prepare", "site", "new", "plot", "home-assistant", "mcp"), GONE
    ),
    "the working directory may not be read": dict.fromkeys(
        ("build", "play", "site", "new", "plot", "home-assistant", "batch", "mcp"), CLOSED
    )
    | {"serve": (2, "cannot read page/index.html: Permission denied")},
    "the folder of routines may not be read": {"new": (4, "Permission denied")},
    "the folder of routines is a file": {"new": (4, "cannot write routines: File exists")},
    "the temporary folder is away": {},
    "nothing is set": {},
    "a locale of Latin-1": {},
    "a Python that knows only ASCII": {},
}
"""The nights, and the exit code and words with which commands end there that cannot do what they are for."""

NAMED = {condition.name: condition for condition in CONDITIONS}
NAMES_ROUTINES = {"list", "build", "play", "site", "plan", "check", "review", "new", "record", "plot", "export"}


def test_every_command_is_in_the_table():
    assert WORDS.keys() == COMMANDS.keys()


class Surrounded:
    """A night in which one command after another is run; what one of them makes is gone before the next."""

    def __init__(self, one, stack):
        self._folder = one.folder
        self._said = [stack.enter_context(nameless_file()) for _ in ("stdout", "stderr")]
        environment = one.env | {"NIGHTCUE_READY": "no", "NIGHTCUE_SOUND": "none"}
        self._python = stack.enter_context(closing(Warmed(one.through, one.here, environment)))
        self._before = self._there()

    def run(self, words):
        """The exit code of a command, and what it wrote to stdout and stderr."""
        with Path(os.devnull).open("rb") as nothing:
            code = self._python.run(words.split(), [stream.fileno() for stream in (nothing, *self._said)])
        for made in sorted(self._there() - self._before, reverse=True):
            made.rmdir() if made.is_dir() and not made.is_symlink() else made.unlink()
        return code, *map(emptied, self._said)

    def _there(self):
        return {Path(folder, name) for folder, *names in os.walk(self._folder) for name in (*names[0], *names[1])}


def emptied(file):
    file.seek(0)
    said = file.read().decode("utf-8", "replace")
    file.seek(0)
    file.truncate()
    return said


@pytest.fixture(scope="module", params=NIGHTS)
def surrounded(request, tmp_path_factory):
    """The name of a night, and the night."""
    if NAMED[request.param].root and os.getuid() != 0:
        pytest.skip("only root can set this up")
    with night(tmp_path_factory.mktemp("night"), NAMED[request.param].set_up, "en") as one, ExitStack() as stack:
        yield request.param, Surrounded(one, stack)


@pytest.mark.parametrize("command", WORDS)
def test_it_works_or_says_why_not(surrounded, command):
    name, night = surrounded
    done, out, told = night.run(WORDS[command])
    code, words = NIGHTS[name].get(command) or USUAL.get(command) or (0, "")
    assert "Traceback" not in told
    assert (done, words in told) == (code, True), told
    assert code != 0 or out or command in SILENT
    if name == "the folder of routines may not be read" and command in NAMES_ROUTINES:
        note = "note: routines cannot be read (Permission denied), so the routines in it are missing here\n"
        assert told.count(note) == 1
