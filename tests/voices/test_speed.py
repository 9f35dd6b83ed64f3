"""How fast a voice is: measured once, kept by what the voice is, and given up where it takes too long."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from nightcue.audio.clip import Clip
from nightcue.voices import speed
from nightcue.voices.speed import kept_speed, measure_speed
from nightcue.voices.voice import Voice, VoiceError


def test_a_speed_is_kept_for_as_long_as_the_voice_is_the_same(
    cache_folder: Path, tone_voice: Callable[..., Voice]
) -> None:
    assert kept_speed(tone_voice("tone; 1")) is None
    measured = measure_speed(tone_voice("tone; 1"))
    assert kept_speed(tone_voice("tone; 1")) == pytest.approx(measured, rel=0.01)
    assert kept_speed(tone_voice("tone; 2")) is None


class StuckVoice(Voice):
    """Speaks until it is told to stop."""

    def __init__(self) -> None:
        self.closed = threading.Event()

    @property
    def identity(self) -> str:
        return "stuck; 1"

    def speak(self, text: str) -> Clip:
        self.closed.wait()
        raise VoiceError("it was told to stop")

    def close(self) -> None:
        self.closed.set()


def test_a_voice_that_takes_too_long_is_given_up_and_asked_again_another_time(
    cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed, "LIMIT_SECONDS", 0.05)
    with pytest.raises(VoiceError, match="voice 'stuck' did not say a short line twice"):
        measure_speed(StuckVoice())
    assert kept_speed(StuckVoice()) is None
