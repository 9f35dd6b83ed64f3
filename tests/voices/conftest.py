from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nightcue.audio.clip import Clip
from nightcue.voices.voice import Voice


class ToneVoice(Voice):
    """Speaks a tone of 1,000 samples a character, and notes what it was asked for."""

    def __init__(self, identity: str = "tone; 1") -> None:
        self._identity = identity
        self.asked: list[str] = []
        self.threads: set[int] = set()
        self.closed = threading.Event()

    @property
    def identity(self) -> str:
        return self._identity

    def speak(self, text: str) -> Clip:
        self.asked.append(text)
        self.threads.add(threading.get_ident())
        return Clip((8_000 * np.sin(np.arange(1_000 * len(text)) * 0.1)).astype(np.int16))

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def tone_voice() -> Callable[..., ToneVoice]:
    return ToneVoice


@pytest.fixture
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NIGHTCUE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "clips"
