"""The two palettes: how much light each screen gives, and how well every block is read, also by who sees no red."""

import re

import pytest

from bedside.page.light import contrast, share_of_white
from bedside.page.walking import ENGLISH, every_screen
from bedside.page.watching import kept, open_page, screen

pytestmark = pytest.mark.once

MOST_LIGHT = 0.045  # of a white screen, where a block or letters are to be found without glasses
MOST_LIGHT_ELSEWHERE = 0.03
AMBER_TO_RED = 2  # what is as light to eyes without red is lighter to the others

BLOCKS = """[...document.querySelectorAll("body *")]
    .filter((e) => e.checkVisibility() && !e.closest(":disabled, [aria-disabled=true]"))
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => {
      let below = e;
      while (getComputedStyle(below).backgroundColor === "rgba(0, 0, 0, 0)") { below = below.parentElement; }
      return [e.textContent, getComputedStyle(e).color, getComputedStyle(below).backgroundColor];
    })"""
"""Every text that is seen: the words, their colour, and the colour behind them."""


def rgb(colour):
    return [int(part) for part in re.findall(r"\d+", colour)][:3]


def choose(page, colours):
    page.add_init_script(f"localStorage.setItem('nightcue.colours', JSON.stringify('{colours}'))")


@pytest.mark.parametrize("colours", ["red", "amber"])
def test_every_block_is_read_and_no_screen_gives_much_light(page, site, colours):
    choose(page, colours)
    open_page(page, site.url)
    for name in every_screen(page, site, ENGLISH):
        blocks = page.evaluate(BLOCKS)
        assert blocks, name
        for words, text, below in blocks:
            assert contrast(rgb(text), rgb(below)) >= 4.5, (name, words, text, below)
            if colours == "amber" and words != "Red instead of amber":
                assert contrast(rgb(text), rgb(below), sees_red=False) >= 4.5, (name, words, text, below)
        most = MOST_LIGHT if name.startswith(("home", "rescue")) else MOST_LIGHT_ELSEWHERE
        most *= AMBER_TO_RED if colours == "amber" else 1
        light = share_of_white(page.screenshot())
        print(f"{colours:6} {name:14} {light:.2%}")
        assert light < most, name


def test_the_palette_that_is_chosen_stays(page, site):
    open_page(page, site.url)
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(232, 65, 42)"
    page.get_by_role("button", name="Amber instead of red").tap()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(201, 138, 26)"
    page.reload()
    screen(page, "home")
    assert kept(page, "colours") == "amber"
    page.get_by_role("button", name="Red instead of amber").tap()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(232, 65, 42)"


def test_where_the_system_has_colours_of_its_own_what_is_chosen_is_seen(phone, site):
    page = phone(forced_colors="active").new_page()
    open_page(page, site.url)
    page.locator("#to-night").click()
    chosen, other = (page.locator("#asked-cramps span").nth(number) for number in (2, 3))
    page.locator("#asked-cramps label").nth(2).click()
    looks = [each.evaluate("(e) => getComputedStyle(e).backgroundColor") for each in (chosen, other)]
    assert looks[0] != looks[1]
    page.locator("section:visible .back").click()
    page.locator("#to-languages").click()
    named = "(e) => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
    now, then = (page.locator("#languages-there button").nth(number).evaluate(named) for number in (0, 1))
    assert now != then
