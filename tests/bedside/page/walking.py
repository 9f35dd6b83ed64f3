"""The way through every screen of the page."""

from bedside.page.watching import RESCUE, find, is_heard, until

SCREENS = (
    *("home", "languages", "others", "questions", "refused", "playing", "paused", "words", "timer"),
    *("rescue", "rescue paused", "rescue more", "night", "trouble"),
)
ENGLISH = {"boots": "Boots", "stretch": "Stretches"}
SPANISH = {"boots": "Botas", "stretch": "Estiramientos"}

AWAKE = 2.2
"""Seconds into a rescue after which it hears more than the key for its beginning."""

CUT = """[...document.querySelectorAll("button")].filter((e) => e.offsetParent
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)).map((e) => e.textContent)"""
"""The buttons whose words are cut off."""


def every_screen(page, site, words):
    """Go through every screen, with the words of one language on its buttons; yields their names."""
    home, back = page.locator("#home"), page.locator("section:visible .back")
    home.wait_for()
    yield "home"
    page.locator("#to-languages").click()
    yield "languages"
    back.click()
    home.wait_for()
    page.locator("#last-row button").click()
    yield "others"
    back.click()
    home.wait_for()
    page.get_by_role("button", name=words["boots"]).click()
    yield "questions"
    page.locator("#asked button").first.click()
    yield "refused"
    back.click()
    home.wait_for()
    page.get_by_role("button", name=words["boots"]).click()
    page.locator("#none").click()
    is_heard(page)
    yield "playing"
    page.locator("#pause").click()
    yield "paused"
    page.locator("#words").click()
    yield "words"
    page.locator("#to-timer").click()
    yield "timer"
    page.locator("#cramp").click()
    until(page, f"sounds[{RESCUE}].currentTime > {AWAKE}")
    yield "rescue"
    page.locator("#rescue-words").click()
    yield "rescue paused"
    page.locator("#rescue-more").click()
    yield "rescue more"
    page.wait_for_timeout(2100)  # deaf again, for what has just appeared
    back.click()
    home.wait_for()
    page.locator("#to-night").click()
    page.locator("#asked-cramps label").nth(2).click()
    page.locator("#asked-signs label").first.click()
    yield "night"
    back.click()
    home.wait_for()
    page.route("**/tracks/*", lambda route: route.abort())  # a browser may have kept a track that it was to have ready
    site.stop()
    find(page, words["stretch"]).click()
    page.locator("#notice").wait_for()
    yield "trouble"
    page.unroute("**/tracks/*")
    site.start()
