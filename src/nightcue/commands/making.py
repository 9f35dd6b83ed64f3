"""Making one track, or leaving it as it is where nothing has changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from nightcue.build import Choices


@dataclass(frozen=True)
class Order:
    """What was asked for besides a routine: `asked` as it was written, and `choices` made of it when they are needed.

    The track goes to `file`, or else into `folder`; `force` makes it even where nothing has changed.
    """

    asked: dict[str, Any]
    choices: Callable[[], Choices]
    format: str
    file: Path | None
    folder: Path
    force: bool

    def make(self, path: Path) -> list[Path]:
        """Make the track of the routine at `path`, and say so; returns every file and folder that it depends on.

        Raises RoutineError, VoiceError and OutputError.
        """
        return (None if self.force else self._as_it_was(path)) or self._made(path)

    def _as_it_was(self, path: Path) -> list[Path] | None:
        from nightcue.recipe import recall

        recipe = recall(path, self.asked)
        if recipe is None:
            return None
        _say(Path(recipe.target), recipe.seconds, "nothing has changed", recipe.note)
        return [*map(Path, recipe.inputs)]

    def _made(self, path: Path) -> list[Path]:
        from nightcue.build import compile_routine, output_path, write
        from nightcue.commands.endings import show
        from nightcue.commands.progress import shown
        from nightcue.recipe import Recipe, changed_since, program, remember, states

        began, started = time.monotonic(), time.time_ns()
        with shown(path.stem) as progress:
            compiled = compile_routine(path, self.choices(), progress)
            target = self.file or output_path(compiled.timeline, self.folder, self.format)
            digest = write(compiled, target, self.format, progress)
        show(*compiled.timeline.warnings)
        _say(target, compiled.timeline.duration, f"in {time.monotonic() - began:.1f} s", compiled.note)
        found, seconds = states(compiled.looked_at), compiled.timeline.duration
        # warnings are to be seen again; what was written since the start, asked after `found`, may not be what was read
        if not compiled.timeline.warnings and not changed_since(compiled.looked_at, started):
            remember(path, self.asked, Recipe(str(target), digest, seconds, found, program(), compiled.note))
        return [*compiled.looked_at]


def _say(target: Path, seconds: float, how: str, note: str | None) -> None:
    from nightcue.commands.times import clock, size

    click.echo(f"{target}  {clock(seconds)}  {size(target.stat().st_size)}  {how}")
    if note:
        click.echo(f"note: {note}", err=True)
