"""Recording a word: two takes that are alike, and like no other word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from nightcue.bedside.voice_words.errors import NothingHeardError
from nightcue.bedside.voice_words.recorder import Recorder
from nightcue.bedside.voice_words.takes import read_takes, recorded_uses
from nightcue.bedside.voice_words.uses import TAKES, Use
from nightcue.bedside.voice_words.vocabulary import Vocabulary

if TYPE_CHECKING:
    from nightcue.audio.clip import Wave

PATIENCE, PATIENCE_TRYING = 15.0, 60.0
"""Seconds that a take is waited for, and the next word when words are tried."""

TRIES = 4
"""How often both takes are asked for before a word is given up."""


class Show(Protocol):
    """Shows the line called `key` to whoever records, with what `use` is called in it: the one recorded, or another."""

    def __call__(self, key: str, use: Use) -> None: ...  # noqa: D102


def record_word(use: Use, recorder: Recorder, show: Show) -> list[Wave]:
    """Return TAKES takes of the word for `use`. Raises NothingHeardError, NoMicrophoneError, NoModelError."""
    others = Vocabulary({other: read_takes(other) for other in recorded_uses() if other != use})
    for _ in range(TRIES):
        takes = _takes(use, recorder, show)
        if len(takes) < TAKES:
            show("nothing", use)
        elif Vocabulary({use: takes[:1]}).use_of(takes[1]) is None:
            show("too_different", use)
        elif other := next((found for take in takes if (found := others.use_of(take))), None):
            show("too_alike", other)
        else:
            return takes
    show("given_up", use)
    raise NothingHeardError(f"no word was recorded for {use}: {TRIES} times nothing could be kept")


def _takes(use: Use, recorder: Recorder, show: Show) -> list[Wave]:
    takes: list[Wave] = []
    while len(takes) < TAKES:
        show("once_more" if takes else "say", use)
        take = recorder.utterance(PATIENCE)
        if take is None:
            break
        takes.append(take)
    return takes
