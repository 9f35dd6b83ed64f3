"""Every screen of the editor: for a screen reader, in 320 pixels, by keys alone, light and dark."""

import pytest

from editor.page.conftest import until

pytestmark = pytest.mark.once

SMALL = {"width": 320, "height": 568}
"""A small phone; a window of 640 pixels at 200 % is as wide."""
SIZE = 44
"""CSS pixels that a finger needs, by WCAG 2.2, target size (enhanced)."""
LOOKS = [("en-GB", "light"), ("es-ES", "dark")]
TOO_SMALL = f"""[...document.querySelectorAll("button, a, [role=tab], [role=checkbox]")]
    .filter((one) => one.checkVisibility({{visibilityProperty: true}}))
    .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 120)])
    .filter(([box]) => box.width > 1 && (box.width < {SIZE - 0.5} || box.height < {SIZE - 0.5}))
    .map(([box, html]) => `${{box.width}} by ${{box.height}}: ${{html}}`)"""


def wrong(page):
    """What is serious or critical to axe, wider than the window, or too small for a finger."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.wait_for_function("document.getAnimations().every((one) => one.playState !== 'running')")
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    told = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
    if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
        told.append("wider than the window")
    return told + page.evaluate(TOO_SMALL)


@pytest.mark.parametrize(("locale", "scheme"), LOOKS)
def test_the_first_page(editing, visit, locale, scheme):
    page = visit(
        editing("title: T\nsteps: [say: Hi.]\n", words=()).address, locale=locale, viewport=SMALL, color_scheme=scheme
    )
    assert wrong(page) == []
    page.locator(".nc-item").get_by_role("button").last.click()
    page.get_by_role("dialog").get_by_role("textbox").wait_for()
    assert wrong(page) == []


@pytest.mark.parametrize(("locale", "scheme"), LOOKS)
def test_every_tab_and_dialog_of_a_routine(editing, visit, locale, scheme):
    page = visit(
        editing(shipped="bedtime", language=locale[:2]).address, locale=locale, viewport=SMALL, color_scheme=scheme
    )
    seen = {}
    for tab in page.get_by_role("tab").all():
        tab.click()
        page.get_by_role("tabpanel").locator("> *").first.wait_for()
        page.wait_for_timeout(1500)
        seen[tab.inner_text()] = wrong(page)
    page.get_by_role("tab").first.click()
    page.get_by_role("group").first.get_by_role("textbox").fill("5")
    page.keyboard.press("Enter")
    page.locator(".nc-found button").wait_for()
    page.locator("button[aria-expanded]").first.click()
    seen["outside of what is usual"] = wrong(page)
    page.get_by_role("button", name="Versi").click()
    page.get_by_role("dialog").wait_for()
    seen["versions"] = wrong(page)
    assert {screen: found for screen, found in seen.items() if found} == {}


def test_by_keys_alone_a_dial_is_turned_and_saved(editing, visit):
    editor = editing(shipped="stretch")
    page = visit(editor.address)
    page.get_by_role("tab", name="Dials").wait_for()
    seen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.innerText"))
        if seen[-1] == "More: Hold each stretch":
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert (seen[-1], outline) == ("More: Hold each stretch", "solid")
    page.keyboard.press("Enter")
    until(page.get_by_role("textbox", name="Hold each stretch").input_value, "25 sec")
    page.keyboard.press("Control+s")
    page.get_by_role("button", name="Saved", exact=True).wait_for()
    assert "hold: 25s" in editor.routine()


def test_a_dialog_keeps_the_keys_and_gives_them_back(editing, visit):
    page = visit(editing(shipped="stretch").address)
    page.get_by_role("button", name="Versions").focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    for _ in range(6):
        page.keyboard.press("Tab")
        held = page.evaluate("document.activeElement.closest('[role=dialog], body').role ?? 'nothing'")
        assert held in ("dialog", "nothing")
    page.keyboard.press("Escape")
    until(lambda: page.evaluate("document.activeElement.innerText"), "Versions")
