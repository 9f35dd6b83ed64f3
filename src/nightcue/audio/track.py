"""A track: blocks of samples encoded into a file that appears only when it is whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from nightcue.audio.clip import SAMPLE_RATE, Samples
from nightcue.audio.encoders import encoder_for
from nightcue.audio.errors import OutputError
from nightcue.audio.tags.track_info import TrackInfo
from nightcue.storage.atomic_file import atomic_file
from nightcue.storage.targets import see_on_disk, target


def write_track(
    path: Path,
    format: str,
    info: TrackInfo,
    blocks: Iterable[Samples],
    length: int,
    rate: int = SAMPLE_RATE,
    floor: float | None = None,
) -> None:
    """Encode `blocks` (mono int16, `length` samples in all, `rate` samples a second) into `path`, tags included.

    `format` is one of FORMATS, `floor` the level in dBFS of noise under everything, None for none. The file appears as
    `new_track` says.
    Raises OutputError when the file cannot be written, and ValueError for an unknown format, a length below 1, or
    blocks that do not add up to `length`.
    """
    encoder_for(format)  # an unknown one is refused before anything is written
    if length < 1:
        raise ValueError(f"a track of {length} samples")
    with new_track(path) as file:
        fill_track(file, format, info, blocks, length, rate, floor)


@contextmanager
def new_track(path: Path) -> Iterator[BinaryIO]:
    """Yield the file of a track at `path`, to be filled in the block.

    It is written under a temporary name in the same folder, which is made if it is missing, and renamed when it is
    whole; whatever goes wrong before that, an older file under `path` stays as it was. What a killed program left of
    the same track is deleted first. Raises OutputError when the file cannot be written.
    """
    with output_errors(path):
        target(path).parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(path) as file:
            yield file
            see_on_disk(file)


def fill_track(
    file: BinaryIO,
    format: str,
    info: TrackInfo,
    blocks: Iterable[Samples],
    length: int,
    rate: int = SAMPLE_RATE,
    floor: float | None = None,
) -> None:
    """Encode `blocks` into `file`, which is new, as write_track does. Raises OSError, and ValueError as write_track."""
    encoder_for(format, floor)(file, info, _counted(blocks, length), length, rate)


@contextmanager
def output_errors(path: Path) -> Iterator[None]:
    """Raise an OSError of what is written for `path` as an OutputError that names it."""
    try:
        yield
    except OSError as problem:
        raise OutputError(f"cannot write {path}: {problem.strerror or problem}") from problem


def _counted(blocks: Iterable[Samples], length: int) -> Iterator[Samples]:
    """Yield the same blocks; raises ValueError when they do not add up to `length` samples."""
    count = 0
    for block in blocks:
        count += len(block)
        yield block
    if count != length:
        raise ValueError(f"{count} samples for a track of {length}")
