"""What a night needs, in every engine that people have: a tap, jumps, a reload, no network, the rescue."""

import json
import os
import time

import pytest

from bedside.page.engines import PATIENCE, Chromium, firefox, missing, webkit

pytestmark = pytest.mark.once

WATCH = """(() => {
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    window.sound = this;
    return play.call(this);
  };
})()"""
"""Run on the page once it is there: `sound` is what is to be heard."""
STEP = "document.getElementById('step').textContent"
RESCUE_IS_HERE = "performance.getEntriesByType('resource').some(({ name }) => name.includes('rescue.en'))"
JUMPS = (("#next", "Boots on"), ("#previous", None), ("#next", "Boots on"), ("#back15", None), ("#next", "Boots on"))
NEEDS = {"firefox": ("firefox-esr",), "webkit": ("WebKitWebDriver", "xvfb-run")}
PACKAGES = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "xvfb-run": "xvfb"}


@pytest.fixture(scope="session", params=["chromium", "firefox", "webkit"])
def engine(request, tmp_path_factory):
    """A browser that has never been at the sites of these tests."""
    if program := missing(*NEEDS.get(request.param, ())):
        give_up = pytest.fail if os.environ.get("NIGHTCUE_BROWSER_TESTS") == "required" else pytest.skip
        give_up(f"needs {program} (on Debian: apt-get install {PACKAGES[program]})")
    if request.param == "chromium":
        context = request.getfixturevalue("browser").new_context(has_touch=True)
        yield Chromium(context.new_page())
        context.close()
    elif request.param == "firefox":
        pytest.importorskip("websockets", reason="needs the package websockets")
        with firefox("firefox-esr", tmp_path_factory.mktemp("firefox")) as browser:
            yield browser
    else:
        with webkit() as browser:
            yield browser


def test_a_tap_plays_and_every_jump_lands_where_it_should(engine, site):
    open_page(engine, site.url)
    start_boots(engine)
    jump_through(engine)


def test_the_single_file_plays_and_jumps(engine, work):
    open_page(engine, (work / "single.html").as_uri())
    start_boots(engine)
    jump_through(engine)
    press(engine, "#cramp")
    is_heard(engine)


def test_after_a_reload_one_tap_goes_on_where_it_was(engine, site):
    open_page(engine, site.url)
    start_boots(engine)
    press(engine, "#next")
    until(engine, STEP, "Boots on")
    is_heard(engine)
    before = place(engine)
    engine.reload()
    until(engine, "document.body.dataset.screen", "playing")
    engine.ask(WATCH)
    press(engine, "#pause")
    is_heard(engine)
    assert before - 0.1 <= place(engine) < before + 10


def test_after_one_visit_it_plays_and_jumps_with_the_server_gone(engine, site):
    open_page(engine, site.url)
    until(engine, "document.getElementById('offline').textContent.includes('Works without a network')")
    site.stop()
    engine.reload()
    until(engine, "document.body.dataset.screen", "home")
    engine.ask(WATCH)
    start_boots(engine)
    press(engine, "#next")
    until(engine, STEP, "Boots on")
    is_heard(engine)


def test_the_rescue_plays_with_the_server_gone_and_while_something_else_plays(engine, site):
    open_page(engine, site.url)
    until(engine, RESCUE_IS_HERE)
    start_boots(engine)
    engine.ask("(window.other = sound) && 1")
    site.stop()
    press(engine, "#cramp")
    until(engine, "sound !== other && other.paused")
    is_heard(engine)


def open_page(engine, url):
    engine.go(url)
    until(engine, "document.body.dataset.screen", "home")
    engine.ask(WATCH)


def start_boots(engine):
    engine.ask(
        "[...document.querySelectorAll('#routines button')].find((e) => /^Boots/.test(e.textContent)).id = 'boots'"
    )
    press(engine, "#boots")
    until(engine, "document.body.dataset.screen", "questions")
    press(engine, "#none")
    is_heard(engine)


def jump_through(engine):
    """Jump five times, to and fro."""
    for key, step in JUMPS:
        press(engine, key)
        if step:
            until(engine, STEP, step)
        is_heard(engine)


def press(engine, selector):
    """Tap an element in its middle, as a finger does."""
    middle = """(() => {
        const element = document.querySelector(SELECTOR);
        element.scrollIntoView({ block: "center" });
        const { x, y, width, height } = element.getBoundingClientRect();
        return [Math.round(x + width / 2), Math.round(y + height / 2)];
    })()"""
    engine.tap(*engine.ask(middle.replace("SELECTOR", json.dumps(selector))))


def is_heard(engine):
    """Wait until the sound plays on: its time goes by."""
    until(engine, "Boolean(window.sound) && !sound.paused")
    engine.ask("(window.was = { of: sound.src, at: sound.currentTime }) && 1")
    until(engine, "!sound.paused && sound.currentTime > 0.05 + (was.of === sound.src ? was.at : 0)")


def place(engine):
    """Where the track is, as the page keeps it when it is left."""
    engine.ask("window.dispatchEvent(new Event('pagehide')) && 1")
    return json.loads(engine.ask("localStorage.getItem('nightcue.place')"))["seconds"]


def until(engine, expression, wanted=True):
    end = time.monotonic() + PATIENCE
    while (value := engine.ask(expression)) != wanted:
        assert time.monotonic() < end, f"{expression} is {value!r}, not {wanted!r}"
        time.sleep(0.03)
