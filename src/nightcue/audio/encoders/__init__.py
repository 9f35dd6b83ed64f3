"""Encoders: one file for each output format, named as the format is. To add a format, add a file.

Each file holds `encode`, an Encoder. One that can lay a floor better than by mixing it in has `encode_over_floor` too,
which takes the level of the floor first. A file whose name starts with an underscore is shared by several formats.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

if TYPE_CHECKING:
    from nightcue.audio.clip import Samples
    from nightcue.audio.tags.track_info import TrackInfo


class Encoder(Protocol):
    """Writes a whole track, sound and tags, a block at a time."""

    def __call__(self, file: BinaryIO, info: TrackInfo, blocks: Iterable[Samples], length: int, rate: int) -> None:
        """Encode `blocks` (mono int16, `length` samples in all, `rate` samples a second) into `file`.

        `file` is empty, open for reading and writing, and can seek. Raises OSError when it cannot be written.
        """


_FIRST = ("mp3", "wav", "flac", "ogg", "opus", "m4a", "m4b")
_IN_EXTRAS = {"m4a": ("av", "m4a"), "m4b": ("av", "m4a")}
"""Formats for which a plain installation lacks a package: the module, and the extra that brings it."""


def _formats() -> tuple[str, ...]:
    names = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(sorted(names, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST)))


FORMATS = _formats()
"""The names of the output formats, which are their file suffixes too; the usual choice first."""


def encoder_for(format: str, floor: float | None = None) -> Encoder:
    """Return the encoder of a format, over a floor of so many dBFS if it is to have one.

    Raises ValueError for a name that is not in FORMATS.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}; there are {', '.join(FORMATS)}")
    module = import_module(f"{__name__}.{format}")
    if floor is None:
        return cast(Encoder, module.encode)
    if lays_floor(format):
        return partial(module.encode_over_floor, floor)
    return partial(_encode_over_floor, module.encode, floor)


def lays_floor(format: str) -> bool:
    """Return whether the encoder of a format lays a floor itself, so that it need not be mixed in."""
    return hasattr(import_module(f"{__name__}.{format}"), "encode_over_floor")


def _encode_over_floor(
    encode: Encoder, floor: float, file: BinaryIO, info: TrackInfo, blocks: Iterable[Samples], length: int, rate: int
) -> None:
    from nightcue.audio.floor import over_floor

    encode(file, info, over_floor(blocks, floor, rate), length, rate)


def missing_extra(format: str) -> str | None:
    """Return the extra of nightcue that has to be installed before this format can be written, if there is one."""
    module, extra = _IN_EXTRAS.get(format, ("", ""))
    return extra if module and find_spec(module) is None else None
