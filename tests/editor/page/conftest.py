"""The editor as somebody starts it, each test with a folder of its own, in a real browser."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from editor.page.warm import WarmProgram

ROUTINES = Path(__file__).parents[3] / "routines"
PATIENCE = 30
ADDRESS = re.compile(r"http://\S+")


class Editor:
    """`nightcue edit`, or another command that serves it, on loopback, in the folder `home`.

    It is `cold`, a process as somebody starts it, where a test is about that, or where forking is not safe.
    """

    def __init__(self, home, *words, command=("edit", "--no-browser"), cold=sys.platform != "linux"):
        self.home = home
        home.joinpath("routines").mkdir(parents=True, exist_ok=True)
        own = {f"NIGHTCUE_{name}": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE")}
        (home / "told").write_bytes(b"")
        environment = os.environ | own | {"PYTHONPATH": os.pathsep.join(sys.path)}
        start = _cold if cold else WarmProgram
        self._process = start([*command, *words], home, environment, home / "told")
        self.address = self._address()

    def told(self):
        """What it has printed so far."""
        return (self.home / "told").read_text()

    def routine(self, name="mine"):
        """The routine of that name, as its file is now."""
        return (self.home / "routines" / f"{name}.yaml").read_text()

    def stop(self):
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(PATIENCE)
        print(self.told())  # shown with a test that fails

    def _address(self):
        end = time.monotonic() + PATIENCE
        while not (found := ADDRESS.search(self.told())):
            assert self._process.poll() is None, self.told()
            assert time.monotonic() < end, "the editor does not start"
            time.sleep(0.05)
        return found[0]


def _cold(words, home, environment, told):
    with told.open("ab") as file:
        return subprocess.Popen(
            [sys.executable, "-m", "nightcue", *words], cwd=home, env=environment, stdout=file, stderr=subprocess.STDOUT
        )


@pytest.fixture
def editing(tmp_path):
    """Start the editor on a routine `mine` with this text, or on a copy of a shipped one."""
    started = []

    def start(text=None, shipped=None, language="en", words=("mine",), **how):
        routines = tmp_path / "home" / "routines"
        routines.mkdir(parents=True)
        if shipped:
            source = ROUTINES if language == "en" else ROUTINES / language
            shutil.copytree(source / "parts", routines / "parts")
            text = (source / f"{shipped}.yaml").read_text()
        if text is not None:
            (routines / "mine.yaml").write_bytes(text.encode())
        started.append(Editor(tmp_path / "home", *words, **how))
        return started[-1]

    yield start
    for editor in started:
        editor.stop()


@pytest.fixture
def visit(browser):
    """Open an address in a browser of its own, and wait for the heading of its page."""
    opened = []

    def go(address, locale="en-GB", **settings):
        opened.append(browser.new_context(locale=locale, **settings))
        opened[-1].set_default_timeout(PATIENCE * 1000)
        page = opened[-1].new_page()
        page.goto(address)
        page.get_by_role("heading", level=1).wait_for()
        return page

    yield go
    for context in opened:
        context.close()


@pytest.fixture
def window(browser):
    """Open an address in a window of its own; whatever its page complains of is an error of the test."""
    opened = []

    def open_window(address, **settings):
        settings = {"viewport": {"width": 1000, "height": 900}, "locale": "en-GB", **settings}
        context = browser.new_context(**settings)
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda problem: page.complaints.append(str(problem)))
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.goto(address)
        page.get_by_role("tab").first.wait_for()
        opened.append(context)
        return page

    yield open_window
    complaints = [text for context in opened for page in context.pages for text in page.complaints]
    for context in opened:
        context.close()
    assert not complaints


def until(what, wanted=True):
    """Wait until `what()` gives what is wanted."""
    end = time.monotonic() + PATIENCE
    while (got := what()) != wanted:
        assert time.monotonic() < end, f"{got!r} does not become {wanted!r}"
        time.sleep(0.05)


def save(page):
    """Save what is shown, and wait until it is saved."""
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Saved", exact=True).wait_for()
