"""Tracks that follow one another in a folder: their file names, and the playlist that lists them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from nightcue.audio.tags.track_info import storable
from nightcue.storage.reading import read_file

PLAYLIST = ".m3u8"
"""The ending of a playlist: an extended M3U in UTF-8."""

_LARGEST = 1_000_000
"""Bytes of a playlist that is read; one of a hundred chapters has 20,000."""

LONGEST_STEM = 100
"""Bytes of UTF-8 in the name of a file without its ending: disks that encrypt names hold 143."""

_FORBIDDEN = frozenset('<>:"/\\|?*%#')
"""What Windows or FAT refuse in a name, and what a player would take for part of an address."""

_OURS = re.compile(r"\d{2,}( .+)?\.\w+", re.DOTALL)


def numbered_stem(number: int, total: int, title: str) -> str:
    """Return the name of track `number` of `total`, without its ending: safe on every disk, unique, and sorted."""
    shown = "".join(" " if _is_unsafe(char) else char for char in unicodedata.normalize("NFC", storable(title)))
    stem = f"{number:0{max(2, len(str(total)))}} {' '.join(shown.split())}"
    return stem.encode()[:LONGEST_STEM].decode("utf-8", "ignore").strip(" .")


def playlist(title: str, tracks: Iterable[tuple[str, str, float]]) -> bytes:
    """Return a playlist of file names, their titles, and their lengths in seconds."""
    lines = ["#EXTM3U", f"#PLAYLIST:{_one_line(title)}"]
    for name, shown, seconds in tracks:
        lines += [f"#EXTINF:{seconds:.3f},{_one_line(shown)}", name]
    return ("\n".join(lines) + "\n").encode()


def listed(path: Path) -> list[str]:
    """Return the names in the playlist at `path` that numbered_stem could have made; none if there is no playlist."""
    try:
        lines = read_file(path, _LARGEST).decode("utf-8", "replace").splitlines()
    except OSError:
        return []
    return [line for line in lines if _OURS.fullmatch(line) and not _FORBIDDEN & set(line)]


def _is_unsafe(char: str) -> bool:
    return char in _FORBIDDEN or unicodedata.category(char)[0] in "CZ"


def _one_line(text: str) -> str:
    return " ".join(storable(text).split())
