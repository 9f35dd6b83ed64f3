"""The dials: each with the diff of the file that it leaves."""

import difflib

import pytest

from editor.page.conftest import save, until

pytestmark = pytest.mark.once


@pytest.fixture
def bedtime(editing, visit):
    """A copy of the shipped routine for bedtime in the editor; its page, and what has changed in its file."""

    def start(language="en", **settings):
        editor = editing(shipped="bedtime", language=language)
        before = editor.routine()
        page = visit(editor.address, **settings)

        def changed():
            lines = difflib.unified_diff(before.splitlines(), editor.routine().splitlines(), n=0, lineterm="")
            return [line for line in lines if line[:3] not in ("---", "+++") and line[0] in "+-"]

        return page, changed, editor

    return start


def total(page):
    return page.locator(".nc-total").inner_text()


def test_one_dial_changes_one_line_and_its_comment_stays(bedtime):
    page, changed, _ = bedtime()
    page.get_by_role("button", name="Less: Hold each stretch").click()
    until(lambda: page.get_by_role("textbox", name="Hold each stretch").input_value(), "20 sec")
    save(page)
    assert changed() == [
        "-  hold: 25s      # each stretch: 20 to 30 seconds",
        "+  hold: 20s      # each stretch: 20 to 30 seconds",
    ]


def test_what_is_not_usual_is_told_with_the_fact_and_mended_by_a_button(bedtime):
    page, changed, _ = bedtime()
    page.get_by_role("textbox", name="Hold each stretch").fill("15")
    page.keyboard.press("Enter")
    page.get_by_text("This is not what is usual.").wait_for()
    page.get_by_role("button", name="Why? Hold each stretch").click()
    page.locator(".nc-reason", has_text="Hold each stretch for 20 to 30 seconds").wait_for()
    page.get_by_role("button", name="Hold each stretch: Make it 20 sec").click()
    until(lambda: page.get_by_text("This is not what is usual.").count(), 0)
    save(page)
    assert changed()[1:] == ["+  hold: 20s      # each stretch: 20 to 30 seconds"]


def test_the_boots_go_out_and_come_back_in_one_edit_each(bedtime):
    page, changed, editor = bedtime()
    before, text = total(page), editor.routine()
    page.get_by_role("checkbox", name="With the compression boots").click()
    until(lambda: f"was {before}" in total(page))
    assert not page.get_by_role("textbox", name="Compression boots").is_visible()
    save(page)
    assert changed() == [
        "-  - chapter: Compression boots",
        "-  - include: parts/boots.yaml",
        "+  # - chapter: Compression boots",
        "+  # - include: parts/boots.yaml",
    ]
    page.get_by_role("checkbox", name="With the compression boots").click()
    until(lambda: total(page), before)
    save(page)
    assert editor.routine() == text


def test_undo_and_redo_by_keys(bedtime):
    page, _, _ = bedtime()
    page.get_by_role("button", name="More: Legs on a cushion").click()
    field = page.get_by_role("textbox", name="Legs on a cushion")
    until(field.input_value, "105 sec")
    page.keyboard.press("Control+z")
    until(field.input_value, "90 sec")
    page.keyboard.press("Control+y")
    until(field.input_value, "105 sec")
    page.keyboard.press("Control+s")
    page.get_by_role("button", name="Saved", exact=True).wait_for()


def test_how_it_is_spoken(bedtime):
    page, changed, _ = bedtime()
    page.get_by_role("radio", name="slow").click()
    page.get_by_role("radio", name="rain").click()
    page.get_by_role("radio", name="briefly").click()
    until(lambda: page.get_by_role("radio", name="briefly").get_attribute("aria-checked"), "true")
    save(page)
    assert [line for line in changed() if line[0] == "+"] == [
        "+detail: brief",
        "+voice: {name: default, pace: slow, gap: 700ms}",
        "+sound: {background: rain}",
    ]


def test_who_listens_is_kept_in_the_profile_for_every_routine(bedtime):
    page, changed, editor = bedtime()
    page.get_by_role("textbox", name="Name").fill("Rosa")
    page.keyboard.press("Tab")
    page.get_by_text("The name is kept.").wait_for()
    assert (editor.home / "config/profile.yaml").read_text() == "name: Rosa\n"
    assert changed() == []


def test_in_spanish(bedtime):
    page, _, editor = bedtime("es", locale="es-ES")
    page.get_by_role("button", name="Menos: Mantener cada estiramiento").click()
    until(lambda: page.get_by_role("textbox", name="Mantener cada estiramiento").input_value(), "20 s")
    page.get_by_role("button", name="Guardar", exact=True).click()
    page.get_by_role("button", name="Guardada", exact=True).wait_for()
    assert "  hold: 20s      # cada estiramiento: de 20 a 30 segundos\n" in editor.routine()


def test_a_variable_of_ones_own_is_called_as_its_comment_says(editing, visit):
    text = "title: T\nvars:\n  nap: 2m  # a moment of rest; as you like\n  who: Ana\nsteps:\n  - pause: '{nap}'\n"
    page = visit(editing(text).address)
    page.get_by_role("group", name="A moment of rest").wait_for()
    assert page.locator(".nc-dial").count() == 1  # a name is no amount


def test_without_the_boots_the_lines_that_still_name_them_are_offered(bedtime):
    page, changed, _ = bedtime()
    page.get_by_role("checkbox", name="With the compression boots").click()
    line = page.get_by_role("textbox", name="Line about the boots")
    until(line.count, 1)
    line.fill("You need a wall, a chair or the edge of the bed, and a cushion.")
    page.keyboard.press("Tab")
    until(line.count, 0)
    save(page)
    assert "+      - full: You need a wall, a chair or the edge of the bed, and a cushion." in changed()


def test_what_the_rules_find_is_under_the_dials_with_its_way_out(bedtime):
    page, changed, _ = bedtime()
    page.get_by_role("textbox", name="Hold each stretch").fill("70 s")
    page.keyboard.press("Enter")
    page.get_by_text("What to look at").wait_for()
    assert page.get_by_text("A hold of 70 s; at most 60 s").count() == 1
    page.locator(".nc-ways-out").get_by_role("button", name="Make it 30 s").click()
    page.get_by_text("What to look at").wait_for(state="hidden")
    save(page)
    assert changed()[1:] == ["+  hold: 30s      # each stretch: 20 to 30 seconds"]
