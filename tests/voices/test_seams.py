"""The finished clips of every voice: nothing said is cut off, and no step leads into or out of silence.

A new engine joins as one more line of VOICES.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nightcue.audio.clip import SAMPLE_RATE, Clip
from nightcue.audio.levels import SPEECH_LUFS
from nightcue.audio.loudness import loudness_of
from nightcue.audio.shaping import trim
from nightcue.voices.catalogue import find_voice, open_voice
from nightcue.voices.voice import UnknownVoiceError

pytestmark = pytest.mark.once

VOICES = [
    ("embedded", "en"),
    ("embedded", "es"),
    ("heart", "en"),
    ("joe", "en"),
    ("kumo", "es"),
    ("pico-en", "en"),
    ("pico-es", "es"),
]
LINES = {
    "en": [
        "First, four questions.",
        "Fifth. Did you do your stretches?",
        "Put your hands on your thigh.",
        "Relax. Rest for 30 seconds.",
        "Take the boots off.",
        "Pull.",
        "Let your shoulders sink.",
        "Do not stretch or rub the leg.",
    ],
    "es": [
        "Primero, cuatro preguntas.",
        "Cinco.",
        "Siéntese en una silla firme.",
        "Pida ayuda enseguida.",
        "Esto dura 15 minutos.",
        "Fin de los dos lados.",
        "Junte los pies.",
        "No estire ni frote la pierna.",
        "Afloje las botas, y quíteselas.",
    ],
}
"""Soft sounds at the edges of a line (f, s, h, th, p, k, t; the c and j of Spanish), and "pierna", which clicked."""

STEP = 0.02
"""The largest step beside silence, full scale 1."""

SILENCE = SAMPLE_RATE * 5 // 1000
"""Samples of silence beside such a step."""

SILENT = 33
"""The largest sample of silence, -60 dBFS: where an engine has zeros, a slow offset that was taken out leaves a few."""

NEAR = SAMPLE_RATE * 150 // 1000
"""Samples before and after a clip in which a soft consonant could have been cut off."""

SOFTEST_DBFS = -58.0
"""What is louder than this over 10 ms, in a line at SPEECH_LUFS, is said; engines' own noise comes up to -58.7."""


@dataclass(frozen=True)
class Finished:
    """A line as the engine spoke it, at SAMPLE_RATE; what was cut off before and after it; and the finished clip."""

    raw: Clip
    before: NDArray[np.int16]
    after: NDArray[np.int16]
    clip: Clip


@pytest.fixture(params=VOICES, ids=lambda voice: "-".join(voice), scope="module")
def finished(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Finished]]:
    name, language = request.param
    try:
        find_voice(name, language)
    except UnknownVoiceError:
        pytest.skip(f"{name} is not installed")
    trimmed: list[tuple[Clip, Clip]] = []

    def watched(clip: Clip, **settings: float) -> Clip:
        trimmed.append((clip, trim(clip, **settings)))
        return trimmed[-1][1]

    folder: Path = tmp_path_factory.mktemp("clips")
    with pytest.MonkeyPatch.context() as patch, open_voice(name, language, cache=folder) as voice:
        patch.setattr("nightcue.audio.shaping.trim", watched)
        clips = [voice.speak(line) for line in LINES[language]]
    yield [_with_what_was_cut(raw, kept, clip) for (raw, kept), clip in zip(trimmed, clips, strict=True)]


def _with_what_was_cut(raw: Clip, kept: Clip, clip: Clip) -> Finished:
    places = np.lib.stride_tricks.sliding_window_view(raw.samples, len(kept))
    start = next(place for place, samples in enumerate(places) if np.array_equal(samples, kept.samples))
    return Finished(raw, raw.samples[:start], raw.samples[start + len(kept) :], clip)


def loudest(samples: NDArray[np.int16], loudness: float) -> float:
    """The highest RMS of 10 ms in dBFS, with speech of `loudness` brought to SPEECH_LUFS."""
    hop = SAMPLE_RATE // 100
    hops = samples[: len(samples) // hop * hop].reshape(-1, hop) / 32768
    levels = 10 * np.log10(np.square(hops).mean(axis=1) + 1e-12)
    return float(levels.max(initial=-120)) + SPEECH_LUFS - loudness


def test_nothing_that_is_said_is_cut_off(finished: list[Finished]) -> None:
    for line in finished:
        loudness = loudness_of(line.raw)
        assert loudest(line.before[::-1][:NEAR], loudness) < SOFTEST_DBFS
        assert loudest(line.after[:NEAR], loudness) < SOFTEST_DBFS


def test_no_step_leads_into_silence_or_out_of_it(finished: list[Finished]) -> None:
    for line in finished:
        samples = np.pad(line.clip.samples.astype(int), SILENCE + 1)
        steps = np.abs(np.diff(samples)) / 32768
        silent = np.lib.stride_tricks.sliding_window_view(np.abs(samples) <= SILENT, SILENCE).all(axis=1)
        into = steps[: len(silent) - 1][silent[1:]]
        out_of = steps[SILENCE - 1 :][silent[: len(steps) - SILENCE + 1]]
        assert max(into.max(), out_of.max()) < STEP


def test_no_engine_speaks_up_to_full_scale(finished: list[Finished]) -> None:
    assert all(np.abs(line.raw.samples.astype(int)).max() < 32767 for line in finished)
