"""Splitting a line into runs for the model, and the sound of a run into sentences.

A run has as many sentences as fit, for the model speaks a short sentence badly on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from nightcue.voices.engines._kokoro_model import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sound = NDArray[np.float32]

LONGEST = 200
"""The most signs in a run: the model takes 510, and its memory grows by 2 MB for each."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][)”\"])\s+")
_CLAUSE_END = re.compile(r"(?<=[,;:—)])\s+")
_QUIET = 0.001
"""The peak of silence, -60 dBFS: between sentences the model is at -75, a soft consonant at -45."""
_STEP = RATE // 200
"""The block in which silence is searched, 5 ms."""
_KEPT = 4 * _STEP
"""Samples of silence kept before and after a sentence, so that nothing soft is cut off."""


def is_spoken(sounds: str) -> bool:
    """Return whether `sounds` has anything but marks."""
    return any(map(str.isalpha, sounds))


def words_in(sounds: str) -> int:
    """Return the number of words in a string of sounds."""
    return sum(map(is_spoken, sounds.split()))


def ends_sentence(sounds: str) -> bool:
    """Return whether `sounds` ends with the end of a sentence."""
    return sounds.rstrip(')”"')[-1:] in set(".!?…")


def runs_of(sounds: str) -> list[list[str]]:
    """Return the sentences of a string of sounds, grouped into runs of at most LONGEST signs.

    A longer sentence is split into runs at the ends of clauses, or else of words.
    """
    runs: list[list[str]] = []
    for sentence in filter(is_spoken, _SENTENCE_END.split(sounds)):
        if runs and ends_sentence(runs[-1][-1]) and len(" ".join([*runs[-1], sentence])) <= LONGEST:
            runs[-1].append(sentence)
        else:
            runs += [[part] for part in filter(is_spoken, _parts(sentence))]
    return runs


def _parts(sentence: str) -> Iterator[str]:
    """Yield the parts of `sentence`, of at most LONGEST signs each."""
    while len(sentence) > LONGEST:
        start = sentence[: LONGEST + 1]
        clauses = [end.end() for end in _CLAUSE_END.finditer(start)]
        cut = clauses[-1] if clauses else start.rfind(" ") + 1 or LONGEST
        yield sentence[:cut].strip()
        sentence = sentence[cut:]
    yield sentence


def cut_apart(sound: Sound, starts: Sequence[tuple[int, int]]) -> list[Sound]:
    """Return the sentences of `sound`, each with 20 ms of its silence at both ends.

    `starts` are the pauses between two sentences, as first and last sample: each is cut where it is quietest.
    """
    cuts = [0, *(_quietest(sound, begin, end) for begin, end in starts), len(sound)]
    return [_without_silence(sound[begin:end]) for begin, end in pairwise(cuts)]


def _quietest(sound: Sound, begin: int, end: int) -> int:
    import numpy as np

    steps = sound[begin : end - (end - begin) % _STEP].reshape(-1, _STEP)
    return begin + int(np.square(steps).mean(axis=1).argmin()) * _STEP + _STEP // 2


def _without_silence(sound: Sound) -> Sound:
    import numpy as np

    loud = np.flatnonzero(np.abs(sound) > _QUIET)
    if not len(loud):
        return sound[:0]
    kept = sound[max(0, loud[0] - _KEPT) : loud[-1] + _KEPT].copy()
    ramp = np.linspace(0, 1, _STEP // 2, dtype=np.float32)[: len(kept)]  # the sound between two silences
    kept[: len(ramp)] *= ramp
    kept[len(kept) - len(ramp) :] *= ramp[::-1]
    return kept
