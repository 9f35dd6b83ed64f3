"""Showing progress: a bar on a terminal, plain lines if there is no thread for it, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from nightcue.terminal import plain_line, tell
from nightcue.threads import can_start

if TYPE_CHECKING:
    from nightcue.progress import Progress


_IN_LINES = ("loading", "speaking")
"""What is counted in lines; the rest is in percent."""


@contextmanager
def shown(name: str) -> Iterator[Progress | None]:
    """Show the progress of the routine `name` on stderr while the block runs; None when that is no terminal.

    Where there is memory for fewer engines than cores, that is said.
    """
    from nightcue.voices.worker.room import ROOM

    with ROOM.told_by(_tell_of_memory), _shown(name) as progress:
        yield progress


def _tell_of_memory() -> None:
    tell("note: memory is short here, so fewer lines are spoken at a time; it takes longer", err=True)


@contextmanager
def _shown(name: str) -> Iterator[Progress | None]:
    if not sys.stderr.isatty():
        yield None
        return
    if not can_start():
        yield _in_lines(plain_line(name))
        return
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    from nightcue.amounts import clock
    from nightcue.commands.screen import console

    columns = (
        TextColumn("{task.description:<24}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[far]:>12}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
    )
    with Bars(*columns, console=console(sys.stderr), transient=True) as bars:
        name = plain_line(name)
        task = bars.add_task(f"{name}: reading", total=None, far="", left="")
        shown_stage = ""

        def draw(stage: str, done: int, total: int, left: float | None = None, /) -> None:
            nonlocal shown_stage
            far = f"{done}/{total} lines" if stage in _IN_LINES else f"{100 * done // max(1, total)} %"
            description = f"{name}: {stage}"
            # a short stage would be over before the bar is drawn the next time
            new = stage != shown_stage
            shown_stage = stage
            ahead = "" if left is None else f"about {clock(left)} left"
            bars.update(task, description=description, completed=done, total=total, far=far, left=ahead, refresh=new)

        yield draw


def _in_lines(name: str) -> Progress:
    """Return what tells of each stage when it begins."""
    last = ""

    def tell_stage(stage: str, _done: int, total: int, _left: float | None = None, /) -> None:
        nonlocal last
        if stage != last:
            last = stage
            tell(f"{name}: {stage}" + (f" {total} lines" if stage in _IN_LINES else ""), err=True)

    return tell_stage
