"""What is found stands on the card it belongs to, in the language of the page, with a button that mends it."""

import pytest

pytestmark = pytest.mark.once

TEXT = """\
title: Evening
language: en
vars:
  hold: 75s    # how long
steps:
  - say: This is general information, not medical advice.
  - say: If one leg is swollen, do not treat it yourself. Get medical help now.
  - stretch: {name: Calf, hold: "{hold}"}
"""


def steps(page, name="Steps"):
    page.get_by_role("tab", name=name).click()
    page.get_by_role("button", name="Calf").first.wait_for()


def saved(editor, page):
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Saved").wait_for()
    return editor.routine()


def test_a_wrong_value_is_mended_by_its_button_and_one_line_is_another(editing, window):
    editor = editing(TEXT)
    page = window(editor.address)
    steps(page)
    page.get_by_text("A hold of 75 s; at most 60 s.").wait_for()
    page.get_by_role("button", name="Make it 30 s").click()
    page.get_by_text("A hold of 75 s; at most 60 s.").wait_for(state="hidden")
    assert saved(editor, page) == TEXT.replace("75s", "30s")


def test_a_slip_is_mended_by_its_button(editing, window):
    editor = editing(TEXT.replace("75s", "25s").replace('hold: "{hold}"', 'hold: "{hodl}"'))
    page = window(editor.address)
    steps(page)
    page.get_by_text("There is no variable 'hodl'.").wait_for()
    page.get_by_role("button", name="Write {hold}").click()
    page.get_by_text("There is no variable 'hodl'.").wait_for(state="hidden")
    assert saved(editor, page) == TEXT.replace("75s", "25s")


def test_in_spanish_the_finding_and_its_button_are_spanish(editing, window):
    page = window(editing(TEXT).address, locale="es-ES")
    steps(page, "Pasos")
    page.get_by_text("Se mantiene 75 s; como máximo 60 s.").wait_for()
    page.get_by_role("button", name="Dejarlo en 30 s").wait_for()
