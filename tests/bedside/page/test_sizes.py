"""Every size of screen and of text: nothing is cut, covered or out of reach."""

import pytest

from bedside.page.walking import CUT, ENGLISH, every_screen
from bedside.page.watching import RESCUE, is_heard, open_page, start, until

pytestmark = pytest.mark.once

COVERED = """[...document.querySelectorAll("main button, main .tile, main textarea, #cramp")]
    .filter((e) => e.checkVisibility())
    .filter((e) => {
      e.scrollIntoView({ block: "center" });
      const { left, top, width, height } = e.getBoundingClientRect();
      const seen = document.elementFromPoint(left + width / 2, top + height / 2);
      return !seen || !(e.contains(seen) || seen.contains(e) && seen.matches("label"));
    }).map((e) => e.textContent)"""
"""What cannot be tapped in its middle, wherever the page is scrolled to."""

OVERLAPPING = """(() => {
  const boxes = [...document.querySelectorAll("section button, section .tile, h1, h2, p, legend")]
    .filter((e) => e.checkVisibility() && !e.matches("form .main"))
    .map((e) => [e, e.getBoundingClientRect()]);
  return boxes.flatMap(([e, one], n) => boxes.slice(n + 1)
    .filter(([f, other]) => !e.contains(f) && one.left < other.right - 1 && other.left < one.right - 1
      && one.top < other.bottom - 1 && other.top < one.bottom - 1)
    .map(([f]) => [e.textContent, f.textContent]));
})()"""
"""Pairs of things that lie on each other."""

LARGE_TEXT = (
    "document.addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%'; })"
)
ZOOMED = {"width": 195, "height": 422}  # 390 x 844 at 200 %
SMALL_ZOOMED = {"width": 160, "height": 284}  # 320 x 568 at 200 %
PHONE, SMALL, ON_ITS_SIDE = (
    {"width": 390, "height": 844},
    {"width": 320, "height": 568},
    {"width": 844, "height": 390},
)


@pytest.mark.parametrize(
    ("size", "script"),
    [(ZOOMED, ""), (SMALL_ZOOMED, ""), (PHONE, LARGE_TEXT), (SMALL, LARGE_TEXT), (ON_ITS_SIDE, ""), (SMALL, "")],
    ids=["390 zoomed", "320 zoomed", "390 large text", "320 large text", "on its side", "320"],
)
def test_nothing_is_cut_covered_or_overlaps(phone, site, size, script):
    page = phone(viewport=size).new_page()
    page.add_init_script(script)
    open_page(page, site.url)
    for name in every_screen(page, site, ENGLISH):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert page.evaluate(CUT) == [], name
        assert page.evaluate(OVERLAPPING) == [], name
        assert page.evaluate(COVERED) == [], name


def test_letters_follow_the_text_size_of_the_browser(phone, site):
    page = phone().new_page()
    open_page(page, site.url)
    sizes = """['body', 'h1', '.small', '.aside']
        .map((name) => parseFloat(getComputedStyle(document.querySelector(name)).fontSize))"""
    before = page.evaluate(sizes)
    page.evaluate("document.documentElement.style.fontSize = '150%'")
    grown = [after / size for after, size in zip(page.evaluate(sizes), before, strict=True)]
    assert grown == pytest.approx([1.5] * 4)


def test_under_300_pixels_the_keys_stand_below_each_other(phone, site):
    page = phone(viewport={"width": 280, "height": 653}).new_page()
    open_page(page, site.url)
    start(page, "Stretches")
    keys = page.locator("#playing .keys button:visible")
    places = [keys.nth(number).bounding_box()["x"] for number in range(keys.count())]
    assert len(places) == 9
    assert len({*places}) == 1


def test_a_phone_on_its_side_shows_every_key_while_it_plays(phone, site):
    page = phone(viewport=ON_ITS_SIDE).new_page()
    open_page(page, site.url)
    start(page, "Stretches")
    out_of_view = """[...document.querySelectorAll("button")].filter((e) => e.checkVisibility())
        .filter((e) => e.getBoundingClientRect().bottom > innerHeight || e.getBoundingClientRect().top < 0)
        .map((e) => e.textContent)"""
    assert page.evaluate(out_of_view) == []
    page.get_by_role("button", name="Cramp now").tap()
    is_heard(page, RESCUE)
    assert page.evaluate(out_of_view) == []


def test_the_key_for_the_beginning_lies_where_cramp_now_was(phone, site):
    for size in (PHONE, SMALL, ON_ITS_SIDE):
        page = phone(viewport=size).new_page()
        open_page(page, site.url)
        before = page.locator("#cramp").bounding_box()
        page.locator("#cramp").tap()
        until(page, "document.body.dataset.screen", "rescue")
        assert page.locator("#cramp").inner_text() == "Again from the start"
        assert page.locator("#cramp").bounding_box() == before
