"""Hearing in a real browser: a line, a card, from here on, the whole, with a line through the timeline."""

import urllib.error
import urllib.request

import pytest

from editor.page.conftest import until

pytestmark = pytest.mark.once

TEXT = """\
title: Evening <b>bold</b>
topic: other
voice: embedded
sound: {floor: none}
steps:
  - chapter: <img src=x onerror=alert(1)>
  - say: Sit down.
  - pause: 20s
  - chapter: Second
  - say: Good night.
"""


def sound(page, of):
    return page.evaluate(f"document.querySelector('audio.nc-audio').{of}")


def line_at(page):
    """Where the line is in the timeline, as a share of its width."""
    return page.evaluate(
        "document.querySelector('.nc-now').offsetLeft / document.querySelector('.nc-drawing').offsetWidth"
    )


@pytest.fixture
def steps(editing, window):
    """The page of the steps, with its timeline drawn."""
    editor = editing(TEXT)
    page = window(editor.address)
    page.get_by_role("tab", name="Steps").click()
    page.locator("svg.nc-timeline").wait_for()
    return page


def test_the_whole_is_heard_and_a_line_runs_through_the_timeline(steps):
    steps.get_by_role("button", name="Hear the whole").click()
    until(lambda: sound(steps, "currentTime > 0.5"))
    assert 22 < sound(steps, "duration") < 30
    at = sound(steps, "currentTime")
    until(lambda: sound(steps, "currentTime") > at + 1)
    assert line_at(steps) == pytest.approx(
        sound(steps, "currentTime / document.querySelector('audio').duration"), abs=0.02
    )


def test_a_tap_on_the_timeline_is_heard_from_there(steps):
    steps.locator(".nc-drawing").click()  # in its middle
    until(lambda: sound(steps, "currentTime > 0"))
    until(lambda: sound(steps, "paused"), False)
    assert sound(steps, "currentTime / document.querySelector('audio').duration") == pytest.approx(0.5, abs=0.08)


def test_a_chapter_is_heard_from_its_beginning(steps):
    steps.get_by_role("button", name="Hear from: Second").click()
    until(lambda: sound(steps, "currentTime > 20"))


def test_nothing_of_a_routine_becomes_markup(steps):
    assert steps.locator("svg.nc-timeline img, svg.nc-timeline b, .nc-drawing img").count() == 0
    assert "<img src=x onerror=alert(1)>" in steps.locator("svg.nc-timeline").text_content()


def test_the_timeline_changes_with_the_text(steps):
    steps.get_by_role("tab", name="YAML").click()
    steps.locator(".cm-line", has_text="pause").click()
    steps.keyboard.press("End")
    for _ in "20s":
        steps.keyboard.press("Backspace")
    steps.keyboard.type("45s")
    steps.get_by_role("tab", name="Steps").click()
    until(lambda: "Pause, 45 s" in steps.locator("svg.nc-timeline").text_content())


def test_the_table_says_what_the_picture_shows(steps):
    steps.get_by_text("As a table").click()
    rows = steps.locator(".nc-table tbody tr")
    rows.first.wait_for()
    told = [row.inner_text().split("\t")[1:3] for row in rows.all()]
    assert ["Line", "Sit down."] in told
    assert ["Pause", ""] in told


def test_what_cannot_be_heard_says_why(editing, window):
    page = window(
        editing(TEXT.replace("topic: other\n", "").replace("pause: 20s", "stretch: {name: Calf, hold: 5m}")).address
    )
    page.get_by_role("tab", name="Steps").click()
    page.get_by_role("button", name="Hear the whole").click()
    page.get_by_text("This cannot be heard yet: ").wait_for()


def test_nobody_without_the_key_hears_anything_and_nothing_is_kept(steps):
    steps.get_by_role("button", name="Hear the whole").click()
    until(lambda: sound(steps, "currentTime > 0"))
    address = sound(steps, "src")
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Range": "bytes=0-99"})) as answer:
        assert answer.status == 206
        assert answer.headers["cache-control"] == "no-store"
        assert answer.read()[:4] == b"RIFF"
    start, key, rest = address.split("/", 4)[:3], address.split("/")[3], address.split("/")[4:]
    other = "/".join([*start, "x" * len(key), *rest])
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(other)
    with refused.value:
        assert refused.value.code == 403


def test_a_line_is_heard_as_it_is_typed(steps):
    steps.get_by_role("button", name="Spoken words Sit down.").click()
    steps.get_by_role("textbox", name="Line 1").first.fill("Sit down, please.")
    steps.get_by_role("button", name="Hear this line").first.click()
    until(lambda: sound(steps, "currentTime > 0"))
    first = sound(steps, "duration")
    steps.get_by_role("textbox", name="Line 1").first.fill("Sit down, please, and put your feet on the floor.")
    steps.get_by_role("button", name="Hear this line").first.click()
    until(lambda: sound(steps, "duration") > first + 0.5)


def test_a_card_is_heard_and_the_line_is_where_it_stands_in_the_whole(steps):
    steps.get_by_role("button", name="Pause 20 sec").click()
    steps.get_by_role("button", name="Hear this step").click()
    until(lambda: sound(steps, "currentTime > 1"))
    assert sound(steps, "duration") == 20
    assert 0.05 < line_at(steps) < 0.3


def test_from_here_on_is_heard_to_the_end(steps):
    steps.get_by_role("button", name="Spoken words Good night.").click()
    steps.get_by_role("button", name="Hear from here on").click()
    until(lambda: sound(steps, "currentTime > 20"))
    until(lambda: sound(steps, "ended"))
