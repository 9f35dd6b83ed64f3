"""What every test shares: a clip cache of its own, a folder of its own, and a voice of known clip lengths."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from nightcue.audio.clip import SAMPLE_RATE, Clip
from nightcue.voices.voice import Voice
from nightcue.voices.warm import WARM

TESTS = Path(__file__).parent

# the time limit of an example would be one of the machine
settings.register_profile("nightcue", deadline=None)
settings.load_profile("nightcue")

ONCE = (
    "audio/test_track.py",
    "bedside/page/",
    "bedside/server/",
    "bedside/test_growing.py",
    "bedside/test_rescue_tracks.py",
    "bedside/test_site.py",
    "bedside/test_sound_device.py",
    "benchmarks/",
    "commands/test_build",
    "commands/test_completion.py",
    "commands/test_output_away.py",
    "commands/test_every",
    "commands/test_names_not_utf8.py",
    "commands/test_no_more_threads.py",
    "commands/test_play",
    "commands/test_plot.py",
    "commands/test_profile_everywhere.py",
    "commands/test_refusing_disks.py",
    "commands/test_rescue",
    "commands/test_serve.py",
    "commands/test_surroundings.py",
    "commands/test_terminal_obeys_nothing.py",
    "commands/test_stopping.py",
    "commands/test_traps.py",
    "commands/test_voices",
    "diary/test_faults.py",
    "docs/",
    "fuzz/",
    "language/test_any_routine.py",
    "language/test_source.py",
    "routines/test_tracks.py",
    "building/outputs/",
    "building/test_compile.py",
    "building/test_parallel.py",
    "test_api.py",
    "test_faults.py",
    "test_reproducible.py",
    "test_sound.py",
    "test_wheel.py",
    "timeline/test_schedule.py",
    "voices/test_failures.py",
    "voices/test_hosted.py",
    "voices/engines/test_hibari.py",
    "voices/engines/test_kokoro.py",
    "voices/engines/test_pico.py",
    "voices/engines/test_piper.py",
    "voices/test_plugins.py",
    "voices/test_seams.py",
)
"""Tests of whole programs, and of very many made-up routines, which take long.

`.ci/run` runs them on one Python, and everything else on each.
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.relative_to(TESTS).as_posix().startswith(ONCE):
            item.add_marker("once")


@pytest.fixture(autouse=True)
def _no_engine_from_another_test():
    yield
    WARM.end()


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIGHTCUE_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("NIGHTCUE_CONFIG", str(tmp_path_factory.mktemp("config")))
        patch.setenv("NIGHTCUE_DATA", str(tmp_path_factory.mktemp("data")))
        patch.setenv("NIGHTCUE_READY", "no")
        patch.delenv("NO_COLOR", raising=False)
        yield


class KnownVoice(Voice):
    """Speaks a tone that lasts 50 ms a character."""

    def __init__(self):
        self.spoken = []

    @property
    def identity(self):
        return "known lengths; for tests"

    def speak(self, text):
        self.spoken.append(text)
        count = len(text) * SAMPLE_RATE // 20
        wave = 8000 * np.sin(np.arange(count) * 2 * np.pi * 440 / SAMPLE_RATE)
        return Clip(wave.astype(np.int16))


@pytest.fixture
def known_voice(monkeypatch):
    """Every routine is spoken by a KnownVoice, which is returned."""
    voice = KnownVoice()
    monkeypatch.setattr("nightcue.voices.catalogue.open_voice", lambda *_, **__: voice)
    return voice


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
