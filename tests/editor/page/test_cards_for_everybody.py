"""Cards on a small screen, at 200 %, dark and light, by keys alone, and as axe finds them."""

import pytest

from editor.page.conftest import until
from nightcue.editor.words import languages

axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
pytestmark = pytest.mark.once

TEXT = """\
title: Evening
topic: cramps
vars: {hold: 25s}
steps:
  - chapter: First
  - say: [Sit down., full: Take your time.]
  - chime: soft
  - pause: {wait: 5s}
  - rest: {duration: 90s, say: Rest.}
  - breathe: {in: 4s, out: 6s, times: 6}
  - stretch: {name: Calf, hold: 5m, sides: [left, right]}
  - movement: {name: Ankles, reps: 25, tempo: 2s}
  - session: {name: Boots, therapy: compression, duration: 4h}
  - safety: {ask: [swelling, {skin: "Is there a wound?"}]}
  - include: parts/one.yaml
  - audio: one.wav
  - repeat:
      times: 2
      steps: [say: Again.]
  - detail: full
    say: A pneumonoultramicroscopicsilicovolcanoconiosispneumonoultramicroscopicsilicovolcanoconiosis.
"""

TOO_SMALL = """[...document.querySelectorAll(".nc-steps :is(button, select, textarea, summary, [role=switch])")]
    .filter((e) => e.offsetParent && (e.offsetHeight < 44 || e.offsetWidth < 44))
    .map((e) => e.outerHTML.slice(0, 200))"""
TOO_WIDE = """[...document.querySelectorAll(".nc-steps *, .nc-dialog *")]
    .filter((e) => e.offsetParent && !e.closest("svg") && e.getBoundingClientRect().right > innerWidth + 1)
    .map((e) => e.outerHTML.slice(0, 200))"""


def look_at(page, what):
    """Assert that what is shown fits, can be hit with a finger, and is found good by axe."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), what
    assert page.evaluate(TOO_WIDE) == [], what
    assert page.evaluate(TOO_SMALL) == [], what
    found = axe_playwright.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    serious = [each for each in found if each["impact"] in ("serious", "critical")]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in serious] == [], what


@pytest.mark.parametrize(
    ("language", "settings"),
    [
        ("en", {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"}),
        ("es", {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}),
        ("es", {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2}),  # 1280 at 200 %
    ],
)
def test_every_card_fits_and_is_found_good_by_axe(editing, window, language, settings):
    assert language in languages()
    editor = editing(TEXT)
    page = window(editor.address, locale=language, **settings)
    page.get_by_role("tab").nth(1).click()
    page.locator(".nc-card").last.wait_for()
    look_at(page, "closed")
    cards = page.locator(".nc-card-open")
    for number in range(cards.count()):
        cards.nth(number).click()
        page.locator(".nc-open > .nc-card-body > .nc-tools").last.wait_for()
        for more in page.locator(".nc-open .nc-more summary").all():
            more.click()
        look_at(page, cards.nth(number).inner_text())
        cards.nth(number).click()
        until(page.locator(".nc-open").count, 0)
    page.locator(".nc-box").get_by_role("button").last.click()
    page.get_by_role("dialog").wait_for()
    page.wait_for_function("document.getAnimations().length === 0")
    look_at(page, "adding")


def test_everything_is_done_by_keys(editing, window):
    editor = editing(TEXT)
    page = window(editor.address)
    page.get_by_role("tab", name="Dials").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator(".nc-card").last.wait_for()

    def tab_to(what):
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches(`{what}`)"):
                return
        raise AssertionError(f"no way to {what}")

    tab_to(".nc-card-open")
    tab_to(".nc-card-open")
    page.keyboard.press("Enter")
    page.locator(".nc-open .nc-tools").last.wait_for()
    tab_to(".nc-open textarea")
    page.keyboard.press("End")
    page.keyboard.type(" Please.")
    tab_to("[aria-label^='Copy ']")
    page.keyboard.press("Enter")
    until(
        lambda: page.evaluate("document.activeElement.innerText").split("\n")[:2], ["Spoken words", "Sit down. Please."]
    )
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    page.get_by_role("button", name="Saved", exact=True).wait_for()
    assert editor.routine().count("Sit down. Please.") == 2
