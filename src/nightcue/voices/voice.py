"""The interface of every speech engine: a class with one method, from a line of text to a clip."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, Self

from nightcue.machine import cores

if TYPE_CHECKING:  # an engine's child process imports this module without numpy
    from pathlib import Path

    from nightcue.audio.clip import Clip

Pace = Literal["slow", "calm", "normal"]

WORDS_A_MINUTE: dict[Pace, int] = {"slow": 120, "calm": 140, "normal": 165}
"""Words a minute of each pace; espeak's default is 175."""

_JOINERS = "\u200c\u200d"


class VoiceError(Exception):
    """A voice cannot speak; the message names the voice and says what to do."""


class UnknownVoiceError(VoiceError):
    """No voice has the name, or none speaks the language; the message has close matches."""


class AbsentVoiceError(UnknownVoiceError):
    """The voice, or the engine, is known, but its package is not installed; the message says which one that is."""


@dataclass(frozen=True)
class VoiceEntry:
    """One voice of an engine.

    `name` is its name in routines, `id` its name in the engine, and `label` a description for people. `languages` are
    the lower-case BCP 47 tags it speaks, and `default_for` those it is the default voice of. `origin` says where it is
    from, as in "heart, which comes with nightcue"; `files` are its files and folders.
    """

    name: str
    engine: str
    id: str
    label: str
    languages: tuple[str, ...]
    licence: str = ""
    files: tuple[Path, ...] = ()
    origin: str = ""
    default_for: tuple[str, ...] = ()


class Voice(ABC):
    """Turns one line of text into one clip."""

    @property
    def identity(self) -> str:
        """Everything but the text that shapes the sound: voice; words a minute; versions of the engine.

        The part before the first semicolon names the voice. The same identity and text must give the same clip.
        Reading it must not load the engine: the cache needs it even if nothing is spoken. An engine in a WorkerVoice
        needs none of its own, as that is given one.
        """
        return f"{type(self).__module__}:{type(self).__qualname__}"

    @abstractmethod
    def speak(self, text: str) -> Clip:
        """Return the clip of `text`; may be called from many threads at once.

        Raises VoiceError if the engine fails, hangs or gives nothing usable.
        """

    def kept(self, text: str) -> Clip | None:  # noqa: ARG002 - most engines keep nothing
        """Return the clip of `text` if it is kept already, else None."""
        return None

    def is_at_hand(self, text: str) -> bool:  # noqa: ARG002 - most engines have to speak every line
        """Return whether `text` was spoken ahead, so that the engine is not needed for it."""
        return False

    @property
    def loaded(self) -> bool:
        """Whether it can speak at once, without loading for long."""
        return True

    @property
    def side_by_side(self) -> int:
        """How many lines it speaks at a time."""
        return cores()

    def hurry(self) -> None:  # noqa: B027 - most engines know one way
        """Have each line sooner, though all of them together take longer; to be called before anything is begun."""

    def start(self, texts: Sequence[str]) -> None:  # noqa: B027 - most engines need no time to load
        """Begin to load, if any of `texts` has to be spoken, without waiting; what fails shows when it speaks."""

    def warm_up(self) -> None:  # noqa: B027 - most engines need no time to load
        """Load, so that the next line is spoken at once. Raises VoiceError as `speak` does."""

    def close(self) -> None:  # noqa: B027 - most engines have nothing to stop
        """Stop speaking, also phrases being spoken; a loaded engine may stay for the next voice."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class VoiceAround(Voice):
    """A voice that does something around another one, which it holds inside."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    @property
    def identity(self) -> str:
        """The identity of the voice inside."""
        return self._voice.identity

    def is_at_hand(self, text: str) -> bool:
        """Return whether the voice inside has spoken `text` ahead."""
        return self._voice.is_at_hand(text)

    @property
    def loaded(self) -> bool:
        """Whether the voice inside is loaded."""
        return self._voice.loaded

    @property
    def side_by_side(self) -> int:
        """How many lines the voice inside speaks at a time."""
        return self._voice.side_by_side

    def hurry(self) -> None:
        """Have the voice inside speak each line sooner."""
        self._voice.hurry()

    def start(self, texts: Sequence[str]) -> None:
        """Have the voice inside begin to load."""
        self._voice.start(texts)

    def warm_up(self) -> None:
        """Load the voice inside."""
        self._voice.warm_up()

    def close(self) -> None:
        """Close the voice inside."""
        self._voice.close()


class Offer(Protocol):
    """A voice that can be opened, wherever it was found."""

    @property
    def name(self) -> str:
        """Its name in routines."""

    @property
    def entry(self) -> VoiceEntry:
        """The entry of the voice in the catalogue."""

    def preference(self, language: str) -> int | None:
        """Return its preference as the voice of a lower-case tag; None if it is not to be chosen for that language.

        The highest is the default: a voice that a person installed has 90, natural voices 80 or 60, plain ones 40 or
        30, and the embedded voice 0.
        """

    def open(self, language: str, pace: Pace) -> Voice:
        """Return the voice for a lower-case tag; it loads when it speaks its first line."""


def as_spoken(text: str) -> str:
    """Return the audible part of `text`, so that lines that sound alike share a clip.

    Accents are composed (NFC), control and invisible characters dropped, and runs of white space made one space.
    """
    heard = (_audible(character) for character in unicodedata.normalize("NFC", text))
    return " ".join("".join(heard).split())


def _audible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return character if character in _JOINERS else ""
    return " " if category in {"Cc", "Cs", "Co"} else character


def without_markup(text: str) -> str:
    """Return `text` with engines' markup broken up: [[phonemes]] (espeak, piper, nsss) and <tags> (sapi5)."""
    return re.sub(r"\[\[|\]\]|<(?=[\w/!?])", " ", text)


def shortened(text: str) -> str:
    """Return the first 60 characters of `text` in quotes, for a message."""
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}...'"
