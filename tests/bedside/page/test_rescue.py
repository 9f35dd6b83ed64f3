"""The rescue has a screen of its own: a hand that trembles cannot leave its beginning, and no sound is needed."""

import random

import pytest

from bedside.page.watching import (
    OTHER,
    RESCUE,
    go_to,
    is_heard,
    is_silent,
    kept,
    open_page,
    screen,
    start,
    until,
)

pytestmark = pytest.mark.once

SIZES = ({"width": 320, "height": 568}, {"width": 390, "height": 844}, {"width": 844, "height": 390})
SEQUENCES, TAPS, LONG = 1000, 8, 3000  # each of so many taps, at most, within so many milliseconds
FIRST_WORDS = "Straighten your leg, and pull your foot up towards your face."

MODEL = """
window.clock = { now: 1000, repeated: new Map(), places: [] };
performance.now = () => clock.now;
window.setInterval = (then, every) => {
  clock.repeated.set(then, { every, due: clock.now + every });
  return then;
};
window.clearInterval = (then) => clock.repeated.delete(then);
window.sounds = [];
window.Audio = class extends EventTarget {
  volume = 1; paused = true; ended = false; error = null; readyState = 0; time = 0;
  constructor() { super(); sounds.push(this); }
  set src(url) { this.readyState = 4; this.paused = true; this.time = 0; this.url = url; }
  get currentTime() { return this.time; }
  set currentTime(seconds) { this.time = seconds; }
  async play() { this.paused = false; this.dispatchEvent(new Event("playing")); }
  pause() { if (!this.paused) { this.paused = true; this.dispatchEvent(new Event("pause")); } }
};
const cutFrom = Blob.prototype.slice;
Blob.prototype.slice = function (from, ...more) {
  clock.places.push(from);
  return cutFrom.call(this, from, ...more);
};
window.goBy = (milliseconds) => {
  for (const end = clock.now + milliseconds; clock.now < end; ) {
    const step = Math.min(200, end - clock.now);
    clock.now += step;
    for (const sound of sounds.filter((each) => !each.paused)) {
      sound.time += step / 1000;
      sound.dispatchEvent(new Event("timeupdate"));
    }
    for (const [then, when] of clock.repeated) {
      if (when.due <= clock.now) {
        when.due = clock.now + when.every;
        then();
      }
    }
  }
};
let state = null;
Object.defineProperty(history, "state", { get: () => state });
history.pushState = history.replaceState = (value) => { state = value; };
history.back = () => { state = null; window.dispatchEvent(new Event("popstate")); };
"""
"""A clock that a test moves, sounds that keep to it to the millisecond, and a history without the browser's limits."""

TREMBLE = """(sequences) => sequences.map((taps) => {
  const rescue = sounds[0];
  const see = (x, y) => document.elementFromPoint(x * innerWidth, y * innerHeight);
  const cramp = document.getElementById("cramp");
  let begun = null;
  let isLeft = false;
  clock.places.length = 0;
  for (const [after, x, y] of taps) {
    goBy(after);
    const target = begun === null ? cramp : see(x, y);
    isLeft ||= begun !== null && document.body.dataset.screen !== "rescue";
    if (target && !isLeft) {
      if (cramp.contains(target)) { begun = clock.now; }
      target.closest("button")?.click();
    }
  }
  isLeft ||= document.body.dataset.screen !== "rescue";
  const seen = {
    isLeft, isPaused: rescue.paused, heard: rescue.time, since: (clock.now - begun) / 1000, volume: rescue.volume,
    places: [...new Set(clock.places)], step: document.getElementById("rescue-step").textContent,
    words: document.getElementById("rescue-line").textContent, kept: localStorage.getItem("nightcue.volume"),
    place: JSON.parse(localStorage.getItem("nightcue.place")).seconds,
  };
  goBy(4000);
  document.querySelector("#rescue .back").click();
  return seen;
})"""
"""Tap as each sequence says: [milliseconds after the tap before, where on the screen]; the first is on Cramp now."""


def sequences(count, seed):
    """Taps of a hand that trembles where it has tapped, and now and then anywhere else."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        moments = sorted([0, *(chance.uniform(0, LONG) for _ in range(chance.randint(1, TAPS - 1)))])
        taps = []
        for before, moment in zip([0, *moments], moments, strict=False):
            near = (chance.gauss(0.5, 0.3), chance.gauss(0.85, 0.2))
            anywhere = (chance.random(), chance.random())
            x, y = (min(0.99, max(0.01, each)) for each in (near if chance.random() < 0.5 else anywhere))
            taps.append((moment - before, x, y))
        made.append(taps)
    return made


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']}x{size['height']}")
def test_whatever_a_trembling_hand_taps_the_first_step_is_heard_from_its_beginning(phone, site, size):
    page = phone(viewport=size).new_page()
    page.add_init_script(MODEL)
    page.goto(site.url)
    until(page, "sounds[0]?.readyState", 4)
    from_beginning = page.evaluate("clock.places[0]")
    page.locator("#last-row button").click()
    page.get_by_role("button", name="Stretches").click()
    until(page, "sounds[1].paused", wanted=False)
    page.evaluate("goBy(20_000)")
    page.get_by_role("button", name="Cramp now").click()
    page.evaluate("goBy(5000)")
    page.locator("#rescue .back").click()
    played = kept(page, "place")
    assert (played["name"], round(played["seconds"])) == ("stretch", 20)
    left = 0
    for number, seen in enumerate(page.evaluate(TREMBLE, sequences(SEQUENCES, size["width"]))):
        assert set(seen["places"]) <= {from_beginning}, number
        assert seen["step"].removeprefix("Paused · ") == "Step 1 of 2", number
        assert seen["words"] == FIRST_WORDS, number
        assert (seen["volume"], seen["kept"], seen["place"]) == (1, "1", played["seconds"]), number
        assert seen["isLeft"] or min(2, seen["since"]) - 0.03 < seen["heard"] < seen["since"] + 0.03, number
        assert seen["since"] >= 2 or not (seen["isLeft"] or seen["isPaused"]), number
        left += seen["isLeft"]
    assert left < SEQUENCES / 20


def test_five_real_taps_in_a_second_and_a_half_start_it_once_and_it_plays_on(page, site):
    open_page(page, site.url)
    page.get_by_role("button", name="Cramp now").tap()
    for spot in ((195, 300), (60, 40), (195, 560), (330, 560)):
        page.touchscreen.tap(*spot)
    is_heard(page, RESCUE)
    screen(page, "rescue")
    assert page.locator("#rescue-step").text_content() == "Step 1 of 2"
    assert page.locator("#rescue-words").evaluate("(block) => block.classList.contains('paused')") is False


def test_the_first_words_are_shown_with_the_tap_in_very_large_letters(page, site):
    open_page(page, site.url)
    page.get_by_role("button", name="Cramp now").tap()
    assert page.locator("#rescue-line").text_content() == FIRST_WORDS
    assert page.locator("#rescue-line").evaluate("(line) => parseFloat(getComputedStyle(line).fontSize)") >= 44


def test_without_sound_the_words_go_on_by_themselves_in_time(page, site, work):
    page.clock.install()
    open_page(page, site.url)
    page.evaluate("void (HTMLMediaElement.prototype.play = () => new Promise(() => {}))")
    page.get_by_role("button", name="Cramp now").tap()
    assert page.locator("#rescue-line").text_content() == FIRST_WORDS
    page.clock.run_for(1800)
    assert "No sound" not in page.locator("#rescue-step").text_content()
    page.clock.run_for(500)
    assert "No sound, only words" in page.locator("#rescue-step").text_content()
    page.clock.run_for(30_000)  # the second step begins after the first words and 30 s
    assert "Step 1 of 2" in page.locator("#rescue-step").text_content()
    page.clock.run_for(4000)
    assert "Step 2 of 2" in page.locator("#rescue-step").text_content()
    assert "If one leg is swollen" in page.locator("#rescue-line").text_content()
    page.locator("#rescue-words").tap()
    assert page.locator("#rescue-step").text_content().startswith("Paused")
    page.locator("#rescue-words").tap()
    page.clock.run_for(60_000)
    screen(page, "home")
    assert page.get_by_role("status").filter(has_text="Sleep well").is_visible()


def test_a_server_that_is_gone_before_the_rescue_is_here_leaves_its_words(page, site):
    page.clock.install()
    page.route("**/tracks/rescue.*", lambda route: route.abort())
    page.goto(site.url)
    page.locator("#cramp:enabled").wait_for()
    page.get_by_role("button", name="Cramp now").tap()
    assert page.locator("#rescue-line").text_content() == FIRST_WORDS
    page.clock.run_for(3000)
    assert "No sound, only words" in page.locator("#rescue-step").text_content()
    assert not page.locator("#notice").is_visible()


def test_the_box_of_an_older_trouble_goes_and_it_keeps_no_place(page, site):
    open_page(page, site.url)
    start(page, "Stretches")
    go_to(page, 42)
    is_heard(page)
    page.evaluate("""document.getElementById("notice").hidden = false""")
    page.get_by_role("button", name="Cramp now").tap()
    is_heard(page, RESCUE)
    is_silent(page, OTHER)
    assert not page.locator("#notice").is_visible()
    place = kept(page, "place")
    assert (place["name"], round(place["seconds"])) == ("stretch", 42)
    until(page, f"sounds[{RESCUE}].currentTime > 6")
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert kept(page, "place") == place
    page.reload()
    screen(page, "playing")
    assert page.locator("#playing-title").text_content() == "Stretches"


def test_the_sleep_timer_is_off_after_it(page, site):
    open_page(page, site.url)
    start(page, "Stretches")
    page.get_by_role("button", name="Sleep timer").tap()
    page.get_by_role("button", name="10 min").tap()
    page.get_by_role("button", name="Cramp now").tap()
    until(page, f"sounds[{RESCUE}].currentTime > 2.2")
    page.get_by_role("button", name="Back", exact=True).tap()
    page.get_by_role("button", name="Go on: Stretches").tap()
    is_heard(page)
    assert page.locator("#timer-state").text_content() == "off"


def test_when_it_ends_go_on_leads_back_to_what_played_before(page, site, work):
    open_page(page, site.url)
    start(page, "Stretches")
    go_to(page, 42)
    is_heard(page)
    page.get_by_role("button", name="Cramp now").tap()
    is_heard(page, RESCUE)
    until(page, f"sounds[{RESCUE}].currentTime > 5.1")
    page.get_by_role("button", name="Next step").tap()
    until(page, "document.getElementById('rescue-step').textContent", "Step 2 of 2")
    page.evaluate("actions.seekto({ seekTime: 1000 })")
    screen(page, "home")
    page.get_by_role("button", name="Go on: Stretches").tap()
    is_heard(page)
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert 41.5 < kept(page, "place")["seconds"] < 50


def test_back_stops_it_and_the_next_tap_begins_at_the_beginning(page, site):
    open_page(page, site.url)
    page.get_by_role("button", name="Cramp now").tap()
    is_heard(page, RESCUE)
    until(page, f"sounds[{RESCUE}].currentTime > 2.2")
    page.get_by_role("button", name="Back", exact=True).tap()
    screen(page, "home")
    is_silent(page, RESCUE)
    assert page.locator("#routines button", has_text="Go on").count() == 0
    page.get_by_role("button", name="Cramp now").tap()
    is_heard(page, RESCUE)
    assert page.locator("#rescue-step").text_content() == "Step 1 of 2"


def test_the_volume_is_behind_more(page, site):
    open_page(page, site.url)
    page.get_by_role("button", name="Cramp now").tap()
    is_heard(page, RESCUE)
    assert not page.get_by_role("button", name="Quieter").is_visible()
    assert not page.get_by_role("button", name="Sleep timer").is_visible()
    until(page, f"sounds[{RESCUE}].currentTime > 2.2")
    page.get_by_role("button", name="More").tap()
    page.get_by_role("button", name="Quieter").tap()  # it has only just appeared under the finger
    assert page.evaluate(f"sounds[{RESCUE}].volume") == 1
    until(page, f"sounds[{RESCUE}].currentTime > 4.6")
    page.get_by_role("button", name="Quieter").tap()
    assert page.evaluate("sounds.slice(0, 2).map((sound) => sound.volume)") == [0.9, 0.9]
