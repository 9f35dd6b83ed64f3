"""What editing needs, in Firefox and in WebKitGTK: a dial, a line that is heard, the timeline, the text."""

import json
import os
import time

import pytest

from bedside.page.engines import PATIENCE, firefox, missing, webkit

pytestmark = pytest.mark.once

NEEDS = {"firefox": ("firefox-esr",), "webkit": ("WebKitWebDriver", "xvfb-run")}
PACKAGES = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "xvfb-run": "xvfb"}
TEXT = """\
title: Evening
topic: other
voice: embedded
vars:
  wait: 20s
steps:
  - say: Sit down on the edge of the bed.
  - pause: "{wait}"
  - say: Good night.
"""
SOUND = "document.querySelector('audio.nc-audio')"
LABELLED = """[...document.querySelectorAll("button, [role=tab], [role=button], .nc-drawing")]
  .find((each) => each.checkVisibility() && (each.ariaLabel || each.innerText).includes(%s))"""


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def engine(request, tmp_path_factory):
    """One browser for all of these tests."""
    if program := missing(*NEEDS[request.param]):
        give_up = pytest.fail if os.environ.get("NIGHTCUE_BROWSER_TESTS") == "required" else pytest.skip
        give_up(f"needs {program} (on Debian: apt-get install {PACKAGES[program]})")
    if request.param == "firefox":
        pytest.importorskip("websockets", reason="needs the package websockets")
        with firefox("firefox-esr", tmp_path_factory.mktemp("firefox")) as browser:
            yield browser
    else:
        with webkit() as browser:
            yield browser


def until(engine, expression, wanted=True):
    """Wait until an expression is what is wanted in the page."""
    end = time.monotonic() + PATIENCE
    while (got := engine.ask(expression)) != wanted:
        assert time.monotonic() < end, f"{expression} is {got!r}, not {wanted!r}"
        time.sleep(0.1)


def press(engine, label):
    """Tap what is labelled so, once it stands still."""
    press_element(engine, LABELLED % json.dumps(label))


def press_element(engine, element):
    until(engine, f"Boolean({element})")
    engine.ask(f"{element}.scrollIntoView({{block: 'center'}})")
    middle = f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({element}.getBoundingClientRect())"
    before = None
    while (place := engine.ask(middle)) != before:
        before = place
        time.sleep(0.3)
    engine.tap(*map(round, place))


def shown(engine, label):
    """Whether something is labelled so."""
    return f"Boolean({LABELLED % json.dumps(label)})"


def test_a_dial_is_turned_and_saved(engine, editing):
    editor = editing(TEXT)
    engine.go(editor.address)
    press(engine, "More: wait")
    until(engine, f"!{shown(engine, 'Saved')}")
    press(engine, "Save")
    until(engine, shown(engine, "Saved"))
    changed = [line for line in editor.routine().splitlines() if line not in TEXT.splitlines()]
    assert len(changed) == 1
    assert changed[0].startswith("  wait: ")


def test_a_line_is_heard_and_the_whole_from_the_middle(engine, editing):
    engine.go(editing(TEXT).address)
    press(engine, "Steps")
    press(engine, "Spoken words")
    press(engine, "Hear this line")
    until(engine, f"{SOUND}.currentTime > 0.5")
    until(engine, "Boolean(document.querySelector('svg.nc-timeline'))")
    press_element(engine, "document.querySelector('.nc-drawing')")
    until(engine, f"{SOUND}.duration > 20")
    until(engine, f"{SOUND}.currentTime > {SOUND}.duration / 2 - 2")
    until(engine, f"{SOUND}.paused", False)
    until(engine, "document.querySelector('.nc-now').offsetLeft > 100")


def test_the_text_is_changed_beside_the_cards(engine, editing):
    editor = editing(TEXT)
    engine.go(editor.address)
    press(engine, "YAML")
    view = "getElement(Number(document.querySelector('.nc-yaml').id.slice(1))).editor"
    until(engine, "Boolean(document.querySelector('.cm-content')?.ariaLabel)")
    engine.ask(f"(() => {{ {view}.dispatch({{changes: {{from: 14, insert: ' with Ana'}}}}); return true; }})()")
    until(engine, "document.title.includes('Evening with Ana')")
    press(engine, "Save")
    until(engine, shown(engine, "Saved"))
    assert editor.routine() == TEXT.replace("Evening", "Evening with Ana")
