"""The longest that a line may last, estimated without a voice, so that most routines are checked unspoken."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from nightcue.language.script import Script, Window
from nightcue.timeline.fitting import Fitting
from nightcue.timeline.timeline import EventKind
from nightcue.voices.voice import Pace

ENGINES = frozenset({"hibari", "kokoro", "pico", "piper", "espeak"})
"""The engines for which the figures below hold; another may be slower."""

# Of the 446 lines of the shipped routines and the numbers to 30, in the voices heart, kumo, embedded and pico (29
# November 2026), none lasted longer than 0.4 s, 0.75 s for each pause inside it, and 0.118 s (slow), 0.108 s (calm) or
# 0.101 s (normal, which brief lines are spoken at) for each letter, a digit counted as six. A third is added.
_SECONDS_A_LETTER: dict[Pace, float] = {"slow": 0.157, "calm": 0.144, "normal": 0.135}
_SECONDS_A_PAUSE = 1.0
_SECONDS_AT_LEAST = 0.5
_LETTERS_A_DIGIT = 6
_PAUSE = re.compile(r"[^\w\s'’-]+(?=\s)")


def longest(text: str, pace: Pace) -> float:
    """Return seconds that no voice of ENGINES exceeds at `pace`."""
    letters = sum(_LETTERS_A_DIGIT if sign.isdigit() else 1 for sign in text if sign.isalnum())
    pauses = len(_PAUSE.findall(text))
    return _SECONDS_AT_LEAST + _SECONDS_A_PAUSE * pauses + _SECONDS_A_LETTER[pace] * letters


def close_windows(script: Script, length_of: Callable[[EventKind, str], int], rate: int) -> list[Window]:
    """Return the windows of `script` in which a cue may not fit, each once, with clips as long as `length_of` says."""
    close: dict[tuple[Fraction, tuple[object, ...]], Window] = {}
    fits: set[tuple[Fraction, tuple[object, ...]]] = set()
    for window in script.cues:
        if not isinstance(window, Window) or not window.cues:
            continue
        key = window.seconds, tuple((cue.text, cue.rank, cue.anchor, cue.offset, cue.kind) for cue in window.cues)
        if key in close or key in fits:
            continue
        fitted = Fitting(window, 0, round(window.seconds * rate), rate, length_of).fit()
        if fitted.warnings or fitted.errors:
            close[key] = window
        else:
            fits.add(key)
    return list(close.values())
