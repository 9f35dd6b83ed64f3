"""How far a long piece of work is: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from nightcue.terminal import plain_line

if TYPE_CHECKING:
    from nightcue.building.clips import Progress


_IN_LINES = ("loading", "speaking")
"""What is counted in lines; the rest is in percent."""


@contextmanager
def shown(name: str) -> Iterator[Progress | None]:
    """Show a progress bar on stderr for the routine `name` while the block runs; none when stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    from nightcue.commands.screen import console
    from nightcue.commands.times import clock

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

        def tell(stage: str, done: int, total: int, left: float | None = None, /) -> None:
            nonlocal shown_stage
            far = f"{done}/{total} lines" if stage in _IN_LINES else f"{100 * done // max(1, total)} %"
            description = f"{name}: {stage}"
            # a short stage would be over before the bar is drawn the next time
            new = stage != shown_stage
            shown_stage = stage
            ahead = "" if left is None else f"about {clock(left)} left"
            bars.update(task, description=description, completed=done, total=total, far=far, left=ahead, refresh=new)

        yield tell
