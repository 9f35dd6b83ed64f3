"""What the tests see of the page: its sounds, its screens, and what it keeps."""

import json
import time

PATIENCE = 60

SEEN = """
window.sounds = [];
window.Audio = class extends Audio {
  constructor() {
    super();
    sounds.push(this);
    this.addEventListener("playing", () => { window.heardAt = performance.now(); });
  }
};
window.actions = {};
const set = MediaSession.prototype.setActionHandler;
MediaSession.prototype.setActionHandler = function (action, then) {
  actions[action] = then;
  set.call(this, action, then);
};
"""
"""Run before the page's own scripts: every sound it makes, and what it lets the lock screen do."""

IN_MP3 = "localStorage.setItem('nightcue.noOpus', 'true');"
"""Run before the page's own scripts: a browser in which tracks in Opus were not heard."""

RESCUE, OTHER = 0, 1


LOOKING = """async (wanted) => {
  for (let looks = 1; ; looks += 1) {
    const value = await (EXPRESSION);
    if (looks === 30 || JSON.stringify(value) === wanted) { return value; }
    await new Promise((then) => scheduler.postTask(then, { delay: 15 }));
  }
}"""
"""Look again and again in the page itself, by a clock that no test has made its own: to be asked costs more."""

LEFT = "Execution context was destroyed"
"""What Playwright says when the page goes elsewhere meanwhile."""


def until(page, expression, wanted=True):
    """Wait until a JavaScript expression has this value; the page's own policy forbids Playwright's way to wait."""
    from playwright.sync_api import Error

    looking = LOOKING.replace("EXPRESSION", expression)
    text = json.dumps(wanted, ensure_ascii=False, separators=(",", ":"))
    value, end = LEFT, time.monotonic() + PATIENCE
    while value != wanted:
        assert time.monotonic() < end, f"{expression} is {value!r}, not {wanted!r}"
        try:
            value = page.evaluate(looking, text)
        except Error as error:
            if LEFT not in error.message:
                raise
            value = LEFT


def is_heard(page, which=OTHER):
    """Wait until a sound plays on: its time goes by."""
    until(page, f"!sounds[{which}].paused && sounds[{which}].currentTime > 0.05")


def is_silent(page, which=OTHER):
    until(page, f"sounds[{which}].paused")


def screen(page, name):
    until(page, "document.body.dataset.screen", name)


def kept(page, name):
    """What the page keeps in the browser under a name."""
    text = page.evaluate(f"localStorage.getItem('nightcue.{name}')")
    return text and json.loads(text)


def open_page(page, url, offline=None):
    """Open the page, and wait until its rescue is ready; and for what it says of offline, where that matters."""
    page.add_init_script(SEEN)
    page.goto(url)
    until(page, f"sounds[{RESCUE}]?.readyState >= 3")
    if offline:
        until(page, f"document.getElementById('offline').textContent.includes({json.dumps(offline)})")


def find(page, title):
    """The row of a routine, on the first screen or behind its last row."""
    row = page.get_by_role("button", name=title)
    page.locator("#home").wait_for()
    if not row.is_visible():
        page.locator("#last-row button").click()
    return row


def start(page, title):
    """Tap a routine, and hear it."""
    find(page, title).click()
    is_heard(page)


def go_to(page, seconds):
    """Move the place, as the lock screen does."""
    page.evaluate(f"actions.seekto({{seekTime: {seconds}}})")


def place(page):
    """Where the track is, as the page keeps it when it is left."""
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    return kept(page, "place")["seconds"]


def track_of(site, name, language="en", ending="mp3"):
    """The file of a track, whose name holds what is in it."""
    (track,) = (site / "tracks").glob(f"{name}.{language}.*.{ending}")
    return track
