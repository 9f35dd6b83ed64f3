"""hibari, the natural English voice of a plain installation: a small neural model with its own English pronunciation.

HibariVoice is the engine, and runs in a child process; the rest lists its voice.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.locales import language_of
from nightcue.threads import Pool
from nightcue.voices.engines import Brought
from nightcue.voices.engines._packages import versions_of
from nightcue.voices.onnx_sessions import without_telemetry
from nightcue.voices.pace import SENTENCE_PAUSE, pace_of
from nightcue.voices.pieces import pieces, refuse_other_letters, says_something
from nightcue.voices.voice import Pace, Voice, VoiceEntry, VoiceError, as_spoken, without_markup
from nightcue.voices.worker.voice import WorkerVoice

if TYPE_CHECKING:
    from nightcue.audio.clip import Clip

NAMES = ("hibari",)
NATURAL = 80
BROUGHT = {"heart": Brought("en", NATURAL, "pip install 'hibari-tts<0.3'")}

SPEED: dict[Pace, float] = {"slow": 0.57, "calm": 0.66, "normal": 0.765}
"""The model's speed (1.0 is its default) for the words a minute of each pace, measured by benchmarks/pace.py."""

LONGEST_PIECE = 300
"""The most characters for the model at once; its time grows with their square."""
LONGEST_WORD = 24
"""The most letters that it reads of an unknown word; it drops the rest."""

_DIGEST = "5f70741d4e900f4e85d0037498736cc1b3e1b9a63a13546a5da1e63abf4fccd8"
"""SHA-256 of the model in versions 0.2, from their list of voices."""

_AGAIN = "run `pip install --force-reinstall 'hibari-tts<0.3'`"

_MEMORY, _BESIDE = 430_000_000, 180_000_000
"""Bytes that a process with the model comes to take, and for each more line that it speaks at the same time.

Measured with lines of 720 characters, one, two and four at a time.
"""


class HibariVoice(Voice):
    """The voice of the package, loaded once; each line is spoken on one core. Raises VoiceError if it cannot be loaded.

    `model` is the file of the model, and `pace` one of those in SPEED. Threads may speak at the same time.
    """

    def __init__(self, model: str, pace: Pace) -> None:
        without_telemetry()
        # with scipy installed, the same line would get other samples
        sys.modules["scipy"] = None  # type: ignore[assignment]
        try:
            if hashlib.sha256(Path(model).read_bytes()).hexdigest() != _DIGEST:
                raise VoiceError(f"{model} is not the model that it should be; {_AGAIN}")
            with Pool(1, "dictionaries") as threads:
                words = threads.submit(_pronunciation)  # it takes longer to load than the model
                from hibari import Hibari

                self._hibari = Hibari(voice="heart", model=model, g2p=lambda text: words.result()(text))
                words.result()
        except (ImportError, OSError, ValueError, RuntimeError, MemoryError) as error:
            raise VoiceError(f"hibari cannot be loaded ({_in_short(error)}); {_AGAIN}") from error
        self._pace = pace

    def speak(self, text: str) -> Clip:
        """Return `text` as the model speaks it, at 24,000 samples a second.

        Raises VoiceError for letters of other scripts, and for words longer than it reads.
        """
        from nightcue.voices.sentences import joined

        words = without_links(without_markup(as_spoken(text)))
        refuse_other_letters(words, "hibari")
        endless = next((word for word in re.findall(r"[^\W\d_]+", words) if len(word) > LONGEST_WORD), None)
        if endless:
            raise VoiceError(f"hibari reads no word of {len(endless)} letters, such as '{endless[:30]}...'; part it")
        parts = pieces(words, LONGEST_PIECE) if says_something(words) else []
        sounds = [sound for part in parts for sound in self._hibari.phonemize(part)]
        # a fixed seed for the noise in the voice: the same line is the same clip
        speed = SPEED[pace_of(words, self._pace)]
        waves = (self._hibari.from_phonemes(sound, speed, seed=0) for sound in sounds)
        return joined(waves, self._hibari.sample_rate, SENTENCE_PAUSE[self._pace])


def _pronunciation() -> Callable[[str], str]:
    from hibari.g2p import G2P

    sounds: Callable[[str], str] = G2P()
    return sounds


def without_links(text: str) -> str:
    """Break up `[word](/phonemes/)`, of which hibari would speak the phonemes."""
    return text.replace("](", "] (")


@dataclass(frozen=True)
class Heart:
    """The voice of the package; its other voices are downloads, which are never made."""

    model: Path
    name: str = "heart"

    @property
    def entry(self) -> VoiceEntry:
        """The entry of the voice in the catalogue."""
        label = "American English, a woman's voice"
        files = (self.model.parents[1],)
        return VoiceEntry(self.name, NAMES[0], "heart", label, ("en-us",), "Apache-2.0", files, "comes with nightcue")

    def preference(self, language: str) -> int | None:
        """Return its preference for English, the only language that it speaks, else None."""
        return NATURAL if language_of(language) == "en" else None

    def open(self, language: str, pace: Pace) -> WorkerVoice:  # noqa: ARG002 - it speaks one language
        """Return the voice; it loads when it speaks its first line."""
        speeds = f"speed {SPEED[pace]}, brief {SPEED['normal']}, pause {SENTENCE_PAUSE[pace]} s"
        identity = f"{NAMES[0]} {self.name}; {speeds}; {versions_of('hibari-tts', 'onnxruntime')}"
        options = {"model": str(self.model), "pace": pace}
        return WorkerVoice(identity, f"{__name__}:{HibariVoice.__name__}", options, memory=_MEMORY, beside=_BESIDE)


def offers() -> list[Heart]:
    """Return the voice if hibari and onnxruntime are installed."""
    spec = find_spec("hibari")
    if not spec or not spec.origin or not find_spec("onnxruntime"):
        return []
    return [Heart(Path(spec.origin).parent / "assets" / "hibari.onnx")]


def _in_short(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".partition("\n")[0]
