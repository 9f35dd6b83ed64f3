"""Every screen: its colours, its size, its words, without eyes and without a thumb."""

import io
import re

import pytest
from PIL import Image

from bedside.page.walking import CUT, ENGLISH, SCREENS, SPANISH, every_screen
from bedside.page.watching import RESCUE, find, is_heard, open_page, screen, until
from nightcue.language.locale_files import words_of
from nightcue.locales import LANGUAGES

pytestmark = pytest.mark.once

axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")

SMALL = {"width": 320, "height": 568}


def wrong_colours(picture):
    """Pixels of a screenshot that are white, blue, or brighter than a deep red may be."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    colours = image.getcolors(image.width * image.height)
    return [(r, g, b) for _, (r, g, b) in colours if b > 70 or g > 110 or b > r or g > r]


@pytest.mark.parametrize(("locale", "words"), [("en-GB", ENGLISH), ("es-MX", SPANISH)])
def test_every_screen_is_red_on_black_fits_and_is_found_good_by_axe(phone, site, locale, words):
    page = phone(locale=locale).new_page()
    open_page(page, site.url)
    axe, seen = axe_playwright.Axe(), []
    for name in every_screen(page, site, words):
        seen.append(name)
        assert wrong_colours(page.screenshot(full_page=True)) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        too_small = """[...document.querySelectorAll("button, .tile, textarea")]
            .filter((e) => e.offsetParent && (e.offsetHeight < 56 || e.offsetWidth < 56)).map((e) => e.textContent)"""
        assert page.evaluate(too_small) == [], name
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(each["id"], each["impact"], each["nodes"][0]["html"]) for each in found] == [], name
        text = page.evaluate("document.body.innerText")
        assert not re.search(r"undefined|null|\{\w+\}|\[object", text), name
    assert tuple(seen) == SCREENS
    assert page.evaluate("document.documentElement.lang") == locale[:2]


def test_on_a_small_phone_nothing_is_cut_off(phone, site):
    page = phone(viewport=SMALL).new_page()
    open_page(page, site.url)
    for name in every_screen(page, site, ENGLISH):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert page.evaluate(CUT) == [], name


@pytest.mark.parametrize(("locale", "stretch"), [("fr-CA", "Étirements"), ("de-AT", "Dehnübungen")])
def test_a_language_that_is_only_spoken_fits_on_a_small_phone_and_has_the_english_rescue(phone, site, locale, stretch):
    page = phone(locale=locale, viewport=SMALL).new_page()
    open_page(page, site.url)
    back = page.locator("section:visible .back")

    def looked_at(name):
        assert page.evaluate(CUT) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert not re.search(r"undefined|null|\{\w+\}", page.evaluate("document.body.innerText")), name

    looked_at("home")
    assert page.evaluate("document.documentElement.lang") == locale[:2]
    page.locator("#to-night").click()
    page.locator("#asked-cramps label").nth(2).click()
    looked_at("night")
    back.click()
    find(page, stretch).click()
    is_heard(page)
    looked_at("playing")
    page.locator("#to-timer").click()
    looked_at("timer")
    page.locator("#cramp").click()
    is_heard(page, RESCUE)
    assert "Straighten your leg" in page.locator("#rescue-line").text_content()
    looked_at("rescue")


def test_nothing_on_the_page_moves(page, site):
    open_page(page, site.url)
    page.get_by_role("button", name="Cramp now").tap()
    is_heard(page, RESCUE)
    assert page.evaluate("document.getAnimations().length") == 0
    before = page.screenshot()
    until(page, f"sounds[{RESCUE}].currentTime > 1")
    assert page.screenshot() == before


def test_the_page_has_the_words_of_every_language(page, site):
    page.goto(site.url)
    words = page.evaluate("import('./words.js').then(({ WORDS }) => WORDS)")
    assert words == {language: words_of("page", language) for language in LANGUAGES}


def test_the_languages_that_have_tracks_are_offered_and_the_one_chosen_stays(page, site):
    open_page(page, site.url)
    page.get_by_role("button", name="English").tap()
    assert page.locator("#languages button:not(.back)").all_text_contents() == [
        "English",
        "Deutsch",
        "Español",
        "Français",
    ]
    page.get_by_role("button", name="Español").tap()
    assert page.get_by_role("button", name="Calambre ahora").is_visible()
    assert page.get_by_role("button", name="Botas").is_visible()
    page.get_by_role("button", name="Calambre ahora").tap()
    is_heard(page, RESCUE)
    assert page.locator("#rescue-line").get_attribute("lang") == "es"
    page.reload()
    page.get_by_role("button", name="Calambre ahora").wait_for()


def test_the_keyboard_alone_is_enough(page, site):
    open_page(page, site.url)

    def press_until(name):
        for _ in range(30):
            page.keyboard.press("Tab")
            if name in page.evaluate(
                "document.activeElement.matches('button') ? document.activeElement.textContent : ''"
            ):
                return
        raise AssertionError(f"the focus never comes to {name}")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "cramp"
    press_until("Boots")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "questions-title"
    press_until("None of these")
    page.keyboard.press("Enter")
    is_heard(page)
    assert page.evaluate("document.activeElement.id") == "pause"
    page.keyboard.press("Space")
    until(page, "sounds[1].paused")
    press_until("Next step")
    page.keyboard.press("Enter")
    until(page, "document.getElementById('step').textContent", "Boots on")
    press_until("Cramp now")
    page.keyboard.press("Enter")
    is_heard(page, RESCUE)
    until(page, f"sounds[{RESCUE}].currentTime > 2.2")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Back"
    page.keyboard.press("Enter")
    screen(page, "home")
    press_until("write down")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.name") == "cramps"


def test_text_of_a_routine_is_text_whatever_it_looks_like(page, site):
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    open_page(page, site.url)
    find(page, "<script>alert(1)</script>").tap()
    is_heard(page)
    page.get_by_role("button", name="Words").tap()
    until(page, "document.getElementById('line').textContent", "Say <b>this</b>.")
    assert page.locator("#step").text_content() == "<img src=x onerror=alert(2)>"
    assert page.locator("#playing-title").text_content() == "<script>alert(1)</script>"
    assert dialogs == []


def test_the_policy_of_the_page_allows_nothing_from_elsewhere_and_nothing_inline(phone, site):
    page = phone().new_page()
    page.goto(site.url)
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    refused = """(async () => {
        const answers = [];
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
        answers.push(window.ran === undefined);
        await fetch("https://example.com/").then(() => answers.push(false), () => answers.push(true));
        return answers;
    })()"""
    assert page.evaluate(refused) == [True, True]


def test_the_page_can_be_installed(page, site, work):
    page.goto(site.url)
    manifest = page.evaluate("fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json())")
    assert manifest["display"] == "standalone"
    for icon in manifest["icons"]:
        with Image.open(work / "site" / icon["src"]) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
