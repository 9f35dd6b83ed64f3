"""Saving, what others do to the file meanwhile, and two windows."""

import os
import stat

import pytest

from editor.page.conftest import Editor, until

pytestmark = pytest.mark.once

TEXT = "title: Mine\nvars:\n  hold: 25s  # each stretch\nsteps:\n  - stretch: {name: Calf, hold: '{hold}'}\n"


def less(page):
    page.get_by_role("button", name="Less: Hold each stretch").click()


def held(page):
    return page.get_by_role("textbox", name="Hold each stretch").input_value()


def test_two_windows_show_the_same_and_undo_the_same(editing, visit):
    editor = editing(TEXT)
    one, other = visit(editor.address), visit(editor.address, locale="es-ES")
    less(one)
    field = other.get_by_role("textbox", name="Mantener cada estiramiento")
    until(field.input_value, "20 s")
    other.get_by_role("button", name="Deshacer").click()
    until(lambda: held(one), "25 sec")


def test_a_change_on_the_disk_is_taken_where_nothing_would_be_lost(editing, visit):
    editor = editing(TEXT)
    page = visit(editor.address)
    (editor.home / "routines/mine.yaml").write_text(TEXT.replace("25s", "22s"))
    until(lambda: held(page), "22 sec")


@pytest.mark.parametrize(
    ("button", "then", "undone"), [("Take theirs", "22 sec", "20 sec"), ("Keep mine", "20 sec", "25 sec")]
)
def test_a_change_on_the_disk_beside_ones_own_is_asked_about_and_nothing_is_lost(editing, visit, button, then, undone):
    editor = editing(TEXT)
    page = visit(editor.address)
    less(page)
    until(lambda: held(page), "20 sec")
    (editor.home / "routines/mine.yaml").write_text(TEXT.replace("25s", "22s"))
    page.get_by_role("alert").wait_for()
    page.keyboard.press("Control+s")
    assert "22s" in editor.routine()  # not overwritten
    page.get_by_role("button", name=button).click()
    until(lambda: held(page), then)
    page.keyboard.press("Control+z")
    until(lambda: held(page), undone)


def test_every_save_can_be_gone_back_to(editing, visit):
    editor = editing(TEXT)
    page = visit(editor.address)
    less(page)
    until(lambda: held(page), "20 sec")
    page.keyboard.press("Control+s")
    page.get_by_role("button", name="Saved", exact=True).wait_for()
    page.get_by_role("button", name="Versions").click()
    page.get_by_role("button", name="Go back to this").click()
    until(lambda: held(page), "25 sec")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_may_not_be_written_is_told(editing, visit):
    editor = editing(TEXT)
    page = visit(editor.address)
    less(page)
    (editor.home / "routines").chmod(stat.S_IRUSR | stat.S_IXUSR)
    page.keyboard.press("Control+s")
    page.get_by_text("It cannot be saved").wait_for()


def test_what_was_not_saved_is_a_version_the_next_time(editing, visit):
    editor = editing(TEXT, cold=True)
    page = visit(editor.address)
    less(page)
    until(lambda: held(page), "20 sec")
    editor.stop()
    assert "mine.yaml was not saved" in editor.told()
    assert editor.routine() == TEXT
    again = Editor(editor.home, "mine")
    try:
        page = visit(again.address)
        page.get_by_role("button", name="Versions").click()
        page.get_by_role("button", name="Go back to this").first.click()
        until(lambda: held(page), "20 sec")
    finally:
        again.stop()


@pytest.mark.parametrize("text", ["title: [\n", "no: routine\n", "", "- a\n- b\n"])
def test_a_routine_with_errors_opens(editing, visit, text):
    page = visit(editing(text).address)
    for tab in page.get_by_role("tab").all():
        tab.click()
        page.wait_for_timeout(300)
    page.get_by_role("tab", name="YAML").wait_for()


def test_a_file_that_is_no_text_is_told(editing, visit):
    editor = editing(TEXT, words=())
    (editor.home / "routines/mine.yaml").write_bytes(b"\xff\xfe\x00")
    page = visit(editor.address)
    page.get_by_role("button", name="Open “mine”").click()
    page.get_by_text("is not UTF-8 text").wait_for()
