"""nightcue record: the lines of a routine, for one's own voice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nightcue.commands.build_options import chosen, requested
from nightcue.commands.options import language_option, recordings_option, routine_argument, settings_option
from nightcue.commands.taking import OPTION, take
from nightcue.terminal import plain, tell, tell_json

if TYPE_CHECKING:
    from nightcue.language.routine import Routine
    from nightcue.progress import Progress
    from nightcue.voices.recorded import RecordingFolder

RECORDED, MISSING, UNUSABLE = "recorded", "missing", "unusable"
SUGGESTED = "recordings"
NARROW = 80
"""Columns of a terminal on which a name stays on one line, so that it can be copied."""


@dataclass(frozen=True)
class RecordedLine:
    """A line, its id, the file it is recorded in, and why that cannot be used; `status` says which of it holds."""

    id: str
    text: str
    status: str
    file: str | None = None
    problem: str | None = None


@click.command("record")
@routine_argument
@recordings_option
@language_option
@settings_option
@click.option("--json", "as_json", is_flag=True, help="The lines as JSON, for other programs.")
@click.option(
    OPTION,
    "source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Copy the files of a folder as the missing lines, in order; they are shown before.",
)
@click.option("--yes", is_flag=True, help="With --take: copy without asking.")
def command(
    routine: str,
    recordings: Path | None,
    language: str | None,
    settings: dict[str, str],
    as_json: bool,
    source: Path | None,
    yes: bool,
) -> None:
    """List the lines of a ROUTINE, and which of them are there in your own voice.

    A line is recorded by putting a sound file into a folder, under the name that is shown: wav, flac, mp3, ogg, or m4a
    with the extra for it. --take gives the files of a phone their names: one for each missing line, in the order of
    this list, by the numbers in their names or else by time.

    \b
    Examples:
      nightcue record bedtime
      nightcue record bedtime --recordings my-voice
      nightcue record bedtime --recordings my-voice --take from-phone
    """
    from nightcue.audio.levels import speech_for
    from nightcue.building.compile import script_for
    from nightcue.commands.exit_codes import ROUTINE_HAS_ERRORS
    from nightcue.commands.progress import shown

    path = chosen(routine, language)
    read, script = script_for(requested(path, settings=settings, recordings=recordings, detail="full"))
    texts = list(dict.fromkeys(map(str, script.texts())))
    folder, lufs = _folder(read, recordings), speech_for(read.sound.loudness)
    with shown(path.stem) as progress:
        lines = _lines(texts, folder, lufs, progress)
    if source is not None:
        if folder is None or as_json:
            raise click.UsageError(f"{OPTION} copies files, so it needs --recordings DIR and goes without --json")
        missing = {line.id: line.text for line in lines if line.status == MISSING}
        take(source, folder.path, missing, lufs, yes)
        return
    strays = _strays(folder, texts, lines) if folder else {}
    if as_json:
        _print_json(read, folder, lines, strays)
    else:
        _print_table(lines)
        _print_summary(lines, strays)
        _print_way_on(path, folder, lines)
    if any(line.status == UNUSABLE for line in lines):
        raise SystemExit(ROUTINE_HAS_ERRORS)


def _folder(routine: Routine, by_hand: Path | None) -> RecordingFolder | None:
    from nightcue.audio.errors import SoundError
    from nightcue.language.diagnostics import Diagnostic, RoutineError
    from nightcue.voices.recorded import RecordingFolder

    named = routine.recordings
    try:
        if by_hand is not None:
            return RecordingFolder(by_hand)
        return RecordingFolder(_from_here(named.path)) if named else None
    except SoundError as error:
        if by_hand is not None or named is None:
            raise click.BadParameter(str(error), param_hint="--recordings") from None
        raise RoutineError([Diagnostic(named.span, "unusable-recording", str(error))]) from None


def _lines(
    texts: Sequence[str], folder: RecordingFolder | None, lufs: float, progress: Progress | None
) -> list[RecordedLine]:
    from nightcue.audio.errors import SoundError
    from nightcue.storage.paths import cached
    from nightcue.voices.cache import ClipCache
    from nightcue.voices.recorded import line_id, recorded_clip

    cache, lines = ClipCache(cached("clips")), []
    for count, text in enumerate(texts):
        if progress:
            progress("listening", count, len(texts))
        id, file = line_id(text), None
        try:
            file = folder.find(text) if folder else None
            if file is None:
                lines.append(RecordedLine(id, text, MISSING))
                continue
            recorded_clip(file, lufs, cache, trimmed=True)
            lines.append(RecordedLine(id, text, RECORDED, file.name))
        except SoundError as error:
            lines.append(RecordedLine(id, text, UNUSABLE, file.name if file else None, str(error)))
    return lines


def _strays(folder: RecordingFolder, texts: Sequence[str], lines: Sequence[RecordedLine]) -> dict[str, str | None]:
    """Return the names of files that belong to no line, each with the id of the closest missing line, if any."""
    from difflib import get_close_matches

    missing = [line.id for line in lines if line.status == MISSING]
    closest = {file.name: get_close_matches(file.stem.lower(), missing, n=1) for file in folder.strays(texts)}
    return {name: close[0] if close else None for name, close in closest.items()}


def _print_json(
    routine: Routine,
    folder: RecordingFolder | None,
    lines: Sequence[RecordedLine],
    strays: dict[str, str | None],
) -> None:
    told = {
        "routine": routine.name,
        "language": routine.speech.tag,
        "folder": str(folder.path) if folder else None,
        "lines": [asdict(line) for line in lines],
        "strays": [{"file": name, "closest": id} for name, id in strays.items()],
    }
    tell_json(json.dumps(told, ensure_ascii=False, indent=1))


def _print_table(lines: Sequence[RecordedLine]) -> None:
    from rich.text import Text

    from nightcue.commands.screen import console, plain_table

    screen = console()
    table = plain_table()
    table.add_column("name", no_wrap=screen.width >= NARROW, overflow="fold")
    table.add_column("", no_wrap=True)
    table.add_column("line", overflow="fold")
    for line in lines:
        status = Text(line.status, style="bold" if line.status == UNUSABLE else "")
        table.add_row(Text(plain(line.file or line.id)), status, Text(plain(line.text)))
        if line.problem:
            table.add_row("", "", Text(plain(line.problem), style="bold"))
    screen.print(table)


def _print_summary(lines: Sequence[RecordedLine], strays: dict[str, str | None]) -> None:
    counts = {status: sum(line.status == status for line in lines) for status in (RECORDED, MISSING, UNUSABLE)}
    are = "line is" if counts[RECORDED] == len(lines) == 1 else "lines are"
    said = [
        f"{counts[RECORDED]} of {len(lines)} {are} recorded",
        f"{counts[MISSING] or 'none'} {'is' if counts[MISSING] == 1 else 'are'} missing",
    ]
    if counts[UNUSABLE]:
        said.append(f"{counts[UNUSABLE]} cannot be used")
    tell("", f"{'; '.join(said)}.")
    for name, closest in strays.items():
        hint = f"; did you mean '{closest}'? Or the line was changed since" if closest else ""
        tell(f"{name} is none of these lines{hint}")


def _print_way_on(path: Path, folder: RecordingFolder | None, lines: Sequence[RecordedLine]) -> None:
    """Say where the next recording goes, if one is missing."""
    from nightcue.language.library import shipped

    missing = next((line.id for line in lines if line.status == MISSING), None)
    if missing is None:
        return
    if folder is not None:
        tell(f"Next: {folder.path / missing}.wav; .flac, .mp3 and .ogg are fine too.")
        return
    tell(f"Save them in a folder under their names, such as {SUGGESTED}/{missing}.wav,")
    tell(f"and give it to this command and to `nightcue build` as --recordings {SUGGESTED}.")
    if not path.resolve().is_relative_to(shipped("routines").resolve()):
        tell(f"Or make the folder {_from_here(path.resolve().parent / SUGGESTED)}, and write into {path}:")
        tell(f"  recordings: {SUGGESTED}")


def _from_here(path: Path) -> Path:
    """Return `path` as it is shorter to read: from the working directory, where it is inside that."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
