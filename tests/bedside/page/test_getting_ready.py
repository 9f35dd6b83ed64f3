"""More time, windows that wait for a tap, the sleep timer and pain, on the page."""

import io
import json
import random
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from bedside.page.conftest import Tone
from bedside.page.serving import Site
from bedside.page.test_looks import CUT, SMALL, wrong_colours
from bedside.page.watching import (
    IN_MP3,
    OTHER,
    go_to,
    is_heard,
    is_silent,
    kept,
    open_page,
    place,
    screen,
    start,
    until,
)
from bedside.test_sleep_timer import score
from nightcue.bedside.sleep_timer import fade_after, fade_before
from nightcue.commands import nightcue

pytestmark = pytest.mark.once

TEXT = """\
title: Getting ready
language: en
voice: embedded
steps:
  - chapter: Sitting
  - say: Sit down.
  - pause: 6s
  - say: Tap when you are ready.
  - pause: {until: tap, at most: 50s}
  - chapter: Calf
  - stretch: {name: Calf, hold: 25s, ready: 4s}
  - say: Get medical help if one leg is swollen, warm or red. This is not medical advice.
  - pause: 30s
  - say: Good night.
"""
FAST = 8
"""How many times faster than it is the sound plays where a test waits for a long silence to pass."""


@pytest.fixture(scope="session")
def ready(tmp_path_factory):
    """A site of a routine to get ready in, of one with boots, and of a rescue."""
    folder = tmp_path_factory.mktemp("ready")
    here = Path(__file__).parent / "routines"
    (folder / "routines").mkdir()
    for name in ("boots", "rescue"):
        (folder / "routines" / f"{name}.yaml").write_bytes((here / f"{name}.yaml").read_bytes())
    (folder / "routines" / "ready.yaml").write_text(TEXT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr("nightcue.voices.catalogue.open_voice", lambda *_, **__: Tone())
        words = ["review", "routines/boots.yaml", "--by", "Ana", "--yes"], ["site", "site", "ready", "boots", "rescue"]
        for each in words:
            done = CliRunner().invoke(nightcue, each, catch_exceptions=False)
            assert done.exit_code == 0, done.output
    return folder / "site"


@pytest.fixture
def evening(ready):
    site = Site(ready)
    yield site
    site.stop()


@pytest.fixture
def listed(ready):
    """The routine, as the page's list has it."""
    routines = json.loads((ready / "routines.json").read_text(encoding="utf-8"))["routines"]
    scores = json.loads((ready / "scores.json").read_text(encoding="utf-8"))
    routine = next(each for each in routines if each["name"] == "ready")
    return routine | scores[routine["track"]]


@pytest.fixture
def windows(listed):
    return listed["windows"]


KEEPS_BLOBS = """
window.blobs = {};
const make = URL.createObjectURL;
URL.createObjectURL = (blob) => {
  const url = make.call(URL, blob);
  blobs[url] = blob;
  return url;
};
"""


def begin(page, site):
    page.clock.install()
    open_page(page, site.url)
    start(page, "Getting ready")
    until(page, f"sounds[{OTHER}].readyState >= 3")


def at_window(page, window, into=0.5):
    """Go into a window, and wait until the page has noticed."""
    go_to(page, window["start"] + into)
    is_heard(page)


def loaded(page):
    """What the page has handed to the browser, decoded by another decoder: samples and their rate."""
    script = f"blobs[sounds[{OTHER}].src].arrayBuffer().then((bytes) => [...new Uint8Array(bytes)])"
    return soundfile.read(io.BytesIO(bytes(page.evaluate(script))), dtype="int16")


def to_timer(page, choice):
    page.get_by_role("button", name="Sleep timer").tap()
    page.get_by_role("button", name=choice, exact=True).tap()


def test_the_list_tells_the_windows(windows):
    assert [(w["kind"], w["seconds"], w["until_tap"], w["more_time"]) for w in windows] == [
        ("pause", 6, False, True),
        ("pause", 50, True, True),
        ("wait", 4, False, True),
        ("hold", 25, False, False),
        ("pause", 30, False, True),
    ]
    assert all(w["end"] - w["start"] == pytest.approx(w["seconds"], abs=1e-5) for w in windows)


def test_more_time_makes_the_window_longer_again_and_again_and_is_chimed(page, evening, windows):
    page.add_init_script(KEEPS_BLOBS)
    begin(page, evening)
    at_window(page, windows[0])
    assert "6 s more" in page.locator("#more-time").text_content()
    page.locator("#pause").tap()  # so that no time goes by
    is_silent(page)
    before = len(loaded(page)[0])
    begun = page.evaluate(f"sounds[{OTHER}].currentTime")
    for times in (1, 2, 3):
        source = page.evaluate(f"sounds[{OTHER}].src")
        page.get_by_role("button", name="More time").tap()
        until(page, f"sounds[{OTHER}].src !== '{source}'")
        played, rate = loaded(page)
        assert (len(played) - before) / rate + begun == pytest.approx(6 * times, abs=0.1)
    assert page.evaluate("sounds.some((each) => each.src.startsWith('blob:') && each.duration === 1.2)")
    page.locator("#pause").tap()
    is_heard(page)


@pytest.mark.parametrize("form", ["opus", "track"])
def test_what_is_played_is_the_track_with_the_silence_of_the_window_in_it_once_more(
    page, evening, ready, listed, windows, form
):
    """What the page hands to the browser, decoded by another decoder and held against the track."""
    page.add_init_script(KEEPS_BLOBS + (IN_MP3 if form == "track" else ""))
    begin(page, evening)
    window = windows[0]
    at_window(page, window)
    page.locator("#pause").tap()
    is_silent(page)
    here, before = place(page), page.evaluate(f"sounds[{OTHER}].src")
    page.get_by_role("button", name="More time").tap()
    until(page, f"sounds[{OTHER}].src !== '{before}'")
    played, rate = loaded(page)
    track, _ = soundfile.read(ready / listed[form], dtype="int16")
    first = next(n for n in range(len(played)) if abs(played[n]) > 1000)
    there = round(window["end"] * rate)
    wanted = next(n for n in range(there, len(track)) if abs(track[n]) > 1000)
    rest = min(len(played) - first, len(track) - wanted)
    difference = played[first : first + rest].astype(float) - track[wanted : wanted + rest]
    assert np.abs(difference).max() < 3000
    assert np.abs(difference).mean() < 30
    assert first / rate == pytest.approx(wanted / rate - here + 6, abs=0.1)
    assert np.abs(played[: first - rate // 4]).max() < 300


def test_outside_a_window_it_is_said_what_more_time_is_for(page, evening, windows):
    begin(page, evening)
    at_window(page, windows[3], 2)
    until(page, "document.getElementById('more-time').getAttribute('aria-disabled')", "true")
    assert "in pauses" in page.locator("#more-time").text_content()
    page.locator("#more-time").dispatch_event("click")  # a tap would wait until it is of use
    assert page.get_by_role("status").filter(has_text="More time is for pauses").is_visible()
    assert page.evaluate(f"sounds[{OTHER}].paused") is False


@pytest.mark.parametrize("way", ["tap", "play", "pause"])
def test_a_window_that_waits_ends_with_a_tap_or_the_button_of_a_headset(page, evening, windows, way):
    begin(page, evening)
    waits = windows[1]
    at_window(page, waits, 2)
    until(page, "document.getElementById('tap').textContent", "Tap anywhere when you are ready")
    page.locator("#pause").tap() if way == "tap" else page.evaluate(f"actions.{way}()")
    until(page, "document.getElementById('step').textContent", "Calf")
    is_heard(page)
    assert waits["end"] - 0.2 < place(page) < waits["end"] + 3


def night_of(page, day):
    """An evening in November: at half past ten, with a page that was just opened."""
    page.clock.set_fixed_time(f"2026-11-{day}T22:30:00")
    page.reload()
    until(page, "sounds[0]?.readyState >= 3")
    start(page, "Getting ready")


@pytest.mark.parametrize("answer", ["Yes, 12 s", "No"])
def test_a_longer_window_is_offered_after_three_nights_of_the_last_five_and_kept(
    page, evening, listed, windows, answer
):
    page.add_init_script(KEEPS_BLOBS)
    page.clock.install(time="2026-11-20T22:30:00")
    open_page(page, evening.url)
    for day, needs in ((20, True), (21, True), (22, False), (23, True)):
        night_of(page, day)
        assert not page.locator("#offer").is_visible()
        at_window(page, windows[0])
        if needs:
            page.get_by_role("button", name="More time").tap()
        page.locator("#pause").tap()
        is_silent(page)
        page.locator("#playing .back").tap()
        screen(page, "home")
    offered = (
        "In 3 of the last five nights you needed more time at “Sitting”: shall it be 12 s in place of 6 s, every night?"
    )
    assert page.locator("#offer-words").text_content() == offered
    page.get_by_role("button", name=answer, exact=True).tap()
    assert not page.locator("#offer").is_visible()
    night_of(page, 24)
    assert page.locator("#offer").get_attribute("hidden") is not None
    go_to(page, windows[0]["start"] + 0.5)
    is_heard(page)
    page.locator("#pause").tap()
    is_silent(page)
    where = place(page)
    played, rate = loaded(page)
    begun = where - page.evaluate(f"sounds[{OTHER}].currentTime")
    longer = len(played) / rate - (listed["seconds"] - begun)
    assert longer == pytest.approx(6 if answer != "No" else 0, abs=0.3)


def test_the_sleep_timer_sinks_in_silence_and_a_tap_within_two_minutes_goes_back(page, evening, windows):
    begin(page, evening)
    to_timer(page, "10 min")
    page.evaluate("""window.loud = []; sounds[1].addEventListener("timeupdate", () => loud.push(sounds[1].volume));""")
    page.clock.fast_forward("10:01")
    at_window(page, windows[3], 24)  # the lines after the hold are spoken first
    quiet = windows[4]
    page.evaluate(f"sounds[{OTHER}].playbackRate = {FAST}")
    is_silent(page)
    assert page.get_by_role("status").filter(has_text="The sleep timer has stopped").is_visible()
    assert place(page) == pytest.approx(quiet["start"] + 25, abs=FAST)
    loud = page.evaluate("loud")
    assert min(loud) < 0.2
    assert page.evaluate(f"sounds[{OTHER}].volume") == 1
    page.clock.fast_forward("01:50")
    page.locator("#pause").tap()
    is_heard(page)
    assert place(page) == pytest.approx(quiet["start"], abs=3)


def test_a_tap_while_the_sound_sinks_keeps_it_awake(page, evening, windows):
    begin(page, evening)
    to_timer(page, "10 min")
    page.clock.fast_forward("10:01")
    at_window(page, windows[4], 0)
    until(page, f"sounds[{OTHER}].volume < 0.9")
    assert page.locator("#tap").text_content() == "Tap anywhere to hear more"
    page.locator("#pause").tap()
    assert page.evaluate(f"[sounds[{OTHER}].paused, sounds[{OTHER}].volume].join()") == "false,1"
    assert "off" in page.locator("#to-timer").text_content()


def test_after_more_than_two_minutes_it_goes_on_where_it_stopped(page, evening, windows):
    begin(page, evening)
    to_timer(page, "10 min")
    page.clock.fast_forward("10:01")
    at_window(page, windows[4], 0)
    page.evaluate(f"sounds[{OTHER}].playbackRate = {FAST}")
    is_silent(page)
    stopped = place(page)
    page.clock.fast_forward("02:10")
    page.locator("#pause").tap()
    is_heard(page)
    assert stopped - 1 < place(page) < stopped + 4


def test_at_the_end_of_this_step_the_next_is_not_heard(page, evening, windows):
    begin(page, evening)
    to_timer(page, "At the end of this step")
    at_window(page, windows[1], 45)
    is_silent(page)
    assert place(page) == pytest.approx(windows[1]["end"], abs=1.5)


def test_it_ends_with_its_track_and_the_list_of_times_does_not_stay(page, evening, windows):
    begin(page, evening)
    to_timer(page, "At the end")
    page.get_by_role("button", name="Sleep timer").tap()
    screen(page, "timer")
    go_to(page, windows[4]["end"])
    screen(page, "home")
    start(page, "Getting ready")
    assert "off" in page.locator("#to-timer").text_content()


def test_with_boots_on_it_says_that_they_come_off_first(page, evening):
    page.clock.install()
    open_page(page, evening.url)
    page.get_by_role("button", name="Boots").click()
    page.locator("#none").click()
    is_heard(page)
    go_to(page, 90)
    is_heard(page)
    page.get_by_role("button", name="Sleep timer").tap()
    assert page.locator("#timer-note").text_content() == "The boots have to come off first."
    page.get_by_role("button", name="10 min").tap()
    page.clock.fast_forward("10:01")
    until(page, "document.getElementById('timer-state').textContent", "The boots have to come off first.")
    assert page.evaluate(f"sounds[{OTHER}].paused") is False


NO_VOLUME = """
Object.defineProperty(HTMLMediaElement.prototype, "volume", { get: () => 1, set: () => {} });
"""


def test_where_the_page_may_not_set_the_volume_it_ends_at_the_end_of_a_line(page, evening, listed, windows):
    page.add_init_script(NO_VOLUME)
    begin(page, evening)
    to_timer(page, "10 min")
    line = next(each for each in listed["lines"] if each["text"].startswith("Get medical help"))
    go_to(page, line["start"] + 0.3)
    is_heard(page)
    page.clock.fast_forward("10:01")
    is_silent(page)
    assert line["end"] - 0.1 < place(page) < line["end"] + 2


@pytest.mark.parametrize(("routine", "told"), [("Getting ready", "let go slowly"), ("Boots", "Turn the boots off")])
def test_pain_stops_and_says_what_to_do(page, evening, routine, told):
    open_page(page, evening.url)
    page.get_by_role("button", name=routine).click()
    if routine == "Boots":
        page.locator("#none").click()
        is_heard(page)
        go_to(page, 90)
    is_heard(page)
    page.get_by_role("button", name="I feel pain").tap()
    screen(page, "pain")
    is_silent(page)
    assert told in page.locator("#pain-words").text_content()
    spoken = "pain-boots.en.mp3" if routine == "Boots" else "pain.en.mp3"
    until(page, f"sounds.some((each) => each.src.endsWith('{spoken}') && each.currentTime > 0.05)")
    page.get_by_role("button", name="End here").tap()
    screen(page, "home")
    assert kept(page, "place")["name"] == ("boots" if routine == "Boots" else "ready")
    until(page, f"sounds.find((each) => each.src.endsWith('{spoken}')).paused")


def test_the_screens_of_it_are_red_on_black_fit_and_are_found_good_by_axe(phone, evening):
    page = phone(viewport=SMALL).new_page()
    open_page(page, evening.url)
    start(page, "Getting ready")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for key in ("#to-timer", "#to-pain"):
        page.locator(key).click()
        assert wrong_colours(page.screenshot(full_page=True)) == [], key
        assert page.evaluate(CUT) == [], key
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], key
        page.locator("section:visible .back").click()
        assert page.locator("#playing").is_visible()


def test_from_pain_the_rescue_is_one_tap_away(page, evening):
    open_page(page, evening.url)
    start(page, "Getting ready")
    page.get_by_role("button", name="I feel pain").tap()
    page.get_by_role("button", name="Cramp now").tap()
    is_heard(page, 0)
    until(page, "sounds.find((each) => each.src.endsWith('pain.en.mp3')).paused")


def test_the_page_and_the_terminal_fade_at_the_same_places(page, evening):
    made = random.Random(18)
    cases = []
    for _ in range(200):
        lines, windows, now = [], [], 0
        for _ in range(made.randint(1, 12)):
            said, kept = made.randint(1, 9), made.choice([0, 1, 10, 22, 40, 200])
            lines.append((now, now + said))
            if kept:
                kind = made.choice(["pause", "session", "hold"])
                worn = made.random() < (0.6 if kind == "session" else 0.2)
                windows.append((kind, now + said, now + said + kept, worn))
            now += said + kept + made.randint(1, 3)
        cases.append((lines, windows, now, made.randint(0, now), made.randint(1, now)))
    open_page(page, evening.url)
    found = page.evaluate(
        """async (cases) => {
            const { fadeAfter, fadeBefore } = await import("./sleep_timer.js");
            return cases.map(([lines, windows, seconds, moment, stop]) => {
                const routine = {
                    lines: lines.map(([start, end]) => ({ start, end })),
                    windows: windows.map(([kind, start, end, worn]) => ({ kind, start, end, worn })),
                    seconds,
                };
                const places = [fadeAfter(routine, moment), fadeBefore(routine, stop, moment)];
                return places.map(({ start, end }) => [start, end]);
            });
        }""",
        cases,
    )
    for (lines, windows, length, moment, stop), places in zip(cases, found, strict=True):
        track = score(lines, float(length), windows=windows)
        assert places == [list(fade_after(track, moment)), list(fade_before(track, stop, moment))]
