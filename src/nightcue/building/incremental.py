"""Making one track, or leaving it as it is where nothing has changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nightcue.commands.options import BESIDE
from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.building.clips import Progress
    from nightcue.building.compile import Choices, Compiled
    from nightcue.language.script import Script
    from nightcue.timeline.timeline import Timeline


@dataclass(frozen=True)
class Order:
    """What was asked for besides a routine: `asked` as it was written, and `choices` made of it when they are needed.

    The track goes to `file`, or else into `folder`; `force` makes it even where nothing has changed. `split` makes a
    folder of chapters instead, `beside` names what else is written, and without `overwrite` a file that nightcue did
    not make is left alone. `tell` is told of what was made: the files, how long the track plays in seconds, how it was
    made, and a note for who listens, if there is one.
    """

    asked: dict[str, Any]
    choices: Callable[[], Choices]
    format: str
    file: Path | None
    folder: Path
    force: bool
    split: bool = False
    beside: tuple[str, ...] = ()
    overwrite: bool = True
    tell: Callable[[list[Path], float, str, str | None], None] = field(default_factory=lambda: _say)

    def make(self, path: Path) -> list[Path]:
        """Make the track of the routine at `path`, and say so; returns every file and folder that it depends on.

        Raises RoutineError, VoiceError and OutputError.
        """
        return (None if self.force else self._as_it_was(path)) or self._made(path)

    def _as_it_was(self, path: Path) -> list[Path] | None:
        from nightcue.building.fingerprint import recall

        recipe = recall(path, self.asked)
        if recipe is None:
            return None
        self.tell([*map(Path, recipe.made)], recipe.seconds, "nothing has changed", recipe.note)
        return [*map(Path, recipe.inputs)]

    def _made(self, path: Path) -> list[Path]:
        from nightcue.building.compile import compile_routine
        from nightcue.building.fingerprint import Recipe, changed_since, held, program, remember, states
        from nightcue.commands.exit_codes import show
        from nightcue.commands.progress import shown

        began, started = time.monotonic(), time.time_ns()
        with shown(path.stem) as progress:
            compiled = compile_routine(path, self.choices(), progress, self._foresee)
            files = self._write(compiled, progress)
        show(*compiled.timeline.warnings)
        self.tell(files, compiled.timeline.duration, f"in {time.monotonic() - began:.1f} s", compiled.note)
        if not self.split:
            _tell_of_old_words(compiled, files)
        found, seconds = states(compiled.looked_at), compiled.timeline.duration
        # warnings are to be seen again; what was written since the start, asked after `found`, may not be what was read
        if not compiled.timeline.warnings and not changed_since(compiled.looked_at, started):
            remember(path, self.asked, Recipe(str(files[0]), held(files), seconds, found, program(), compiled.note))
        return [*compiled.looked_at]

    def _foresee(self, script: Script, read: tuple[Path, ...]) -> None:
        """Raise OutputError when what is to be written may not be; nothing is spoken for it then."""
        from nightcue.building.outputs.sidecars import see_targets

        track = self._track(script)
        if self.split:
            from nightcue.building.outputs.chapters import see_folder

            see_folder(track.with_suffix(""), script, self.format, self.beside, read, self.overwrite)
            return
        see_targets([track, *(track.with_suffix(f".{kind}") for kind in self.beside)], read, self.overwrite)

    def _track(self, named: Script | Timeline) -> Path:
        from nightcue.building.compile import output_path

        return self.file or output_path(named, self.folder, self.format)

    def _write(self, compiled: Compiled, progress: Progress | None) -> list[Path]:
        """Write all that is wanted; returns the files, first the track or the playlist of its chapters."""
        from nightcue.building.compile import write

        track = self._track(compiled.timeline)
        if self.split:
            from nightcue.building.outputs.chapters import write_chapters

            return write_chapters(compiled, track.with_suffix(""), self.format, self.beside, progress)
        write(compiled, track, self.format, progress)
        if not self.beside:
            return [track]
        from nightcue.building.outputs.sidecars import write_alongside

        return [track, *write_alongside(compiled, track, self.beside)]


def _say(files: list[Path], seconds: float, how: str, note: str | None) -> None:
    from nightcue.commands.times import clock, size

    target, *others = files
    beside = [path for path in others if path.suffix[1:] in BESIDE]
    for path in beside:
        if path.stem == target.stem:
            tell(f"{path}  {size(path.stat().st_size)}")
    tracks = [path for path in others if path not in beside]
    chapters = f"{len(tracks)} chapter{'s' * (len(tracks) > 1)}  " if tracks else ""
    whole = sum(path.stat().st_size for path in tracks or [target])
    tell(f"{target}  {clock(seconds)}  {chapters}{size(whole)}  {how}")
    if note:
        tell(f"note: {note}", err=True)


def _tell_of_old_words(compiled: Compiled, files: list[Path]) -> None:
    """Name the words of an earlier build that a player would show with the new track."""
    from nightcue.building.outputs.sidecars import outdated

    for path in outdated(compiled, files):
        tell(f"note: {path} has other words or times; --with {path.suffix[1:]} makes it again", err=True)
