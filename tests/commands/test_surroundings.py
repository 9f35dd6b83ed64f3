"""Commands of the day where something around them is missing: they do what they can, or say in a sentence why not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from rescue_conditions import CONDITIONS
from rescuing import night

pytestmark = [pytest.mark.once, pytest.mark.skipif(sys.platform != "linux", reason="set up with what Linux has")]

NAMED = {condition.name: condition for condition in CONDITIONS}
COMMANDS = ("list", "check rescue", "plan rescue", "build rescue")
CANNOT_WRITE = "cannot write audio_out/rescue.es.mp3: Permission denied"
GONE = "the folder that you are in was deleted; go to another, and try again"
REFUSED = {
    "HOME is not set, for a user without a name": {"build rescue": CANNOT_WRITE},
    "the working directory is deleted": {"list": GONE, "build rescue": GONE},
    "the working directory may not be read": {"build rescue": CANNOT_WRITE},
    "the folder of routines may not be read": {},
    "a locale of Latin-1": {},
    "a Python that knows only ASCII": {},
}
"""The nights, and what is said there by commands that cannot do what they are for."""


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", REFUSED)
def test_it_works_or_says_why_not(name, command, tmp_path):
    if NAMED[name].root and os.getuid() != 0:
        pytest.skip("only root can set this up")
    program = [sys.executable, "-P", "-m", "nightcue", *command.split(), "--lang", "es"]
    with night(tmp_path, NAMED[name].set_up, "es") as one:
        env = one.env | {"NIGHTCUE_READY": "no"}
        done = subprocess.run([*one.through, *program], cwd=one.here, env=env, capture_output=True)
    told, refusal = done.stderr.decode("utf-8", "replace"), REFUSED[name].get(command)
    assert "Traceback" not in told
    if refusal:
        assert (done.returncode, told) == (4, f"nightcue: error: {refusal}\n")
    else:
        assert (done.returncode, bool(done.stdout)) == (0, True), told
