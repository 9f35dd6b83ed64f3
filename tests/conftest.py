"""What every test shares: a clip cache of its own, a folder of its own, and a voice of known clip lengths."""

import gc
import os
import shutil
import socket
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from nightcue.audio.clip import SAMPLE_RATE, Clip
from nightcue.voices.voice import Voice
from nightcue.voices.worker.warm import WARM

CHROMIUM = Path(shutil.which("chromium") or "/usr/bin/chromium")
NO_SUGGESTIONS = "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup"
"""Pages of Chromium's own, below its address bar: to load them took each window more than a page of ours does."""

# what 15,000 tests are made of stays to the end: to look through it for garbage takes a tenth of the time
gc.set_threshold(200_000, 50, 1000)
# the time limit of an example would be one of the machine
settings.register_profile("nightcue", deadline=None)
settings.load_profile("nightcue")


def pytest_xdist_auto_num_workers():
    """Return how many tests run at once: much of a test's time is spent waiting, for a browser or a program."""
    return 2 * (os.cpu_count() or 1)


def pytest_sessionstart(session):
    """Tell of tests that are tried again at once: Nagle's algorithm made each of them wait for 35 ms."""
    told = getattr(getattr(session.config, "failures_db", None), "sock", None)
    if told:
        told.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def pytest_collection_modifyitems(items):
    """Begin with what takes longest; try a test of programs a second time, and the summary shows what was wrong."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    for item in items:
        once = item.get_closest_marker("once")
        if once.kwargs.get("again", True) if once else hasattr(item.module, "subprocess"):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_collection_finish():
    """Look for garbage no more in what was collected."""
    gc.freeze()


@pytest.fixture(autouse=True)
def _no_engine_from_another_test():
    yield
    WARM.end()


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        # one for all that run at once: a line is spoken in one of them
        at_once = "PYTEST_XDIST_WORKER" in os.environ
        together = tmp_path_factory.getbasetemp().parent / "cache" if at_once else tmp_path_factory.mktemp("cache")
        patch.setenv("NIGHTCUE_CACHE", str(together))
        patch.setenv("NIGHTCUE_CONFIG", str(tmp_path_factory.mktemp("config")))
        patch.setenv("NIGHTCUE_DATA", str(tmp_path_factory.mktemp("data")))
        patch.setenv("NIGHTCUE_STATE", str(tmp_path_factory.mktemp("state")))
        patch.setenv("NIGHTCUE_READY", "no")
        patch.delenv("NO_COLOR", raising=False)
        yield


@pytest.fixture(scope="session")
def browser():
    """Start Chromium once in a worker: two that run in one thread are more than Playwright allows."""
    from bedside.page.serving import LAN_HOST

    sync_api = pytest.importorskip("playwright.sync_api", reason="the browser tests need the package playwright")
    if not CHROMIUM.exists():
        give_up = pytest.fail if os.environ.get("NIGHTCUE_BROWSER_TESTS") == "required" else pytest.skip
        give_up("the browser tests need Chromium (on Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        switches = ["--no-sandbox", NO_SUGGESTIONS, f"--host-resolver-rules=MAP {LAN_HOST} 127.0.0.1"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=switches)
        yield browser
        browser.close()


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
