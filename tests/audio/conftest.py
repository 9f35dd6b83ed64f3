from __future__ import annotations

import numpy as np
import pytest

from nightcue.audio.clip import SAMPLE_RATE, Clip
from nightcue.audio.tags.track_info import Chapter, LyricLine, TrackInfo


@pytest.fixture
def info() -> TrackInfo:
    return TrackInfo(
        title="Bedtime — piernas «quietas»",
        album="nightcue routines",
        language="es",
        comment="Voice: default. 足 🦵",
        chapters=(
            Chapter("A much longer title than the others have", 0.0, 61.4),
            Chapter("Calf", 61.4, 3725.0625),
            Chapter("Quiet end", 3725.0625, 3800.0),
        ),
        lines=(
            LyricLine(0.5, 3.2, "¿Hinchazón?"),
            LyricLine(61.4004, 62.0, "Stretch. 🦵"),
            LyricLine(3725.1, 3726.0, "Ya"),
        ),
        duration=3800.0,
        language_code="spa",
    )


@pytest.fixture
def noise() -> Clip:
    """One second of noise at about -15 dBFS."""
    samples = np.random.default_rng(7).integers(-10_000, 10_000, SAMPLE_RATE)
    return Clip(samples.astype(np.int16))
