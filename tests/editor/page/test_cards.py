"""Cards in a real browser: moved, added, copied and taken out, each with what the file is then."""

import difflib

import pytest
import yaml

from editor.page.conftest import save, until

pytestmark = pytest.mark.once

TEXT = """\
title: Evening
topic: stretching
vars:
  hold: 25s   # each stretch
steps:
  - chapter: First
  - say: Sit down.     # the bed
  - pause: 5s
  # twice
  - repeat:
      times: 2
      steps:
        - say: Breathe out.

  - chapter: Second
  - stretch: {name: Calf, hold: "{hold}", sides: [left, right]}
  - say: Good night.
"""


def difference(editor):
    """The lines that are gone from the file and those that are new."""
    lines = difflib.ndiff(TEXT.splitlines(), editor.routine().splitlines())
    return [line for line in lines if line[0] in "-+"]


def take_all_back(page):
    undo = page.get_by_role("button", name="Undo", exact=True)
    while undo.is_enabled():
        undo.evaluate("button => button.click()")  # does nothing once there is nothing to take back
        page.wait_for_timeout(150)


def card(page, title):
    """The button that opens the card of this title."""
    return page.locator(".nc-card-open", has=page.get_by_text(title, exact=True))


def said(page):
    return page.locator(".nc-unseen").inner_text().strip()


def drag(page, title, onto):
    """Drag a card by its grip to behind another one."""
    grip = page.locator(".nc-card-line", has=card(page, title)).locator(".nc-grip").bounding_box()
    there = page.locator(".nc-card-line", has=card(page, onto)).bounding_box()
    page.mouse.move(grip["x"] + 20, grip["y"] + 20)
    page.mouse.down()
    page.mouse.move(grip["x"] + 24, grip["y"] + 40, steps=5)
    page.mouse.move(there["x"] + 40, there["y"] + there["height"] - 6, steps=20)
    page.wait_for_timeout(300)
    page.mouse.up()


@pytest.fixture
def editor(editing):
    return editing(TEXT)


@pytest.fixture
def page(editor, window):
    page = window(editor.address, viewport={"width": 1000, "height": 1600})  # what is dragged and where to are seen
    page.get_by_role("tab", name="Steps").click()
    page.locator(".nc-card").first.wait_for()
    return page


def test_a_card_is_dragged_into_another_chapter(editor, page):
    drag(page, "Sit down.", onto="Calf")
    until(lambda: said(page), "Spoken words: Sit down. is now number 2 of 3. It is in Chapter: Second.")
    save(page)
    assert difference(editor) == ["-   - say: Sit down.     # the bed", "+   - say: Sit down.     # the bed"]
    assert [*yaml.safe_load(editor.routine())["steps"][5].values()] == ["Sit down."]
    take_all_back(page)
    save(page)
    assert editor.routine() == TEXT


def test_a_chapter_is_dragged_with_its_steps(editor, page):
    grip = page.locator(".nc-grip-chapters").first.bounding_box()
    there = page.locator(".nc-card-line", has=card(page, "Second")).bounding_box()
    page.mouse.move(grip["x"] + 20, grip["y"] + 20)
    page.mouse.down()
    page.mouse.move(grip["x"] + 24, grip["y"] + 60, steps=5)
    page.mouse.move(there["x"] + 40, there["y"] + 60, steps=20)
    page.wait_for_timeout(300)
    page.mouse.up()
    until(lambda: said(page), "Chapter: First is now number 2 of 2.")
    save(page)
    kinds = [next(iter(step)) for step in yaml.safe_load(editor.routine())["steps"]]
    assert kinds == ["chapter", "stretch", "say", "chapter", "say", "pause", "repeat"]
    assert "  # twice\n  - repeat:" in editor.routine()
    take_all_back(page)
    save(page)
    assert editor.routine() == TEXT


def test_a_card_is_moved_by_keys_and_keeps_the_focus(editor, page):
    page.get_by_role("button", name="Move down: Pause: 5 sec").focus()
    focused = "document.activeElement.getAttribute('aria-label')"
    for told in (
        "Pause: 5 sec is now number 1 of 2. It is in Repeat.",
        "Pause: 5 sec is now number 2 of 2. It is in Repeat.",
        "Pause: 5 sec is now number 3 of 3. It is in Chapter: First.",
        "Pause: 5 sec is now number 1 of 3. It is in Chapter: Second.",
    ):
        page.keyboard.press("Enter")
        until(lambda: said(page), told)
        until(lambda: page.evaluate(focused), "Move down: Pause: 5 sec")
    page.keyboard.press("Shift+Tab")
    for _ in range(4):
        before = said(page)
        page.keyboard.press("Enter")
        until(lambda before=before: said(page) != before)
        until(lambda: page.evaluate(focused), "Move up: Pause: 5 sec")
    page.get_by_role("button", name="Saved", exact=True).wait_for()  # the text is the first one again


def test_a_card_is_copied_and_taken_out(editor, page):
    card(page, "Calf").click()
    page.get_by_role("button", name="Copy Stretch: Calf").click()
    until(lambda: said(page), "Copied: Stretch: Calf is number 2 of 3. It is in Chapter: Second.")
    save(page)
    assert difference(editor) == ['+   - stretch: {name: Calf, hold: "{hold}", sides: [left, right]}']
    page.get_by_role("button", name="Remove Stretch: Calf").click()
    until(lambda: said(page), "Removed: Stretch: Calf. Undo brings it back.")
    card(page, "Good night.").click()
    page.get_by_role("button", name="Remove Spoken words: Good night.").click()
    until(lambda: card(page, "Good night.").count(), 0)
    save(page)
    assert difference(editor) == ["-   - say: Good night."]
    take_all_back(page)
    save(page)
    assert editor.routine() == TEXT


def test_a_chapter_is_taken_out_with_all_its_steps(editor, page):
    card(page, "Second").click()
    page.get_by_role("button", name="Remove Chapter: Second with all its steps").click()
    until(lambda: card(page, "Calf").count(), 0)
    save(page)
    assert [line for line in difference(editor) if line.strip("- ")] == [
        "-   - chapter: Second",
        '-   - stretch: {name: Calf, hold: "{hold}", sides: [left, right]}',
        "-   - say: Good night.",
    ]
    page.get_by_role("button", name="Undo", exact=True).click()
    card(page, "Calf").wait_for()
    save(page)
    assert editor.routine() == TEXT


def test_a_step_is_added_by_keys_and_opens(editor, page):
    card(page, "Sit down.").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add a step after Spoken words: Sit down.").focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Pause Silence for").focus()
    page.keyboard.press("Enter")
    until(lambda: said(page), "Added: Pause: 10 sec is number 2 of 4. It is in Chapter: First.")
    page.get_by_label("How long the silence lasts").fill("medio minuto")
    save(page)
    assert difference(editor) == ["+   - pause: 30s"]
    take_all_back(page)
    save(page)
    assert editor.routine() == TEXT


def test_a_step_is_added_inside_a_repeat(editor, page):
    page.locator(".nc-card.nc-box .nc-card.nc-box").get_by_role("button", name="Add a step in here").click()
    page.get_by_role("dialog").get_by_role("button", name="Pause Silence for").click()
    until(lambda: said(page), "Added: Pause: 10 sec is number 2 of 2. It is in Repeat.")
    save(page)
    assert difference(editor) == ["+         - pause: 10s"]


def test_a_value_of_a_dial_is_changed_everywhere_or_here_alone(editor, page):
    card(page, "Calf").click()
    held = page.get_by_label("How long each stretch is held")
    assert held.input_value() == "25 sec"
    held.fill("20")
    save(page)
    assert difference(editor) == ["-   hold: 25s   # each stretch", "+   hold: 20s   # each stretch"]
    page.get_by_role("button", name="Only here").click()
    held.fill("0:22")
    save(page)
    assert difference(editor)[2:] == [
        '-   - stretch: {name: Calf, hold: "{hold}", sides: [left, right]}',
        '+   - stretch: {name: Calf, hold: "22s", sides: [left, right]}',
    ]
    take_all_back(page)
    save(page)
    assert editor.routine() == TEXT


def test_what_is_typed_in_another_window_comes_here_and_the_card_stays_open(editor, page, window):
    card(page, "Calf").click()
    other = window(page.url)
    other.get_by_role("tab", name="Steps").click()
    card(other, "Calf").click()
    other.get_by_label("What it is called").fill("Lower calf")
    until(lambda: page.get_by_label("What it is called").input_value(), "Lower calf")
    other.get_by_role("button", name="Move up: Stretch: Lower calf").click()
    until(lambda: "First" in page.locator(".nc-box", has=card(page, "Lower calf")).first.inner_text())
    assert page.get_by_label("What it is called").is_visible()


def test_an_error_is_on_the_card_it_belongs_to_with_its_way_out(editor, page):
    card(page, "5 sec").click()
    page.get_by_label("How long the silence lasts").fill("10-15s")
    found = page.locator(".nc-finding.nc-error")
    until(found.count, 1)
    assert page.locator(".nc-card:not(.nc-box)", has=found).get_by_text("Pause", exact=True).count() == 1
    found.get_by_role("button", name="Write 15s").click()
    until(found.count, 0)
    until(page.get_by_label("How long the silence lasts").input_value, "15 sec")
    save(page)
    assert difference(editor) == ["-   - pause: 5s", "+   - pause: 15s"]


def test_nothing_of_a_routine_becomes_markup(editing, window):
    text = TEXT.replace("Sit down.", "'<img src=x onerror=alert(1)> {{{{ 1 + 1 }}}} :title'")
    text = text.replace("Calf", "'<b>C</b>'")
    page = window(editing(text).address)
    page.get_by_role("tab", name="Steps").click()
    card(page, "<b>C</b>").click()
    page.get_by_label("What it is called").fill('<i>x</i>" onfocus="alert(1)')
    until(lambda: card(page, '<i>x</i>" onfocus="alert(1)').count(), 1)
    assert page.locator(".nc-cards img, .nc-cards b, .nc-cards i:not(.q-icon)").count() == 0


def test_while_the_text_is_no_yaml_the_cards_stay_and_say_so(editor, page):
    before = page.locator(".nc-card").count()
    card(page, "Calf").click()
    page.get_by_label("What it is called").wait_for()
    page.get_by_role("tab", name="YAML").click()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("[")
    page.get_by_role("tab", name="Steps").click()
    page.locator(".nc-steps .nc-finding.nc-error").first.wait_for()
    assert page.locator(".nc-card").count() == before
    page.get_by_label("What it is called").fill("Ankle")
    page.get_by_text("The text cannot be read just now").wait_for()
    page.get_by_role("button", name="Undo", exact=True).click()
    until(page.locator(".nc-steps .nc-finding.nc-error").count, 0)
    until(lambda: page.get_by_label("What it is called").input_value(), "Calf")


def test_a_step_of_no_kind_is_mended_by_its_button_or_taken_out(editing, window):
    editor = editing(TEXT.replace("- pause: 5s", "- pausa: 5s").replace("- say: Good night.", "- hum: tune"))
    page = window(editor.address)
    page.get_by_role("tab", name="Steps").click()
    page.get_by_role("button", name="Write pause").click()
    until(card(page, "5 sec").count, 1)
    page.locator(".nc-card-open", has_text="Not a step that nightcue knows").click()
    page.get_by_role("button", name="Remove Not a step that nightcue knows: tune").click()
    until(page.locator(".nc-finding.nc-error").count, 0)
    save(page)
    assert difference(editor) == ["-   - say: Good night."]
