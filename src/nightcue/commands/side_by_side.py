"""Building many routines at a time, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import click


def build_side_by_side(paths: Sequence[Path], words: Sequence[str], jobs: int) -> list[int]:
    """Run `nightcue build PATH WORDS…` for each of `paths`, at most `jobs` at a time; returns the exit codes.

    What each says is passed on when it is done, with how many are.
    """

    def build(path: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "nightcue", "build", str(path), *words]
        # the rescue is for the program that builds all of them to keep ready
        environment = os.environ | {"NIGHTCUE_READY": "no"}
        return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", env=environment)

    codes: list[int] = []
    threads = ThreadPoolExecutor(jobs)
    try:
        for future in as_completed([threads.submit(build, path) for path in paths]):
            done = future.result()
            codes.append(done.returncode)
            if done.stdout:
                click.echo(f"{len(codes)}/{len(paths)}  {done.stdout.rstrip()}")
            click.echo(done.stderr, err=True, nl=False)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
    return codes
