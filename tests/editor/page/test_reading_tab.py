"""Reading one's own texts line by line in the editor: each with its question, and who has read it is kept."""

import pytest
import yaml

from editor.page.test_looks import LOOKS, SMALL, wrong

pytestmark = pytest.mark.once

TEXT = """\
title: Evening
language: en
steps:
  - say: This is general information, not medical advice.
  - say: Let the day go, and put the radio off.
  - say: Put the heating pad on your calf.
  - say: Drink a glass of tonic water every evening.
"""


def reading(page):
    page.get_by_role("tab", name="Words to read").click()
    page.get_by_label("Who reads").wait_for()
    return page.get_by_role("listitem")


def reviews(editor):
    return yaml.safe_load((editor.home / "routines/mine.reviewed.yaml").read_text())["reviewed"]


def test_a_text_is_read_and_signed_and_nothing_else_is(editing, window):
    editor = editing(TEXT)
    page = window(editor.address)
    texts = reading(page)
    assert page.get_by_text("0 of 4 texts are read").is_visible()
    page.get_by_role("tab", name="Words to read (4)").wait_for()
    assert "heating pad" in texts.filter(has_text="it touches heat").inner_text()
    page.get_by_label("Who reads").fill("Ana Ruiz")
    texts.filter(has_text="radio").get_by_role("button", name="no: sign it").click()
    page.get_by_text("1 of 4 texts are read").wait_for()
    page.get_by_role("tab", name="Words to read (3)").wait_for()
    assert texts.filter(has_text="radio").get_by_text("Read by Ana Ruiz on").is_visible()
    assert [(each["text"], each["by"]) for each in reviews(editor)] == [
        ("Let the day go, and put the radio off.", "Ana Ruiz"),
    ]  # fmt: skip


def test_nobody_signs_without_a_name(editing, window):
    editor = editing(TEXT)
    page = window(editor.address)
    reading(page).filter(has_text="radio").get_by_role("button", name="no: sign it").click()
    page.get_by_text("First write who reads.").wait_for()
    assert not (editor.home / "routines/mine.reviewed.yaml").exists()


def test_yes_signs_nothing_and_says_where_to_change_it(editing, window):
    editor = editing(TEXT)
    page = window(editor.address)
    card = reading(page).filter(has_text="heating pad")
    card.get_by_role("button", name="yes: do not sign it").click()
    card.get_by_text("Change it in line 6").wait_for()
    assert not (editor.home / "routines/mine.reviewed.yaml").exists()


def test_what_is_refused_may_stay_for_a_reason_alone(editing, window):
    editor = editing(TEXT)
    page = window(editor.address)
    card = reading(page).filter(has_text="tonic water").first
    assert "is advice that the documents warn of." in card.inner_text()
    page.get_by_label("Who reads").fill("Ana")
    card.get_by_role("button", name="Let it stay").click()
    page.get_by_text("First write why it may stay.").wait_for()
    card.get_by_label("Why may it stay?").fill("Her doctor knows of it")
    card.get_by_role("button", name="Let it stay").click()
    card.get_by_text("It may stay: Her doctor knows of it").wait_for()
    assert [each["allowed"] for each in reviews(editor)] == ["Her doctor knows of it"]


def test_texts_are_read_by_keyboard_one_after_another(editing, window):
    page = window(editing(TEXT).address)
    texts = reading(page)
    page.get_by_label("Who reads").fill("Ana")
    texts.filter(has_text="heating pad").get_by_role("button", name="no: sign it").focus()
    for count in (1, 2, 3):
        page.keyboard.press("Enter")
        page.get_by_text(f"{count} of 4 texts are read").wait_for()
        if count < 3:  # the button that was pressed is gone, and the next one waits
            page.locator("button:focus").get_by_text("no: sign it").wait_for()


def test_in_spanish_it_is_asked_in_the_language_of_the_routine(editing, window):
    editor = editing(TEXT)
    page = window(editor.address, locale="es-ES")
    page.get_by_role("tab", name="Textos por leer").click()
    page.get_by_label("Quién lee").fill("Ana")
    card = page.get_by_role("listitem").filter(has_text="radio")
    card.get_by_role("button", name="no: firmarlo").click()
    page.get_by_text("1 de 4 textos leídos").wait_for()


def test_nothing_of_a_text_becomes_markup(editing, window):
    page = window(editing(TEXT.replace("the radio", "<img src=x onerror=document.title=1>")).address)
    assert "<img src=x onerror=document.title=1>" in reading(page).filter(has_text="Let the day go").inner_text()


def test_what_is_signed_before_it_is_saved_takes_no_review_from_what_is_saved(editing, window):
    editor = editing(TEXT)
    page = window(editor.address)
    texts = reading(page)
    page.get_by_label("Who reads").fill("Ana")
    texts.filter(has_text="radio").get_by_role("button", name="no: sign it").click()
    page.get_by_text("1 of 4 texts are read").wait_for()
    page.get_by_role("tab", name="Steps").click()
    page.get_by_role("button", name="radio").first.click()
    page.get_by_role("textbox").last.fill("Let the day go, and put the lamp off.")
    page.keyboard.press("Tab")
    page.get_by_role("tab", name="Words to read (4)").click()
    texts.filter(has_text="lamp").get_by_role("button", name="no: sign it").click()
    page.get_by_text("1 of 4 texts are read").wait_for()
    assert [each["text"].split()[-2] for each in reviews(editor)] == ["radio", "lamp"]


@pytest.mark.parametrize(("locale", "scheme"), LOOKS)
def test_it_can_be_read_by_everybody(editing, window, locale, scheme):
    page = window(editing(TEXT).address, locale=locale, viewport=SMALL, color_scheme=scheme)
    page.get_by_role("tab").nth(2).click()
    page.get_by_role("listitem").first.wait_for()
    assert wrong(page) == []
    page.get_by_role("textbox").first.fill("Ana")
    page.get_by_role("button", name="no:").first.click()
    page.get_by_text("Ana").first.wait_for()
    assert wrong(page) == []
