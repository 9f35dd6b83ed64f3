"""`nightcue` forked from a Python that has loaded what its commands load, which takes longer than most of them do.

What a command then does, and how it ends, is as in a program of its own: each fork has its own streams, and ends as
every Python does. What there is when a program starts (modules, a stream that is closed) is for tests that start one.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_PROGRAM = """
import json, os, signal, socket, sys
import click, numpy, pydantic, rich.table, soundfile, yaml
import nightcue.building.incremental, nightcue.commands, nightcue.safety.checker
from nightcue.__main__ import main
from nightcue.safety.matching import kinds_of
kinds_of("en")
asked = socket.socket(fileno={fd})
while True:
    words, streams, _, _ = socket.recv_fds(asked, {most}, 3)
    if not words:
        break
    child = os.fork()
    if child == 0:
        asked.close()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        sys.argv[1:] = json.loads(words)
        main()
        sys.exit()
    for stream in streams:
        os.close(stream)
    asked.send(b"%d" % child)
    asked.send(b"%d" % os.waitstatus_to_exitcode(os.wait()[1]))
"""
_MOST = 100_000
"""Bytes in the words of a command."""


class Warmed:
    """Commands with the environment and the working directory of now, or of those given, one after another.

    `through` are programs that start the Python, each with its options. How the streams of Python itself are made is
    settled when it starts: by the environment, and by whether `stdout` is a terminal.
    """

    def __init__(
        self,
        through: Sequence[str] = (),
        here: Path | None = None,
        environment: Mapping[str, str] | None = None,
        stdout: int = subprocess.DEVNULL,
    ) -> None:
        self._asking, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its:
            self._server = subprocess.Popen(
                [*through, sys.executable, "-P", "-c", _PROGRAM.format(fd=its.fileno(), most=_MOST)],
                cwd=here,
                env=environment,
                pass_fds=[its.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=stdout,
            )
        self._running: int | None = None

    def start(self, words: Sequence[str], streams: Sequence[int]) -> None:
        """Begin a command, with these as its stdin, stdout and stderr."""
        socket.send_fds(self._asking, [json.dumps(words).encode()], list(streams))
        self._running = int(self._asking.recv(_MOST))

    def kill(self, by: signal.Signals) -> None:
        """Send a signal to the command that runs."""
        if self._running is not None:
            with suppress(ProcessLookupError):
                os.kill(self._running, by)

    def wait(self) -> int:
        """The exit code of the command that runs, or minus the signal that ended it."""
        code = int(self._asking.recv(_MOST))
        self._running = None
        return code

    def run(self, words: Sequence[str], streams: Sequence[int]) -> int:
        """The exit code of a command."""
        self.start(words, streams)
        return self.wait()

    def close(self) -> None:
        """Let the Python end."""
        self._asking.close()
        self._server.wait()
