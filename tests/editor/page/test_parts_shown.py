"""What is in an included part is shown on its card, and is copied into the routine before it is changed."""

import pytest

from editor.page.test_looks import SMALL, wrong

pytestmark = pytest.mark.once

TEXT = """\
title: Evening
language: en
steps:
  - say: Sit down.
  - include: parts/end.yaml
"""
PART = """\
steps:
  - stretch: {name: Calf at the wall, hold: 25s}
  - say: Good night.
"""


@pytest.fixture
def opened(editing, window, tmp_path):
    parts = tmp_path / "home" / "routines" / "parts"
    editor = editing(TEXT)
    parts.mkdir()
    (parts / "end.yaml").write_text(PART)
    page = window(editor.address)
    page.get_by_role("tab", name="Steps").click()
    page.get_by_role("button", name="Ready-made part end").first.click()
    return editor, page


def test_a_part_is_shown_in_its_place_and_copied_before_it_is_changed(opened):
    editor, page = opened
    card = page.get_by_role("listitem").filter(has_text="What is in this part")
    assert "Calf at the wall" in card.inner_text() and "Good night." in card.inner_text()
    page.get_by_role("button", name="Copy its steps into the routine").click()
    page.get_by_role("button", name="Calf at the wall").first.wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Saved").wait_for()
    assert editor.routine() == TEXT.replace("  - include: parts/end.yaml\n", PART.removeprefix("steps:\n"))
    assert (editor.home / "routines/parts/end.yaml").read_text() == PART


def test_one_step_back_brings_the_part_again(opened):
    _, page = opened
    page.get_by_role("button", name="Copy its steps into the routine").click()
    page.get_by_role("button", name="Calf at the wall").first.wait_for()
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_role("button", name="Ready-made part end").first.wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_part_can_be_read_by_everybody(opened, scheme):
    _, page = opened
    page.set_viewport_size(SMALL)
    page.emulate_media(color_scheme=scheme)
    page.get_by_role("button", name="Copy its steps into the routine").wait_for()
    assert wrong(page) == []
