"""The words of one person, and which of them an utterance is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from nightcue.bedside.voice_words.embedding import likeness
from nightcue.bedside.voice_words.rooms import in_rooms
from nightcue.bedside.voice_words.warping import distance

if TYPE_CHECKING:
    from nightcue.audio.clip import Wave
    from nightcue.bedside.voice_words.uses import Use

NEAR = 0.16
"""The greatest distance at which an utterance is a word. Chosen with `benchmarks/voice_words.py`, on voices and words
of which none is among those that its figures come from."""


class Vocabulary:
    """Knows each use by its takes, Waves at RATE as Utterances cuts them."""

    def __init__(self, takes: Mapping[Use, Sequence[Wave]]) -> None:
        """Raise NoModelError where nothing can be told apart here."""
        self._known = {
            use: [likeness(each) for take in those for each in in_rooms(take)] for use, those in takes.items() if those
        }

    def distances(self, utterance: Wave) -> dict[Use, float]:
        """Return how far the utterance is from each word, the nearest first: 0 is the same, 1 has nothing in common."""
        heard = likeness(utterance)
        found = {use: min(distance(heard, each) for each in known) for use, known in self._known.items()}
        return dict(sorted(found.items(), key=lambda each: each[1]))

    def use_of(self, utterance: Wave) -> Use | None:
        """Return the use whose word the utterance is; None where it is none of them."""
        use, away = next(iter(self.distances(utterance).items()), (None, 1.0))
        return use if away < NEAR else None
