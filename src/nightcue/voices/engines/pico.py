"""SVOX Pico: small voices for Spanish, French, German, Italian and English, all in one package.

PicoVoice is the engine, and runs in a child process; the rest lists its voices.
"""

from __future__ import annotations

import ctypes
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.locales import language_of
from nightcue.voices.engines import Brought
from nightcue.voices.engines._packages import versions_of
from nightcue.voices.pace import pace_of
from nightcue.voices.pieces import refuse_other_letters, says_something
from nightcue.voices.voice import Pace, Voice, VoiceEntry, VoiceError, as_spoken, without_markup
from nightcue.voices.worker.voice import WorkerVoice

if TYPE_CHECKING:
    from nightcue.audio.clip import Clip, Samples

NAMES = ("pico", "svox", "nanotts")
_TAGS = {
    "pico-de": "de-DE",
    "pico-en": "en-US",
    "pico-en-gb": "en-GB",
    "pico-es": "es-ES",
    "pico-fr": "fr-FR",
    "pico-it": "it-IT",
}
"""Its voices: nightcue's name, and Pico's."""
_LABELS = {
    "pico-de": "German",
    "pico-en": "American English",
    "pico-en-gb": "British English",
    "pico-es": "Spanish of Spain",
    "pico-fr": "French",
    "pico-it": "Italian",
}
_INSTALL = "pip install py-nanotts"
PLAIN, IN_ENGLISH = 40, 30
BROUGHT = {name: Brought(tag[:2], IN_ENGLISH if tag[:2] == "en" else PLAIN, _INSTALL) for name, tag in _TAGS.items()}

SPEED: dict[Pace, float] = {"slow": 0.75, "calm": 0.89, "normal": 1.065}
SPEED_IN_ENGLISH: dict[Pace, float] = {"slow": 0.613, "calm": 0.73, "normal": 0.88}
"""Pico's speed (1.0 is its default) for the words a minute of each pace, measured by benchmarks/pace.py for Spanish and
English. The other languages use those of Spanish."""

VOLUME = 0.3
"""The volume; at its default of 1, Pico clips."""

RATE = 16_000
"""The sample rate of Pico."""

FAINT_DBFS, QUIET_DBFS, QUIET_MS = -30.0, -64.0, 250
"""For finding Pico's noise after the words: in the lines of the routines, it was never louder than the first, the quiet
before it never louder than the second (RMS of 10 ms), and no pause within a word as long as the third."""

_M_MMAP_THRESHOLD = -3
"""From malloc.h of glibc: larger blocks come fresh from the system; setting it also keeps glibc from raising it."""

_KEPT_ACCENTS = "áéíóúüñàèìòùâêîôûëïÿçœæäößåÁÉÍÓÚÜÑÀÈÌÒÙÂÊÎÔÛËÏŸÇŒÆÄÖẞÅ¿¡"


class PicoVoice(Voice):
    """One voice of Pico, such as es-ES, at one of the paces in SPEED. Raises VoiceError if it cannot be loaded."""

    def __init__(self, voice: str, pace: Pace) -> None:
        try:
            from py_nanotts import NanoTTS
        except ImportError as error:
            raise VoiceError(f"Pico cannot be loaded ({error}); run `{_INSTALL}`, or choose another voice") from error
        _have_fresh_memory()
        self._pico = NanoTTS()
        self._voice, self._pace = voice, pace
        self._speeds = _speeds(voice)

    def speak(self, text: str) -> Clip:
        """Return `text` as Pico speaks it, at RATE samples a second. Raises VoiceError for letters of other scripts."""
        import numpy as np

        from nightcue.audio.clip import Clip

        words = without_markup(as_spoken(text))
        refuse_other_letters(words, "Pico")
        if not says_something(words):
            return Clip(np.zeros(0, np.int16), RATE)
        speed = self._speeds[pace_of(words, self._pace)]
        spoken = self._pico.speak(_readable(words), voice=self._voice, speed=speed, volume=VOLUME)
        return Clip(_without_own_noise(np.frombuffer(spoken, np.int16)), RATE)


def _without_own_noise(samples: Samples) -> Samples:
    """Return `samples` without the faint noise that Pico makes half a second after the words.

    The noise is everything faint up to the end after a quiet of QUIET_MS, which is cut off too.
    """
    import numpy as np

    chunk = RATE // 100
    chunks = np.pad(samples, (0, -len(samples) % chunk)).reshape(-1, chunk) / 32768
    level = 20 * np.log10(np.sqrt((chunks**2).mean(axis=1)) + 1e-6)
    loud = np.flatnonzero(level >= FAINT_DBFS)
    after = level[loud[-1] + 1 :] if len(loud) else level
    quiet = np.lib.stride_tricks.sliding_window_view(after < QUIET_DBFS, min(QUIET_MS // 10, len(after) or 1))
    first = np.flatnonzero(quiet.all(axis=1)) if len(after) else after
    return samples[: (len(level) - len(after) + first[0]) * chunk] if len(first) else samples


def _have_fresh_memory() -> None:
    """Have glibc give each line fresh memory of zeros, not what an earlier line has left.

    Pico allocates 2.5 MB a line and reads some of it uninitialised, so that the same line came out in four different
    ways. The C libraries of other systems give blocks of that size fresh from the system anyway.
    """
    with suppress(OSError, TypeError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, 131_072)


def _speeds(voice: str) -> dict[Pace, float]:
    return SPEED_IN_ENGLISH if voice.startswith("en") else SPEED


def _readable(text: str) -> str:
    """Return the text without accents that Pico's languages do not have: it would skip such letters."""
    return "".join(c if c in _KEPT_ACCENTS else unicodedata.normalize("NFKD", c)[0] for c in text)


@dataclass(frozen=True)
class Speaker:
    """A voice of Pico, by its name."""

    name: str
    package: Path

    @property
    def _tag(self) -> str:
        return _TAGS[self.name].lower()

    @property
    def entry(self) -> VoiceEntry:
        """The entry of the voice in the catalogue."""
        id, label = _TAGS[self.name], _LABELS[self.name]
        return VoiceEntry(
            self.name, NAMES[0], id, label, (self._tag,), "Apache-2.0", (self.package,), "comes with nightcue"
        )

    def preference(self, language: str) -> int | None:
        """Return its preference, above the embedded voice and below natural ones; None for other languages."""
        if language_of(language) != language_of(self._tag):
            return None
        return BROUGHT[self.name].preference + (language == self._tag)

    def open(self, language: str, pace: Pace) -> WorkerVoice:  # noqa: ARG002 - each speaks one language
        """Return the voice; it loads when it speaks its first line."""
        speeds = _speeds(_TAGS[self.name])
        how = f"speed {speeds[pace]}, brief {speeds['normal']}, volume {VOLUME}"
        identity = f"{NAMES[0]} {self.name}; {how}; {versions_of('py-nanotts')}"
        options = {"voice": _TAGS[self.name], "pace": pace}
        return WorkerVoice(identity, f"{__name__}:{PicoVoice.__name__}", options)


def offers() -> list[Speaker]:
    """Return its voices; none if its package is not installed."""
    spec = find_spec("py_nanotts")
    if not spec or not spec.origin:
        return []
    return [Speaker(name, Path(spec.origin).parent) for name in _TAGS]
