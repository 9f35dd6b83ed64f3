"""Building many routines at a time, in a few workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from nightcue.terminal import tell

_PATIENCE = 5.0
"""Seconds that a worker is given to end its engines when it is stopped; it takes a tenth of one."""


def build_side_by_side(paths: Sequence[Path], options: Sequence[str], jobs: int) -> list[int]:
    """Build each of `paths` as `nightcue build PATH OPTIONS…` does, in at most `jobs` workers; returns the exit codes.

    What is said of each is passed on when it is done, with how many are.
    """
    idle: SimpleQueue[Worker] = SimpleQueue()
    workers = [Worker(options) for _ in range(min(jobs, len(paths)))]
    for worker in workers:
        idle.put(worker)

    def build(path: Path) -> dict[str, Any]:
        worker = idle.get()
        try:
            return worker.build(path)
        finally:
            idle.put(worker)

    codes: list[int] = []
    threads = ThreadPoolExecutor(len(workers))
    try:
        for future in as_completed([threads.submit(build, path) for path in paths]):
            done = future.result()
            codes.append(done["code"])
            if done["stdout"]:
                tell(*f"{len(codes)}/{len(paths)}  {done['stdout'].rstrip()}".split("\n"))
            if done["stderr"]:
                tell(*done["stderr"].rstrip("\n").split("\n"), err=True)
    except BaseException:
        threads.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.stop()
        raise
    finally:
        threads.shutdown(cancel_futures=True)
        for worker in workers:
            worker.close()
    return codes


class Worker:
    """A process that builds one routine after another; one that ends is started again for the next."""

    def __init__(self, options: Sequence[str]) -> None:
        self._command = [sys.executable, "-P", "-m", "nightcue.building.worker", *options]
        self._stopped = False
        self._process = self._started()

    def _started(self) -> subprocess.Popen[str]:
        # the rescue is for the program that builds all of them to keep ready
        environment = os.environ | {"NIGHTCUE_READY": "no"}
        return subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env=environment
        )

    def build(self, path: Path) -> dict[str, Any]:
        """Build the routine at `path`; returns its exit code as `code`, and what was said of it."""
        if self._process.poll() is not None and not self._stopped:
            self.close()
            self._process = self._started()
        assert self._process.stdin and self._process.stdout
        with suppress(OSError):
            self._process.stdin.write(json.dumps(str(path)) + "\n")
            self._process.stdin.flush()
        if line := self._process.stdout.readline():
            answer: dict[str, Any] = json.loads(line)
            return answer
        code = self._process.wait()
        ended = f"nightcue: error: {path}: what was to build it ended with code {code}; try again with fewer --jobs\n"
        return {"code": 1, "stdout": "", "stderr": ended}

    def stop(self) -> None:
        """End it at once, in good order if it will: as Ctrl-C does."""
        self._stopped = True
        self._process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def close(self) -> None:
        """End it, after the routine that it is at."""
        assert self._process.stdin and self._process.stdout
        with suppress(OSError):
            self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
