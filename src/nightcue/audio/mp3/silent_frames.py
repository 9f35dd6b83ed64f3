"""Silent frames of an MP3, as small or as large as is wanted."""

from __future__ import annotations

from functools import cache

from nightcue.audio.mp3.frames import OURS, frame_header, frame_size

_SIZES = {frame_size(frame_header(kbps)): kbps for kbps in OURS.kbps[1:]}
"""Bytes of a frame, and its bit rate."""

SMALLEST, LARGEST = min(_SIZES), max(_SIZES)
"""Bytes of a frame at 8 and at 160 kbit/s."""

_STEPS = sorted((size - SMALLEST for size in _SIZES if size > SMALLEST), reverse=True)


@cache
def silent_frame(size: int) -> bytes:
    """A frame with no main data, of so many bytes: silence, once what is before it has rung out.

    Raises KeyError for a size that no frame has.
    """
    padded = size not in _SIZES
    return frame_header(_SIZES[size - padded], padded).ljust(size, b"\0")


def can_be_enlarged(frames: int, more: int) -> bool:
    """Whether so many silent frames can take `more` bytes than the smallest do."""
    taken, left = _steps(more)
    return len(taken) <= frames and left <= frames


def enlarged(more: int) -> list[int]:
    """The sizes of as many silent frames as it takes for them to have `more` bytes than the smallest."""
    taken, left = _steps(more)
    # what is left is less than the least step: a byte each, by the padding that a frame may have
    return [SMALLEST + step + (number < left) for number, step in enumerate(taken + [0] * (left - len(taken)))]


def _steps(more: int) -> tuple[list[int], int]:
    """Steps above the smallest frame, and what is left of `more` after them."""
    count, left = divmod(more, _STEPS[0])
    taken = [_STEPS[0]] * count
    while left >= _STEPS[-1]:
        taken.append(next(step for step in _STEPS if step <= left))
        left -= taken[-1]
    return taken, left
