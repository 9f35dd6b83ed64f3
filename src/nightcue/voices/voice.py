"""What every speech engine is: one class with one method, from a line of text to a clip."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, Self

if TYPE_CHECKING:  # an engine's child process imports this module and has no use for numpy
    from pathlib import Path

    from nightcue.audio.clip import Clip

Pace = Literal["slow", "calm", "normal"]

WORDS_A_MINUTE: dict[Pace, int] = {"slow": 120, "calm": 140, "normal": 165}
"""Speaking rates in words a minute; espeak's own default is 175."""

_JOINERS = "\u200c\u200d"


class VoiceError(Exception):
    """A voice could not speak; the message names the voice and says what to do."""


class UnknownVoiceError(VoiceError):
    """No voice has the name asked for, or none speaks the language; the message names close matches."""


@dataclass(frozen=True)
class VoiceEntry:
    """One voice an engine offers.

    `name` is what a routine writes, `id` what the engine calls it, `label` what a person reads; `languages` are
    the lower-case BCP 47 tags it speaks, and `default_for` the tags it is the default voice of. `origin` says where it
    is from, as in "heart, which comes with nightcue"; `files` are the files and folders that hold it.
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

        Up to the first semicolon it is what a person calls the voice. The same identity and text must give the same
        clip. Reading it must not load the engine: the cache asks for it when nothing has to be spoken. An engine that
        is hosted has no need of its own: the catalogue says who it is.
        """
        return f"{type(self).__module__}:{type(self).__qualname__}"

    @abstractmethod
    def speak(self, text: str) -> Clip:
        """Speak `text`, from as many threads at once as the caller likes.

        Raises VoiceError when the engine fails, hangs or makes nothing that can be used.
        """

    def kept(self, text: str) -> Clip | None:  # noqa: ARG002 - most engines keep nothing
        """The clip of `text` if it need not be spoken."""
        return None

    @property
    def loaded(self) -> bool:
        """Whether it can speak at once, with nothing to load first that takes long."""
        return True

    def close(self) -> None:  # noqa: B027 - most engines have nothing to stop
        """Speak no more, and stop phrases being spoken; what has loaded and is well may stay for the next voice."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Offer(Protocol):
    """A voice that can be had by its name, in whatever way it was found."""

    @property
    def name(self) -> str:
        """What a routine writes."""

    @property
    def entry(self) -> VoiceEntry:
        """The voice as the catalogue lists it."""

    def preference(self, language: str) -> int | None:
        """How far it is to be preferred as the voice of a lower-case tag; None where it does not speak that language.

        What a person put here comes first (90), then the natural voices (80, 60), the plain ones (40, 30), and last
        the one that speaks every language (0). The highest is the default.
        """

    def open(self, language: str, pace: Pace) -> Voice:
        """Return the voice for a lower-case tag; nothing is loaded before it speaks."""


def as_spoken(text: str) -> str:
    """Reduce `text` to what can be heard, so that two spellings of one line make one clip.

    Composes accents (NFC), drops control and invisible characters, and makes every run of white space one space.
    """
    heard = (_audible(character) for character in unicodedata.normalize("NFC", text))
    return " ".join("".join(heard).split())


def _audible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return character if character in _JOINERS else ""
    return " " if category in {"Cc", "Cs", "Co"} else character


def without_markup(text: str) -> str:
    """Break up what an engine could take for an instruction: [[phonemes]] (espeak, piper, nsss) and <tags> (sapi5)."""
    return re.sub(r"\[\[|\]\]|<(?=[\w/!?])", " ", text)


def shortened(text: str) -> str:
    """Quote the start of `text`, at most 60 characters of it, for a message."""
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}...'"
