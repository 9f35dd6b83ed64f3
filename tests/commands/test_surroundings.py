"""Every command where something around it is missing: it does what it can, or says in a sentence why not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from nightcue.commands import COMMANDS
from rescue_conditions import CONDITIONS
from rescuing import night

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
    "new": "new mine",
    "voices": "voices --lang xx",
    "schema": "schema",
    "facts": "facts",
    "profile": "profile show",
    "record": "record rescue",
    "diary": "diary list",
    "plot": "plot rescue",
    "cache": "cache",
}
"""Each command with arguments that cost little."""

NO_SOUND = "nightcue: error: there is no sound device here."
AWAY = "Error: there is no folder page"
NO_VOICE = "nightcue: error: no voice here speaks 'xx'"
USUAL = {"play": (4, NO_SOUND), "rescue": (4, NO_SOUND), "serve": (2, AWAY), "voices": (2, NO_VOICE)}
"""How these end where nothing else is wrong: there is no sound, no page yet, and no such language."""

GONE = (4, "nightcue: error: the folder that you are in was deleted; go to another, and try again")
CLOSED = (4, "Permission denied")
WRITES_NOTHING = dict.fromkeys(("build", "play", "site", "plot"), (4, "nothing may be written in"))
WRITES_NOTHING |= {"prepare": (4, "nightcue: error: cannot write"), "new": (4, "cannot write routines: Permission")}

NIGHTS = {
    "HOME is not set, for a user without a name": WRITES_NOTHING | {"diary": (4, "see whether the folder is yours")},
    "nothing at all may be written": WRITES_NOTHING,
    "the working directory is deleted": dict.fromkeys(
        ("list", "build", "play", "prepare", "site", "new", "plot"), GONE
    ),
    "the working directory may not be read": dict.fromkeys(("build", "play", "site", "new", "plot"), CLOSED)
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
NAMES_ROUTINES = {"list", "build", "play", "site", "plan", "check", "new", "record", "plot"}


def test_every_command_is_in_the_table():
    assert WORDS.keys() == COMMANDS.keys()


@pytest.mark.parametrize("command", WORDS)
@pytest.mark.parametrize("name", NIGHTS)
def test_it_works_or_says_why_not(name, command, tmp_path):
    if NAMED[name].root and os.getuid() != 0:
        pytest.skip("only root can set this up")
    with night(tmp_path, NAMED[name].set_up, "en") as one:
        env = one.env | {"NIGHTCUE_READY": "no", "NIGHTCUE_SOUND": "none"}
        program = [sys.executable, "-P", "-m", "nightcue", *WORDS[command].split()]
        done = subprocess.run(
            [*one.through, *program], cwd=one.here, env=env, stdin=subprocess.DEVNULL, capture_output=True
        )
    told = done.stderr.decode("utf-8", "replace")
    code, words = NIGHTS[name].get(command) or USUAL.get(command) or (0, "")
    assert "Traceback" not in told
    assert (done.returncode, words in told) == (code, True), told
    assert code != 0 or done.stdout
    if name == "the folder of routines may not be read" and command in NAMES_ROUTINES:
        note = "note: routines cannot be read (Permission denied), so the routines in it are missing here\n"
        assert told.count(note) == 1
