"""The first page: one's own routines, and shipped ones to make one's own."""

import re
import sys

import pytest

pytestmark = pytest.mark.once

TEXT = "title: T\nsteps:\n  - say: One.\n"


def test_a_shipped_routine_becomes_ones_own_with_its_parts(editing, visit):
    editor = editing(words=())
    page = visit(editor.address)
    page.get_by_role("button", name="Make my own of “Bedtime leg routine”").click()
    page.get_by_role("textbox", name="Name of the file").fill("noche tranquila")
    page.get_by_role("button", name="Make it").click()
    page.get_by_text("A name has letters without accents").wait_for()
    page.get_by_role("textbox", name="Name of the file").fill("calm")
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("tab", name="Dials").wait_for()
    assert "title: Bedtime leg routine" in editor.routine("calm")
    assert (editor.home / "routines/parts/boots.yaml").is_file()
    assert re.search(r"/en/routine\?file=routines/calm.yaml$", page.url)


def test_ones_own_are_listed_first_and_opened(editing, visit):
    page = visit(editing(TEXT, words=()).address)
    page.get_by_role("button", name="Open “T”").wait_for()
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    assert headings == ["Your routines", "Begin from one of these"]
    page.get_by_role("button", name="Open “T”").click()
    page.get_by_role("heading", name="T", level=1).wait_for()


def test_parts_are_no_beginnings(editing, visit):
    page = visit(editing(words=()).address)
    page.get_by_role("button").first.wait_for()
    shown = page.content()
    assert "Bedtime leg routine" in shown
    assert "before-moving" not in shown


def test_a_shipped_routine_that_is_named_is_offered_first(editing, visit):
    page = visit(editing(words=("socks-evening",)).address)
    assert "socks" in page.locator(".nc-item").first.inner_text()


@pytest.mark.parametrize(("wished", "heading"), [("es-MX", "Cambiar una rutina"), ("fr", "Change a routine")])
def test_it_speaks_the_language_of_the_browser(editing, visit, wished, heading):
    page = visit(editing(words=()).address, locale=wished)
    page.get_by_role("heading", name=heading, level=1).wait_for()


def test_the_language_can_be_switched(editing, visit):
    page = visit(editing(TEXT).address)
    page.get_by_role("link", name="Español").click()
    page.get_by_role("tab", name="Ajustes").wait_for()
    assert page.evaluate("document.documentElement.lang") == "es"


def test_nothing_but_a_routine_of_ones_own_can_be_opened(editing, visit):
    editor = editing(TEXT, words=())
    (editor.home / "secret.yaml").write_text("title: Secret\nsteps: [say: Hi]\n")
    page = visit(editor.address)
    for file in ("secret.yaml", "routines/../secret.yaml", "/etc/passwd", str(editor.home / "secret.yaml")):
        page.goto(f"{editor.address}en/routine?file={file}")
        page.get_by_role("heading", name="Change a routine").wait_for()


def test_a_routine_in_another_folder_is_opened_when_it_is_named(editing, visit, tmp_path):
    (tmp_path / "else.yaml").write_text(TEXT)
    page = visit(editing(words=(str(tmp_path / "else.yaml"),)).address)
    page.get_by_role("tab", name="Dials").wait_for()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such name")
def test_a_name_that_no_page_can_show_is_opened_all_the_same(editing, visit):
    editor = editing(words=())
    (editor.home / "routines/odd\udcff\u202eename.yaml").write_text("title: [\n")
    page = visit(editor.address)
    page.get_by_role("button", name="Open “odd").click()
    page.get_by_role("tab", name="YAML").click()
    page.get_by_text("title: [").first.wait_for()
