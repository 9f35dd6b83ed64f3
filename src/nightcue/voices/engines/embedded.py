"""The embedded voice of every installation: pyttsx3, with espeak-ng on Linux and the system's voices elsewhere."""

from __future__ import annotations

import os
import platform
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nightcue.locales import language_of
from nightcue.machine import cores
from nightcue.packages import version_of
from nightcue.voices.engines import Brought
from nightcue.voices.engines._hard_consonants import VERSION as HARD_CONSONANTS
from nightcue.voices.engines._pyttsx3 import ENGINE
from nightcue.voices.matching import default_voice, is_spanish_of_spain, named_voice, normal_tag, with_defaults
from nightcue.voices.pace import pace_of
from nightcue.voices.voice import (
    WORDS_A_MINUTE,
    Pace,
    UnknownVoiceError,
    Voice,
    VoiceEntry,
    VoiceError,
    as_spoken,
    shortened,
    without_markup,
)
from nightcue.voices.worker.pool import EnginePool
from nightcue.voices.worker.process import EngineError

if TYPE_CHECKING:  # the child process needs no numpy
    from nightcue.audio.clip import Clip

NAMES = ("embedded", "pyttsx3", ENGINE, *(("espeak-ng",) if ENGINE == "espeak" else ()))
BROUGHT: dict[str, Brought] = {}

WORD_GAP = 2
WORD_GAP_IN_SPANISH = 4
"""espeak's silence between words, in units of 10 ms at its default rate: words run together without it.

Measured in docs/intelligibility.md.
"""

RATE: dict[str, dict[Pace, int]] = {
    "en": {"slow": 115, "calm": 132, "normal": 154},
    "es": {"slow": 129, "calm": 148, "normal": 172},
}
"""espeak's rate for the words a minute of each pace, with these gaps, measured by benchmarks/pace.py.

Other languages use the rates of Spanish, which are closest to espeak's nominal ones.
"""

_LICENCE = "GPL-3.0" if ENGINE == "espeak" else "that of the system"
_ORIGIN = "comes with nightcue" if ENGINE == "espeak" else "comes with the system"
_CHILD = (sys.executable, "-P", "-m", "nightcue.voices.engines._pyttsx3")
_BRITISH = {"gb", "ie", "au", "nz", "za", "in"}
_SECONDS_A_CHARACTER = 0.1
"""Seconds a character, added to the time limit: espeak needs a hundredth, an engine at talking speed all."""


class EmbeddedVoice(Voice):
    """The engine of this system, in child processes, one for each core in use.

    `language` is a BCP 47 tag; `name` is `default` for the voice of that language, or the id, the last part of the id,
    or the label of a voice, with or without `espeak:` in front. A phrase may take `patience` seconds and a little for
    each character; `command` starts the child process. The error for an unknown name suggests `others`, the names of
    other engines, and `preferred`, the voices of the language.
    """

    def __init__(
        self,
        language: str,
        pace: Pace = "calm",
        name: str = "default",
        *,
        patience: float = 10.0,
        command: Sequence[str] = _CHILD,
        others: Sequence[str] = (),
        preferred: Sequence[str] = (),
    ) -> None:
        self._language = normal_tag(language)
        self._name = name.strip().casefold().removeprefix(f"{ENGINE}:")
        self._pace = pace
        self._patience = patience
        self._others, self._preferred = others, preferred
        self._engines = EnginePool(lambda _: command, cores())
        self._choosing = threading.Lock()
        known = ENGINE == "espeak" and self._name == "default"
        self._id = _espeak_default(self._language) if known else ""
        self._known_as = self._id or (f"default for {self._language}" if self._name == "default" else self._name)

    @property
    def identity(self) -> str:
        """Engine, voice, words a minute and versions, from package metadata alone."""
        gap = f"word gap {self._gap}; " if ENGINE == "espeak" else ""
        hard = f"one word {self._rate('slow')}; hard consonants {HARD_CONSONANTS}; " if self._is_hard else ""
        rates = f"rate {self._rate(self._pace)}, brief {self._rate('normal')}"
        return f"{ENGINE} {self._known_as}; {rates}; {gap}{hard}{_engine_version()}"

    def speak(self, text: str) -> Clip:
        """Return `text` as the engine speaks it, at the engine's own sample rate, mixed to mono.

        Raises UnknownVoiceError if the engine has no such voice, VoiceError if it fails or hangs.
        """
        import soundfile

        from nightcue.audio.clip import Clip
        from nightcue.audio.seams import fade_seams

        # invisible characters first: they would hide a pair of brackets
        words = as_spoken(without_markup(as_spoken(text)))
        what = f"could not speak {shortened(text)}"
        if not words:
            raise self._failure(what, "there is nothing to speak in it")
        rate = self._rate(self._pace_of(words))
        request = {"text": words, "voice": self._chosen(), "rate": rate, "gap": self._gap}
        request["hard_consonants"] = self._is_hard
        try:
            with self._engines.borrow() as engine:
                file = engine.folder / ("phrase.aiff" if ENGINE == "nsss" else "phrase.wav")
                answer = engine.ask(request | {"file": str(file)}, self._patience + len(words) * _SECONDS_A_CHARACTER)
                self._refuse_failure(answer, what)
                samples, samples_a_second = soundfile.read(file, dtype="int16", always_2d=True)
                os.truncate(file, 0)  # emptied, not deleted: a new file for each line takes longer
        except (EngineError, soundfile.SoundFileError, OSError) as error:
            raise self._failure(what, str(error)) from error
        # espeak cuts sounds off within a wave
        mono = samples.mean(axis=1).astype("int16") if samples.shape[1] > 1 else samples[:, 0]
        return fade_seams(Clip(mono, samples_a_second))

    def entries(self) -> list[VoiceEntry]:
        """Ask the engine for its voices. Raises VoiceError if it does not answer."""
        what = "could not list its voices"
        try:
            with self._engines.borrow() as engine:
                answer = engine.ask({"list": True}, self._patience)
        except EngineError as error:
            raise self._failure(what, str(error)) from error
        self._refuse_failure(answer, what)
        return with_defaults([_entry(**voice) for voice in answer.get("voices", ())], _espeak_default)

    def entry(self) -> VoiceEntry:
        """Ask the engine which voice this one is.

        Raises UnknownVoiceError if it has none of that name and language, or VoiceError if it does not answer.
        """
        if self._name == "default":
            return default_voice(self.entries(), self._language, _espeak_default(self._language))
        voice = named_voice(self.entries(), self._name, self._others, self._language, self._preferred)
        spoken = {language_of(tag) for tag in voice.languages}
        if spoken and language_of(self._language) not in spoken:
            raise UnknownVoiceError(
                f"the voice '{self._name}' speaks {' and '.join(voice.languages)}, and this is {self._language}; "
                "`nightcue voices` lists others"
            )
        return voice

    def start(self, texts: Sequence[str]) -> None:
        """Start the child processes that so many lines keep busy; each begins to load the engine."""
        with suppress(EngineError):
            self._engines.start(len(texts))

    @property
    def side_by_side(self) -> int:
        """How many child processes there are: fewer than cores where memory is short."""
        return self._engines.side_by_side

    @property
    def loaded(self) -> bool:
        """Whether a child process is running."""
        return self._engines.warm

    def close(self) -> None:
        """Keep the child processes for the next embedded voice; a phrase being spoken fails with VoiceError."""
        self._engines.close()

    @property
    def _gap(self) -> int:
        return WORD_GAP_IN_SPANISH if language_of(self._language) == "es" else WORD_GAP

    @property
    def _is_hard(self) -> bool:
        return ENGINE == "espeak" and language_of(self._language) == "es"

    def _pace_of(self, words: str) -> Pace:
        """Return the pace of a line; one Spanish word is drawn out, for it is lost otherwise, and still fits a beat."""
        return "slow" if self._is_hard and len(words.split()) <= 1 else pace_of(words, self._pace)

    def _rate(self, pace: Pace) -> int:
        """Return the engine's rate for `pace`; engines of other systems take words a minute."""
        if ENGINE != "espeak":
            return WORDS_A_MINUTE[pace]
        return RATE.get(language_of(self._language), RATE["es"])[pace]

    def _chosen(self) -> str:
        with self._choosing:
            if not self._id:
                self._id = self.entry().id
            return self._id

    def _refuse_failure(self, answer: dict[str, Any], what: str) -> None:
        if "error" in answer:
            raise self._failure(what, str(answer["error"]))

    def _failure(self, what: str, reason: str) -> VoiceError:
        return VoiceError(
            f"voice '{ENGINE} {self._known_as}' {what}: {reason}; "
            "try again, or choose another voice (`nightcue voices` lists them)"
        )


@dataclass(frozen=True)
class Embedded:
    """The engine as one voice, which speaks every language of the engine."""

    name: str = "embedded"

    @property
    def entry(self) -> VoiceEntry:
        """The entry of the voice in the catalogue."""
        return VoiceEntry(self.name, ENGINE, ENGINE, "the voice of this system", (), _LICENCE, _files(), _ORIGIN)

    def preference(self, language: str) -> int:  # noqa: ARG002 - whether it speaks one, only the engine knows
        """Return 0: every other voice is better."""
        return 0

    def open(self, language: str, pace: Pace) -> EmbeddedVoice:
        """Return the voice; it loads when it speaks its first line."""
        return EmbeddedVoice(language, pace)


def offers() -> list[Embedded]:
    """Return the embedded voice, which is always installed."""
    return [Embedded()]


def _espeak_default(language: str) -> str:
    """Return the id of espeak's voice for `language` if another than its first match is better, else ''."""
    primary, region = language_of(language), language.partition("-")[2]
    if primary == "en":
        return "gmw/en-gb-x-rp" if region in _BRITISH else "gmw/en-us"
    if primary == "es":
        return "roa/es" if is_spanish_of_spain(language) else "roa/es-419"
    return ""


def _entry(id: str, label: str, languages: list[str]) -> VoiceEntry:
    tags = tuple(normal_tag(tag) for tag in languages if tag)
    name = id.rpartition("/")[2] if ENGINE == "espeak" else label
    return VoiceEntry(name, ENGINE, id, label, tags, _LICENCE, _files(), _ORIGIN)


def _files() -> tuple[Path, ...]:
    """Return the files of the engine and its data, if they come from a package."""
    spec = find_spec("espeakng_loader") if ENGINE == "espeak" else None
    return (Path(spec.origin).parent,) if spec and spec.origin else ()


@cache
def _engine_version() -> str:
    try:
        if ENGINE == "espeak":
            return f"pyttsx3 {version_of('pyttsx3')}; espeakng-loader {version_of('espeakng-loader')}"
        return f"pyttsx3 {version_of('pyttsx3')}; {ENGINE} of {platform.platform()}"
    except ModuleNotFoundError as error:
        raise VoiceError(f"the embedded voice needs {error.name}; run `pip install {error.name}`") from error
