"""nightcue cache: what is kept so that it need not be made again."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from nightcue.amounts import how_many, size
from nightcue.terminal import tell

if TYPE_CHECKING:
    from pathlib import Path

_BESIDE = {
    "site": "the page of nightcue serve",
    "page": "tracks that were made for the bedside page alone",
    "ready": "the rescue track, ready for the night",
}
"""Folders in it that the limit does not hold and --clear leaves, and what is in them."""
_AGES = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


@click.command("cache")
@click.option("--clear", "emptied", is_flag=True, help="Delete everything in it, at any time: it is made again.")
def command(emptied: bool) -> None:
    """Show the folder where spoken lines and encoded sounds are kept, and how much room they take.

    What was used longest ago goes by itself when the limit is reached. The page of `nightcue serve` and the rescue
    track, which lie beside, are shown too, but stay. NIGHTCUE_CACHE names another folder.

    \b
    Examples:
      nightcue cache
      nightcue cache --clear
    """
    from nightcue.storage.paths import cache_folder

    folder = cache_folder()
    if folder.exists() and not folder.is_dir():
        tell(
            f"note: {folder} is not a folder, so nothing is kept; delete it, or name another in NIGHTCUE_CACHE",
            err=True,
        )
    if emptied:
        _clear(folder)
    else:
        _show(folder)


def _show(folder: Path) -> None:
    from nightcue.storage.eviction import LIMIT, entries_of
    from nightcue.storage.paths import KINDS

    tell(folder)
    found = {kind: list(entries_of(folder, kind)) for kind in KINDS}
    for kind, entries in found.items():
        room = size(sum(entry.size for entry in entries))
        tell(f"{kind:7}  {how_many(len(entries), 'entry', 'entries'):>13}  {room:>8}")
    every = [entry for entries in found.values() for entry in entries]
    tell(f"{size(sum(entry.size for entry in every))} of {size(LIMIT)}")
    if every:
        tell(f"used longest ago: {_ago(time.time() - min(entry.used for entry in every) / 1e9)}")
    for name, what in _BESIDE.items():
        if used := _room(folder / name):
            tell(f"beside that: {what}, {size(used)}, in {folder / name}")


def _clear(folder: Path) -> None:
    from nightcue.audio.errors import OutputError
    from nightcue.storage.eviction import clear
    from nightcue.storage.paths import KINDS

    cleared = clear(folder)
    tell(f"freed {size(cleared.size)} ({how_many(cleared.entries, 'entry', 'entries')}) in {folder}")
    if cleared.problem:
        problem = cleared.problem
        raise OutputError(
            f"cannot delete {problem.filename}: {problem.strerror}; check that you may write in {folder}, "
            "or name another folder in NIGHTCUE_CACHE"
        )
    left = [kind for kind in KINDS if (folder / kind).exists()]
    if left:
        tell(f"note: what else is in {folder} is not of nightcue, and was left there", err=True)


def _room(folder: Path) -> int:
    """Return the bytes of the files in `folder`; 0 where it is missing."""
    with suppress(OSError):  # a file that goes meanwhile
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return 0


def _ago(seconds: float) -> str:
    """Return `seconds` as "3 days ago"; a time to come, which a clock put back leaves behind, is now."""
    for length, name in _AGES:
        if seconds >= length:
            return f"{how_many(int(seconds // length), name)} ago"
    return "just now"
