"""espeak-ng's data, changed so that Spanish b, d and g are hard wherever they stand.

Spanish has them soft between vowels, and espeak-ng's soft ones are taken for m, l and n: docs/intelligibility.md has
the figures. The data stays where it is: all of it is linked into a folder, but for the one file that is written anew.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

VERSION = 1
"""Raise this when SPOKEN_LIKE changes: clips in the cache are then spoken anew."""

SPOKEN_LIKE = {
    ("es", "b"): "b",
    ("es", "d"): "d[",
    ("es", "g"): "g",
    ("es", "D"): "d[",
    ("base1", "B"): "b",
    ("base1", "Q"): "g",
}
"""A table of phonemes and one of its phonemes, and which phoneme of base1 it is spoken like."""

_TABLE = struct.Struct("<BBxx32s")
"""How many phonemes a table has, the number of the table that it adds to, and its name."""
_PHONEME = struct.Struct("<4s6sB5s")
"""The name of a phoneme, its flags and program, its code, and its type and lengths: PHONEME_TAB of espeak-ng 1.52."""


def with_hard_consonants(data: Path, folder: Path) -> Path:
    """Lay the data of espeak-ng into `folder`, if it is not there, and return where: hard consonants, all else linked.

    Returns `data` where its phonemes are not laid out as they are known. Raises OSError.
    """
    changed = folder / data.name
    if not changed.exists():
        try:
            phonemes = _hardened((data / "phontab").read_bytes())
        except (LookupError, struct.error):
            return data
        changed.mkdir()
        for file in data.iterdir():
            if file.name != "phontab":
                (changed / file.name).symlink_to(file)
        (changed / "phontab").write_bytes(phonemes)
    return changed


def _hardened(phontab: bytes) -> bytes:
    """The tables of phonemes with SPOKEN_LIKE done. Raises LookupError or struct.error if that fails."""
    places = dict(_places(phontab))
    changed = bytearray(phontab)
    for place, like in SPOKEN_LIKE.items():
        name, _, code, _ = _PHONEME.unpack_from(phontab, places[place])
        _, program, _, lengths = _PHONEME.unpack_from(phontab, places["base1", like])
        _PHONEME.pack_into(changed, places[place], name, program, code, lengths)
    return bytes(changed)


def _places(phontab: bytes) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield each table with each of its phonemes, and where that begins in the file."""
    at = 4
    for _ in range(phontab[0]):
        phonemes, _, table = _TABLE.unpack_from(phontab, at)
        at += _TABLE.size
        for _ in range(phonemes):
            yield (_text(table), _text(_PHONEME.unpack_from(phontab, at)[0])), at
            at += _PHONEME.size


def _text(name: bytes) -> str:
    return name.partition(b"\0")[0].decode("latin-1")
