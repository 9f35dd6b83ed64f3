"""The bedside page in a real browser: each worker has one, and one site of tiny tracks."""

import shutil
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from bedside.page.serving import LAN_HOST, Site
from nightcue.audio.clip import SAMPLE_RATE, Clip
from nightcue.commands import nightcue
from nightcue.voices.voice import Voice

PHONE = {"width": 390, "height": 844}
NAMES = ("boots", "stretch", "rescue", "odd")
LANGUAGES = [word for tag in ("en", "es", "fr", "de") for word in ("--lang", tag)]


class Tone(Voice):
    """Speaks a tone whose height tells one line from another, 50 ms a character."""

    identity = "tones; for tests"

    def speak(self, text):
        count = len(text) * SAMPLE_RATE // 20
        wave = 8000 * np.sin(np.arange(count) * 2 * np.pi * (300 + 20 * (len(text) % 20)) / SAMPLE_RATE)
        return Clip(wave.astype(np.int16))


@pytest.fixture(scope="session")
def work(tmp_path_factory):
    """A folder with a few short routines, a site of them, and single files of them."""
    folder = tmp_path_factory.mktemp("bedside")
    shutil.copytree(Path(__file__).parent / "routines", folder / "routines")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr("nightcue.voices.catalogue.open_voice", lambda *_, **__: Tone())
        reviews = [
            ["review", str(path), "--by", "Ana", "--yes"] for path in sorted(Path("routines").rglob("boots.yaml"))
        ]
        pages = [["site", place, *NAMES, *LANGUAGES] for place in ("site", "--single=single.html")]
        for words in (*reviews, *pages):
            done = CliRunner().invoke(nightcue, words, catch_exceptions=False)
            assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="session")
def named(work):
    """The same site of somebody whose name is said."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(work)
        patch.setenv("NIGHTCUE_CONFIG", str(work / "config"))
        patch.setattr("nightcue.voices.catalogue.open_voice", lambda *_, **__: Tone())
        for words in (["profile", "set", "--name", "Ana"], ["site", "named", *NAMES, *LANGUAGES]):
            done = CliRunner().invoke(nightcue, words, catch_exceptions=False)
            assert done.exit_code == 0, done.output
    return work / "named"


@pytest.fixture
def site(work):
    """The site on a server that takes no nights."""
    site = Site(work / "site")
    yield site
    site.stop()


@pytest.fixture
def diary(work):
    """The site on a server that takes nights."""
    site = Site(work / "site", takes_nights=True)
    yield site
    site.stop()


@pytest.fixture
def phone(browser):
    """Make a phone that has never been here; its service worker costs a second, and most tests need none."""
    made = []

    def make(workers="block", **settings):
        settings = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "locale": "en-GB", **settings}
        context = browser.new_context(service_workers=workers, **settings)
        context.set_default_timeout(60_000)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def page(phone):
    """A page on a phone."""
    with watched(phone()) as page:
        yield page


@pytest.fixture
def keeping_page(phone):
    """A page on a phone that keeps it for offline."""
    with watched(phone(workers="allow")) as page:
        yield page


@contextmanager
def watched(context):
    """A page that fails the test when a script fails in it, or asks another host for anything."""
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    page.on("request", lambda asked: None if is_here(asked.url) else wrong.append(asked.url))
    yield page
    assert wrong == []


def is_here(url):
    here = ("http://localhost:", f"http://{LAN_HOST}:", "blob:", "data:image/png", "data:audio/mpeg", "file:")
    return url.startswith(here)
