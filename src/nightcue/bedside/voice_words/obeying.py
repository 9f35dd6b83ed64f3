"""What a spoken word does while a track plays. It starts nothing: what stands still goes on with a key alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nightcue.bedside.windows import can_be_longer, window_at, worn_until

if TYPE_CHECKING:
    from nightcue.bedside.deck import Deck
    from nightcue.bedside.steering import Steering
    from nightcue.bedside.voice_words.uses import Use

DONE, NOT_NOW = "soft", "wood"
"""The chimes that answer a word: a bowl where it was done, a knock on wood where it cannot be done now."""


def obey(use: Use, steering: Steering, deck: Deck) -> None:
    """Do what a word is for, and answer with a chime. Raises PlayingError."""
    why = _why_not(use, steering)
    if why is None:
        _do(use, steering)
    else:
        steering.say(why)
    deck.ring(DONE if why is None else NOT_NOW)


def _why_not(use: Use, steering: Steering) -> str | None:
    """Return why a word cannot be done now, to be shown; None where it can."""
    words, window = steering.words, window_at(steering.score, steering.sample)
    if use == "pain":
        return None
    if steering.stands_still:
        return words.starts_nothing
    if use == "more-time" and not can_be_longer(window):
        return words.no_more_time
    if use == "next" and worn_until(steering.score, steering.moment) is not None:
        return words.timer_worn  # a word that was misheard must not leave out that the boots come off
    return None


def _do(use: Use, steering: Steering) -> None:
    window = window_at(steering.score, steering.sample)
    if use == "pause":
        steering.stand_still()
    elif use == "next" and window and window.until_tap:
        steering.press("ready")
    else:
        steering.press({"more-time": "more time", "again": "back", "next": "on", "pain": "pain"}[use])
