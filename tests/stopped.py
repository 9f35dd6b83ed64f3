"""Starting nightcue as a terminal does, and seeing what is left of it when it is told to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

PATIENCE = 120
MARK = "NIGHTCUE_TEST_MARK"
"""A variable that everything has which a started program starts in its turn."""


ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def start(*words, program=("-m", "nightcue"), ignoring=()):
    """`python -m nightcue`, or another program of Python's, in a session of its own; it is `ignoring` some signals."""
    return subprocess.Popen(
        [sys.executable, *program, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: heed_signals(ignoring),
    )


def heed_signals(ignoring=()):
    """Undo what a shell does to a program that it runs in its background, which then ignores Ctrl-C."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN if number in ignoring else signal.SIG_DFL)


def wait_for(there, process):
    """Wait until `there()` is true, while `process` runs."""
    end = time.monotonic() + PATIENCE
    while not there():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.02)


def left(mark):
    """The command lines of all processes that have the mark, once those that are ending have had their time."""
    end = time.monotonic() + PATIENCE
    while (found := _marked(mark)) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def _marked(mark):
    wanted, found = f"{MARK}={mark}".encode(), []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if folder.name != str(os.getpid()) and wanted in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found
