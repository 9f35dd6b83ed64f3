"""Running a nightcue command in a process of its own, with an end in time."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import anyio

from nightcue.patience import timeout

_NIGHTCUE = (sys.executable, "-P", "-m", "nightcue")
_SURROUNDINGS = {"NIGHTCUE_READY": "no", "NO_COLOR": "1", "COLUMNS": "160", "PYTHONUTF8": "1", "NIGHTCUE_DEBUG": ""}
_PATIENCE = 2.0
"""Seconds in which a command that is told to stop ends in good order; it takes a tenth of one."""


@dataclass(frozen=True)
class Ran:
    """What became of a command: its exit code, and what it wrote to stdout and to stderr."""

    code: int
    said: str
    problems: str


async def run(words: Sequence[str], folder: Path, limit: float) -> Ran:
    """Run `nightcue` with `words` in `folder`, with nothing to read; what runs after `limit` seconds is stopped.

    Raises TimeoutError then.
    """
    process = await asyncio.create_subprocess_exec(
        *_NIGHTCUE,
        *words,
        cwd=folder,
        env=os.environ | _SURROUNDINGS,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,  # else Ctrl-C would end it while we still wait for it
    )
    try:
        async with timeout(limit):
            said, problems = await process.communicate()
    finally:
        if process.returncode is None:
            with anyio.CancelScope(shield=True):  # whoever asked may have gone
                await _end(process)
    return Ran(process.returncode or 0, said.decode(errors="replace"), problems.decode(errors="replace"))


async def _end(process: asyncio.subprocess.Process) -> None:
    """Tell the process to stop, and end it where it does not."""
    for stop in (process.terminate, process.kill):
        with suppress(ProcessLookupError):
            stop()
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _PATIENCE)
            return
