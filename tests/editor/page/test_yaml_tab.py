"""The text beside the cards, in a real browser: both ways, live, and nothing that is typed is lost."""

import re
import time

import pytest

from editor.page.conftest import save, until

pytestmark = pytest.mark.once

TEXT = """\
# a comment
title: Evening
topic: other
voice: embedded
steps:
  - say: Sit down.   # gently
  - pause: 2s
  - say: Good night.
"""


def yaml(page):
    page.get_by_role("tab", name="YAML").click()
    page.locator(".cm-content").wait_for()
    until(lambda: page.locator(".cm-content").get_attribute("aria-label"), "The routine as YAML")
    return page.locator(".cm-content")


def shown(page):
    """The text in the browser."""
    return page.evaluate(
        "getElement(Number(document.querySelector('.nc-yaml').id.slice(1))).editor.state.doc.toString()"
    )


def type_after(page, line, text, delay=0):
    page.locator(".cm-line", has_text=line).click()
    page.keyboard.press("End")
    page.keyboard.type(text, delay=delay)


def test_what_is_typed_is_in_the_file_and_every_other_byte_stays(editing, window):
    text = TEXT.replace("\n", "\r\n")
    editor = editing(text)
    page = window(editor.address)
    yaml(page)
    type_after(page, "title: Evening", " for Ana")
    save(page)
    saved = (editor.home / "routines" / "mine.yaml").read_bytes().decode()
    assert saved == text.replace("Evening", "Evening for Ana")


def test_back_and_forth_are_those_of_the_whole_page(editing, window):
    page = window(editing(TEXT).address)
    yaml(page)
    type_after(page, "title: Evening", " for Ana")
    page.keyboard.press("Control+z")
    until(lambda: shown(page), TEXT)
    page.keyboard.press("Control+y")
    until(lambda: shown(page), TEXT.replace("Evening", "Evening for Ana"))
    page.get_by_role("button", name="Undo").click()
    until(lambda: shown(page), TEXT)


def test_a_text_that_is_no_yaml_is_kept_and_its_line_is_marked(editing, window):
    editor = editing(TEXT)
    page = window(editor.address)
    yaml(page)
    type_after(page, "topic: other", "\nvars: hold: 20s")
    marked = page.locator(".cm-line.nc-wrong").first
    marked.wait_for()
    finding = page.locator(".nc-yaml-finding").first
    assert re.match(r"Line \d+: ", finding.inner_text())
    page.get_by_role("tab", name="Dials").click()
    yaml(page)
    assert "vars: hold: 20s" in shown(page)
    assert page.locator(".cm-line.nc-wrong").count()
    page.locator(".cm-line", has_text="vars").click()
    page.keyboard.press("Home")
    page.keyboard.type("# ")
    until(lambda: page.locator(".cm-line.nc-wrong").count(), 0)


def test_two_windows_type_at_once_and_both_are_kept(editing, window):
    editor = editing(TEXT)
    first, second = window(editor.address), window(editor.address)
    yaml(first)
    yaml(second)
    one, other = " and this is typed slowly", " and so is this"
    first.locator(".cm-line", has_text="title").click()
    first.keyboard.press("End")
    second.locator(".cm-line", has_text="Good night").click()
    second.keyboard.press("End")
    for place in range(max(len(one), len(other))):
        first.keyboard.type(one[place : place + 1])
        second.keyboard.type(other[place : place + 1])
        time.sleep(0.03)
    wanted = TEXT.replace("Evening", "Evening" + one).replace("Good night.", "Good night." + other)
    until(lambda: shown(first), wanted)
    until(lambda: shown(second), wanted)


def test_the_text_is_left_by_the_keyboard(editing, window):
    page = window(editing(TEXT).address)
    yaml(page).click()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert not page.evaluate("!!document.activeElement.closest('.cm-content')")
    assert shown(page) == TEXT
