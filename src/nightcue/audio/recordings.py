"""Recordings: a user's own sound files, read into clips."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from nightcue.audio.clip import RATES, SAMPLE_RATE, Clip, Samples
from nightcue.audio.errors import SoundError
from nightcue.audio.mixdown import mono
from nightcue.audio.shaping import fade, to_int16
from nightcue.audio.sound_files.opening import open_sound
from nightcue.audio.sound_files.sound_file import CutShortError, DamagedError, MissingExtraError, SoundFile
from nightcue.storage.reading import NotAFileError, open_file

LONGEST = 3600
"""The longest recording that is read, in seconds: an hour is 159 MB of samples."""


ADVICE = "save it again as wav, flac, ogg or mp3"


def read_recording(path: Path, rate: int = SAMPLE_RATE, first: int | None = None) -> Clip:
    """Read a wav, flac, ogg or mp3 file, or one that a phone made, as a mono clip of `rate` samples a second.

    It has 5 ms fades. Channels are averaged, but where that would leave nothing of them. No more than the clip and a
    block is held at once. With `first`, no more than that many seconds are read.
    Raises SoundError for a file that is missing, not a regular file, unreadable, damaged, cut short, without a sample,
    longer than LONGEST without `first`, not made of finite numbers, or of a kind that an extra reads.
    """
    try:
        with open_file(path) as file:
            sound = open_sound(file)
            _check_header(path, sound, whole=first is None)
            blocks = list(_resampled(mono(lambda: _blocks(path, sound, first)), sound.rate, rate))
    except OSError as problem:
        raise unreadable(path, problem) from problem
    except CutShortError as problem:
        why = "cut short, for it says itself that it is longer"
        raise SoundError(f"{path}: {why}; copy it again from where it came") from problem
    except MissingExtraError as problem:
        extra = "pip install 'nightcue[m4a]'"
        raise SoundError(f"{path}: files of this kind are read by an extra: {extra}; or {ADVICE}") from problem
    except DamagedError as problem:
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


def _check_header(path: Path, sound: SoundFile, whole: bool) -> None:
    """Refuse by what the header says, before a sample is read."""
    if sound.rate not in RATES:
        raise SoundError(f"{path}: {sound.rate} samples a second is no usual rate; save it again at 44100")
    # an MP3 counts some silence before and after its sound
    if whole and sound.frames is not None and sound.frames >= (LONGEST + 1) * sound.rate:
        raise _too_long(path)


def _blocks(path: Path, sound: SoundFile, first: int | None) -> Iterator[NDArray[np.float32]]:
    """Yield the recording a block at a time: float from -1 to 1, shape (n, channels)."""
    left = (LONGEST if first is None else first) * sound.rate
    for block in sound.blocks():
        part = block if first is None else block[:left]
        left -= len(part)
        if left < 0:
            raise _too_long(path)
        if not len(part):
            return
        if not np.isfinite(part).all():
            raise SoundError(f"{path}: damaged: some samples are not finite numbers; {ADVICE}")
        yield part


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
