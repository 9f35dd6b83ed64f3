"""The windows of a track as a listener has to do with them: which one is now, and while which something is worn."""

from __future__ import annotations

from nightcue.audio.tags.track_info import TimedWindow
from nightcue.bedside.track import RATE
from nightcue.bedside.track_metadata import Score

LEAST = RATE
"""Samples that a window has to last for more time to be of use: twice as long as half a second is no help."""


def window_at(score: Score, sample: int) -> TimedWindow | None:
    """Return the window that `sample` is in."""
    return next((window for window in score.windows if window.start <= sample < window.end), None)


def can_be_longer(window: TimedWindow | None) -> bool:
    """Return whether more time may be given, and is of use."""
    return window is not None and window.of_getting_ready and window.end - window.start >= LEAST


def worn_spans(score: Score) -> list[tuple[float, float]]:
    """Return from when to when something is on the leg, in seconds.

    From the end of the window before the first in which it is, since the lines after that say to put it on, to the end
    of the last. Where there is no window for taking it off, to the beginning of the next: the lines before that say so.
    """
    spans: list[tuple[float, float]] = []
    windows = score.windows
    for number, window in enumerate(windows):
        if window.is_worn:
            begin = windows[number - 1].end / RATE if number else 0.0
            following = windows[number + 1].start / RATE if number + 1 < len(windows) else score.length
            end = following if window.kind == "session" else window.end / RATE
            if spans and number and windows[number - 1].is_worn:
                spans[-1] = spans[-1][0], end
            else:
                spans.append((begin, end))
    return spans


def worn_until(score: Score, moment: float) -> float | None:
    """Return when what is worn at `moment` is off, in seconds; None where nothing is."""
    return next((end for begin, end in worn_spans(score) if begin <= moment < end), None)
