"""Listening for words while a track plays: obeys each, and says what there is to say about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from nightcue.bedside.voice_words.takes import recorded_uses

if TYPE_CHECKING:
    from nightcue.bedside.deck import Deck
    from nightcue.bedside.steering import Steering
    from nightcue.bedside.voice_words.hearing import Hearing


class Ears:
    """Obeys what `hearing` hears while `deck` plays."""

    def __init__(self, hearing: Hearing, steering: Steering, deck: Deck) -> None:
        self._hearing, self._steering, self._deck = hearing, steering, deck

    def look(self) -> None:
        """Obey the words that were heard since the last look. Raises PlayingError."""
        from nightcue.bedside.voice_words.obeying import obey

        while use := self._hearing.next():
            obey(use, self._steering, self._deck)

    @property
    def note(self) -> str:
        """What is to be shown: that the microphone is open, or nothing."""
        return self._steering.words.microphone_open if self._hearing.is_open else ""

    @property
    def trouble(self) -> str:
        """Why no words are heard, in a line; nothing where they are."""
        words = self._steering.words
        said = {"none": words.no_microphone, "gone": words.microphone_gone, "mute": words.microphone_mute}
        said |= {"untold": words.words_untold}
        return said[self._hearing.trouble] if self._hearing.trouble else ""


@contextmanager
def ears(steering: Steering, deck: Deck) -> Iterator[Ears | None]:
    """Listen for words in this block; yields None where none is recorded, and no microphone is touched then."""
    if not recorded_uses():
        yield None
        return
    from nightcue.bedside.voice_words.hearing import Hearing
    from nightcue.threads import begun

    hearing = Hearing(deck)
    is_begun = begun(hearing.run)
    if not is_begun:
        hearing.trouble = "untold"
    try:
        yield Ears(hearing, steering, deck)
    finally:
        if is_begun:
            hearing.close()
