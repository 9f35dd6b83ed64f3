"""Run a command and tell what it and everything that it starts takes: the clock, the processor, and memory (Linux)."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LOOK = 0.02
"""Seconds between two looks at the memory; what is held for less may be missed."""


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds by the clock and of the processor (`work`), and bytes of `memory` at most.

    The work is that of the command and of all that was waited for, the memory what all processes held at one moment,
    each byte once (PSS), 0 if nobody looked. `code` is its exit code, `said` what it wrote on both outputs.
    """

    clock: float
    work: float
    memory: int
    code: int
    said: str


def cost_of(
    command: Sequence[str],
    folder: Path,
    before: Callable[[], object] | None = None,
    enough: int | None = None,
    looks: bool = True,
    **environment: str,
) -> Cost:
    """Run `command` in `folder` and return what it took; `before` is called in its process before it starts.

    With `enough`, it is killed with all that it started once they hold more bytes than that; its code is -9 then. To
    look at the memory takes time, of a program with a large model a fifth: without `looks`, none is told.
    """
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | environment, stdout=output, stderr=output, preexec_fn=before
        )
        held = _Held(process.pid, enough) if looks else None
        _, status, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)  # it is waited for, and Popen knows nothing of that
        if held:
            held.stop()
        output.seek(0)
        said = output.read().decode("utf-8", "replace")
    memory = held.most if held else 0
    return Cost(clock, used.ru_utime + used.ru_stime, memory, process.returncode, said)


class _Held:
    """Looks again and again at what a process and all below it hold, in a thread."""

    def __init__(self, root: int, enough: int | None) -> None:
        self.most = 0
        self._root, self._enough = root, enough
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.is_set():
            pids = [*family(self._root)]
            self.most = max(self.most, sum(map(_pss, pids)))
            if self._enough is not None and self.most > self._enough:
                for pid in pids:
                    _kill(pid)
            self._over.wait(LOOK)


def family(root: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield root
    try:
        tasks = [*Path(f"/proc/{root}/task").iterdir()]
    except OSError:
        return
    for task in tasks:
        try:
            children = (task / "children").read_text().split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))


def _pss(pid: int) -> int:
    """Return the bytes that a process holds, what it shares divided by those who share it; 0 where it is gone."""
    try:
        rolled = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return 1024 * int(rolled.partition("\nPss:")[2].split()[0]) if "\nPss:" in rolled else 0


def _kill(pid: int) -> None:
    try:
        os.kill(pid, 9)
    except OSError:
        return
