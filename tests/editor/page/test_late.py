"""A page that hears late from the editor, as over a weak network: nothing that is typed is lost, no tap either."""

import pytest

from editor.page.conftest import save

pytestmark = pytest.mark.once

LATE = """
const heard = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
let last = 0;
const late = (hear) => (event) => {
  last = Math.max(last, performance.now()) + (window.hearsLate ? 700 : 0);
  setTimeout(() => hear(event), last - performance.now());
};
Object.defineProperty(WebSocket.prototype, "onmessage", {
  ...heard,
  set(hear) { heard.set.call(this, late(hear)); },
});
"""
TEXT = """\
title: Evening
topic: stretching
vars:
  hold: 25s   # each stretch
steps:
  - say: Sit down.
  - pause: 5s
  - stretch: {name: Calf, hold: "{hold}", sides: [left, right]}
"""


@pytest.fixture
def late(editing, window):
    """Open the page of a routine, where every message comes late, and return it and its editor."""

    def start(*text, tab=None, **routine):
        editor = editing(*text, **routine)
        page = window(editor.address)
        page.add_init_script(LATE)
        page.reload()
        page.get_by_role("heading", level=1).wait_for()
        if tab:
            page.get_by_role("tab", name=tab).click()
            page.locator(".nc-card").last.wait_for()
        page.evaluate("window.hearsLate = true")
        return page, editor

    return start


def test_what_is_typed_at_once_stays(late):
    page, editor = late(TEXT, tab="Steps")
    page.locator(".nc-card-open", has_text="Pause").click()
    page.get_by_label("How long the silence lasts").fill("medio minuto")
    page.locator(".nc-card-open", has_text="Sit down").click()
    page.get_by_role("textbox", name="Line 1").fill("Sit up.")
    save(page)
    page.wait_for_timeout(1500)
    assert page.get_by_label("How long the silence lasts").input_value() == "30 sec"
    assert page.get_by_role("textbox", name="Line 1").input_value() == "Sit up."
    assert page.get_by_role("button", name="Saved", exact=True).is_visible()
    assert editor.routine() == TEXT.replace("Sit down", "Sit up").replace("5s\n  - stretch", "30s\n  - stretch")


def test_the_button_of_a_dial_stays_the_one_that_is_pressed(late):
    page, editor = late(shipped="bedtime")
    before = editor.routine()
    page.get_by_role("textbox", name="Hold each stretch").fill("90")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Hold each stretch: Make it 30 sec").click()
    page.get_by_text("This is not what is usual.").wait_for(state="detached")
    save(page)
    assert editor.routine() == before.replace("hold: 25s", "hold: 30s")
