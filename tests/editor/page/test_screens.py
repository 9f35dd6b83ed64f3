"""Every screen: found good by axe, light and dark; it fits 320 pixels, and a page that is twice as large."""

import pytest

from editor.page.screens import SCREENS, TEXT, WRONG

axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
pytestmark = pytest.mark.once

NARROW = {"width": 320, "height": 640}
"""Also what 200 % makes of a window of 640 pixels, and 400 % of one of 1280 (WCAG 2.2, 1.4.10)."""


def violations(page):
    """What axe finds: each rule with how serious it is, and where."""
    found = axe_playwright.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(each["impact"], each["id"], [node["target"] for node in each["nodes"]][:4]) for each in found]


def too_wide(page):
    """What reaches beyond the right edge of the page, which nobody should have to scroll sideways."""
    return page.evaluate("Math.max(0, document.scrollingElement.scrollWidth - document.documentElement.clientWidth)")


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_found_good_by_axe(editing, window, name):
    page = window(editing(TEXT).address)
    SCREENS[name](page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(300)  # colours change slowly
        assert violations(page) == [], scheme


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_fits_a_narrow_page(editing, window, name):
    page = window(editing(TEXT).address, viewport=NARROW)
    SCREENS[name](page)
    assert too_wide(page) == 0


@pytest.mark.parametrize("name", ["dials", "steps", "yaml"])
def test_a_screen_with_an_error_is_found_good_by_axe(editing, window, name):
    page = window(editing(WRONG).address)
    SCREENS[name](page)
    assert violations(page) == []


def test_every_target_is_large_enough_for_a_finger(editing, window):
    page = window(editing(TEXT).address, viewport=NARROW)
    small = []
    for name in ("dials", "card"):
        SCREENS[name](page)
        small += page.evaluate(
            """() => [...document.querySelectorAll("button, a, [role=button], [role=tab], [role=checkbox]")]
              .filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 43.5)
              .map(each => each.outerHTML.slice(0, 120))"""
        )
    assert small == []
