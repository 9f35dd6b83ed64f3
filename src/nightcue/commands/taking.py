"""The dialogue of `nightcue record --take`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nightcue.amounts import how_many
from nightcue.terminal import confirm, plain, tell

if TYPE_CHECKING:
    from nightcue.voices.taking import Ordered

OPTION = "--take"


def take(source: Path, folder: Path, missing: dict[str, str], lufs: float, yes: bool) -> None:
    """Copy the sound files of `source` into `folder` as the lines that are `missing`, an id with each text, in order.

    What is taken for what is shown first, and asked about but for `yes`. Nothing that is in `folder` changes. Raises
    click.BadParameter where it cannot be told what is what or a file cannot be used, and OutputError.
    """
    from nightcue.audio.errors import SoundError
    from nightcue.voices.recorded import RecordingFolder
    from nightcue.voices.taking import in_order

    try:
        files = RecordingFolder(source).strays(())
        _see_counts(source, folder, len(files), len(missing))
        ordered = in_order(files)
        seconds = _seconds(ordered.files, lufs)
    except SoundError as error:
        raise click.BadParameter(str(error), param_hint=OPTION) from None
    _show(ordered, seconds, missing)
    count = how_many(len(files), "file")
    if not yes and not confirm(f"Copy {count} into {folder} under the names of these lines?"):
        tell("Nothing was copied.")
        return
    _copy({file: folder / f"{id}{file.suffix.lower()}" for file, id in zip(ordered.files, missing, strict=True)})
    tell(f"{count} copied into {folder}; what is in {source} stayed as it was.")


def _see_counts(source: Path, folder: Path, files: int, missing: int) -> None:
    """Raise click.BadParameter where there is not one file for each missing line."""
    if source.resolve() == folder.resolve():
        way = "put the new ones into a folder of their own"
        raise click.BadParameter(f"{source} is where the recordings are; {way}", param_hint=OPTION)
    if files == missing:
        return
    lines = f"{missing or 'no'} line{' is' if missing == 1 else 's are'} missing"
    if not missing:
        way = f"to read some anew, take their recordings out of {folder}"
    elif files < missing:
        way = "record the others too, or give these their names by hand"
    else:
        way = "take out what is none of them, such as a first try"
    raise click.BadParameter(f"{files} sound files are in {source}, and {lines}; {way}", param_hint=OPTION)


def _seconds(files: Sequence[Path], lufs: float) -> list[float]:
    """Return how long the words in each file last. Raises SoundError for one that cannot be used."""
    from nightcue.storage.paths import cached
    from nightcue.voices.cache import ClipCache
    from nightcue.voices.recorded import recorded_clip

    cache = ClipCache(cached("clips"))
    return [recorded_clip(file, lufs, cache, trimmed=True).seconds for file in files]


def _show(ordered: Ordered, seconds: Sequence[float], missing: dict[str, str]) -> None:
    from rich.text import Text

    from nightcue.commands.screen import console, plain_table

    table = plain_table()
    for name in ("file", "words", "is taken for the line"):
        table.add_column(name, overflow="fold")
    for file, length, text in zip(ordered.files, seconds, missing.values(), strict=True):
        table.add_row(Text(plain(file.name)), f"{length:.1f} s", Text(plain(text)))
    console().print(table)
    tell(
        "", f"In the order of {'the numbers in their names' if ordered.by_number else 'the times they were saved at'}."
    )
    if ordered.times_differ:
        tell("By the times they were saved at they would come in another order: look twice.")


def _copy(targets: dict[Path, Path]) -> None:
    """Write each file under its new name, all or none. Raises OutputError, also where something is there already."""
    from nightcue.audio.recordings import unreadable
    from nightcue.audio.track import output_errors
    from nightcue.storage.atomic_files import write_together
    from nightcue.storage.reading import read_file
    from nightcue.storage.targets import target

    contents = {}
    for file, path in targets.items():
        try:
            content = read_file(file)
        except OSError as problem:
            raise click.BadParameter(str(unreadable(file, problem)), param_hint=OPTION) from None
        with output_errors(path):
            contents[target(path, is_ours=lambda _: False)] = content
    with output_errors(next(iter(contents)).parent):
        write_together(contents)
