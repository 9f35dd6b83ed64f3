"""Recordings: a user's own sound files, read into clips."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from nightcue.audio.clip import RATES, SAMPLE_RATE, Clip, Samples
from nightcue.audio.errors import SoundError
from nightcue.audio.mp3.frames import LARGEST_FRAME
from nightcue.audio.shaping import fade, to_int16
from nightcue.storage.reading import NotAFileError, open_file

LONGEST = 3600
"""The longest recording that is read, in seconds: an hour is 159 MB of samples."""

BLOCK = 1 << 18
"""Samples read at once, over all channels."""

ADVICE = "save it again as wav, flac, ogg or mp3"


def read_recording(path: Path, rate: int = SAMPLE_RATE, first: int | None = None) -> Clip:
    """Read a wav, flac, ogg or mp3 file as a mono clip of `rate` samples a second, with 5 ms fades.

    Channels are averaged. No more than the clip and a block is held at once. With `first`, no more than that many
    seconds are read.
    Raises SoundError for a file that is missing, not a regular file, unreadable, damaged, without a sample, longer than
    LONGEST without `first`, or not made of finite numbers.
    """
    try:
        with open_file(path) as file, soundfile.SoundFile(file) as sound:
            _check_header(path, sound, whole=first is None)
            blocks = list(_resampled(_mono_blocks(path, sound, first), sound.samplerate, rate))
            if first is None:
                _check_end(path, file, sound)
    except OSError as problem:
        raise unreadable(path, problem) from problem
    except (soundfile.LibsndfileError, TypeError) as problem:
        # A name that ends in .raw gives a TypeError, because such a file has no header.
        raise SoundError(f"{path}: not a sound file, or a damaged one; {ADVICE}") from problem
    if not sum(map(len, blocks)):
        raise SoundError(f"{path}: the recording holds no sound; record it again")
    return fade(Clip(np.concatenate(blocks), rate))


def unreadable(path: Path, problem: OSError) -> SoundError:
    """Return what to say of a recording that cannot be opened."""
    if isinstance(problem, FileNotFoundError):
        return SoundError(f"{path}: there is no such file; check the name")
    if isinstance(problem, NotAFileError):
        return SoundError(f"{path}: {problem.strerror}; name a sound file")
    return SoundError(f"{path}: cannot be read: {problem.strerror}; check that the file may be read")


def _check_header(path: Path, sound: soundfile.SoundFile, whole: bool) -> None:
    """Refuse by what the header says, before a sample is read."""
    if sound.samplerate not in RATES:
        raise SoundError(f"{path}: {sound.samplerate} samples a second is no usual rate; save it again at 44100")
    # The length of an MP3 can be a guess from its first frame, several times too long when it starts in silence.
    if whole and sound.format != "MP3" and sound.frames > LONGEST * sound.samplerate:
        raise _too_long(path)


def _check_end(path: Path, file: BinaryIO, sound: soundfile.SoundFile) -> None:
    """Refuse an MP3 that libsndfile stopped reading early, because the guess at its length was too short."""
    if sound.format == "MP3" and path.stat().st_size - file.tell() > LARGEST_FRAME:
        raise SoundError(f"{path}: an MP3 that does not say how long it is; {ADVICE}")


def _mono_blocks(path: Path, sound: soundfile.SoundFile, first: int | None) -> Iterator[NDArray[np.float32]]:
    """Yield the recording a block at a time, channels averaged: float from -1 to 1, shape (n,)."""
    left = (LONGEST if first is None else first) * sound.samplerate
    while len(block := sound.read(max(1, BLOCK // sound.channels), dtype="float32", always_2d=True)):
        if first is not None:
            block = block[:left]
        left -= len(block)
        if left < 0:
            raise _too_long(path)
        if not len(block):
            return
        if not np.isfinite(block).all():
            raise SoundError(f"{path}: damaged: some samples are not finite numbers; {ADVICE}")
        yield block.mean(axis=1)


def _resampled(blocks: Iterator[NDArray[np.float32]], source: int, rate: int) -> Iterator[Samples]:
    """Yield the blocks at `rate` samples a second, as int16."""
    if source == rate:
        yield from map(to_int16, blocks)
        return
    stream = soxr.ResampleStream(source, rate, 1, dtype="float32", quality="HQ")
    for block in blocks:
        yield to_int16(stream.resample_chunk(block))
    yield to_int16(stream.resample_chunk(np.zeros(0, np.float32), last=True))


def _too_long(path: Path) -> SoundError:
    return SoundError(f"{path}: the recording is longer than {LONGEST // 60} minutes; cut it into shorter ones")
