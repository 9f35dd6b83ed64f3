"""Hearing a routine: the tap, the steps, the lock screen."""

import io
import json
import re

import numpy as np
import pytest
import soundfile

from bedside.page.watching import (
    RESCUE,
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

pytestmark = pytest.mark.once

expect = pytest.importorskip("playwright.sync_api", reason="needs the package playwright").expect


def test_a_tap_on_cramp_now_plays_the_rescue_without_asking_the_server(page, site):
    open_page(page, site.url)
    asked = [path for path in site.asked if "tracks/" in path]
    page.get_by_role("button", name="Cramp now").tap()
    is_heard(page, RESCUE)
    assert [path for path in site.asked if "tracks/" in path] == asked
    assert "Straighten your leg" in page.locator("#rescue-line").text_content()
    assert page.locator("#cramp").inner_text() == "Again from the start"


def test_a_tap_on_cramp_now_plays_the_rescue_although_another_routine_plays(page, site):
    open_page(page, site.url)
    start(page, "Stretches")
    page.get_by_role("button", name="Cramp now").tap()
    is_heard(page, RESCUE)
    is_silent(page)


def test_a_tap_anywhere_pauses_and_another_one_goes_on(page, site):
    open_page(page, site.url)
    start(page, "Stretches")
    for spot in ("#pause", "#playing-title", "#step"):
        page.locator(spot).tap()
        is_silent(page)
        assert page.locator("#state").text_content() == "Paused"
        page.locator(spot).tap()
        until(page, "!sounds[1].paused")


def start_boots(page):
    page.get_by_role("button", name="Boots").tap()
    page.get_by_role("button", name="None of these").tap()
    is_heard(page)


def test_the_keys_lead_from_step_to_step_and_15_seconds_back(page, site):
    open_page(page, site.url)
    start_boots(page)
    page.get_by_role("button", name="Next step").tap()
    until(page, "document.getElementById('step').textContent", "Boots on")
    second = place(page)
    assert page.get_by_role("button", name="Next step").is_disabled()
    page.get_by_role("button", name="15 s back").tap()
    until(page, "document.getElementById('step').textContent", "Safety check")
    assert second - 15.2 < place(page) < second - 10
    page.get_by_role("button", name="Next step").tap()
    until(page, "document.getElementById('step').textContent", "Boots on")
    page.get_by_role("button", name="Step before").tap()
    until(page, "document.getElementById('step').textContent", "Safety check")
    assert place(page) < 10
    is_heard(page)


def test_a_step_begins_at_its_very_frame(page, site, work):
    """Browsers seek in these tracks by a table of 100 places, and land wherever that leads."""
    open_page(page, site.url)
    cut = """async ([path, seconds]) => {
        const { framesOf, cutAt } = await import("./frames.js");
        const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
        const { offset, seconds: begins } = cutAt(framesOf(bytes), seconds);
        return [begins, Array.from(bytes.slice(offset, offset + 9000))];
    }"""
    boots = next(r for r in routines(work) if r["name"] == "boots")
    for line in (boots["lines"][2], boots["lines"][5], boots["lines"][-1]):
        begins, part = page.evaluate(cut, [boots["track"], line["start"] - 0.5])
        heard, rate = soundfile.read(io.BytesIO(bytes(part)))
        onset = int(np.argmax(np.abs(heard) > 0.05)) / rate
        assert abs(begins + onset - line["start"]) < 0.06


def routines(work):
    """The routines of the list, with what the page fetches apart."""
    listed, scores = (json.loads((work / f"site/{name}.json").read_text()) for name in ("routines", "scores"))
    return [routine | scores.get(routine["track"], {}) for routine in listed["routines"]]


def test_the_words_are_there_only_when_wanted_and_stay_wanted(page, site):
    open_page(page, site.url)
    start(page, "Stretches")
    assert not page.locator("#line").is_visible()
    page.get_by_role("button", name="Words").tap()
    expect(page.locator("#line")).to_contain_text("Face the wall")
    assert page.locator("#line").is_visible()
    assert kept(page, "words") is True


def test_the_volume_is_remembered(page, site):
    open_page(page, site.url)
    start(page, "Stretches")
    for _ in range(3):
        page.get_by_role("button", name="Quieter").tap()
    assert page.evaluate("sounds[1].volume") == 0.7
    page.reload()
    until(page, "sounds[1]?.volume", 0.7)


@pytest.mark.long
def test_the_sleep_timer_stops_the_sound_and_keeps_the_place(page, site):
    page.clock.install()
    open_page(page, site.url)
    start(page, "Stretches")
    page.get_by_role("button", name="Sleep timer").tap()
    page.get_by_role("button", name="10 min").tap()
    assert re.search(r"Sleep timer\s*10 min", page.locator("#to-timer").text_content())
    page.clock.fast_forward("09:50")
    assert page.evaluate("sounds[1].paused") is False
    page.clock.fast_forward("00:11")
    is_silent(page)
    assert page.get_by_role("status").filter(has_text="The sleep timer").is_visible()
    assert kept(page, "place")["name"] == "stretch"


def test_the_lock_screen_shows_the_step_and_steers(page, site):
    open_page(page, site.url)
    start_boots(page)
    shown = "[navigator.mediaSession.metadata.title, navigator.mediaSession.metadata.artist].join()"
    until(page, shown, "Safety check,Boots")
    page.evaluate("actions.nexttrack()")
    until(page, shown, "Boots on,Boots")
    page.evaluate("actions.pause()")
    is_silent(page)
    assert page.evaluate("navigator.mediaSession.playbackState") == "paused"
    page.evaluate("actions.play()")
    is_heard(page)
    page.evaluate("actions.seekbackward({})")
    until(page, shown, "Safety check,Boots")


def test_at_the_end_the_first_screen_comes_back_and_the_play_is_known(page, diary, work):
    open_page(page, diary.url)
    start(page, "<script>")
    seconds = next(routine["seconds"] for routine in routines(work) if routine["name"] == "odd")
    go_to(page, seconds - 0.6)
    screen(page, "home")
    assert page.get_by_role("status").filter(has_text="Sleep well").is_visible()
    assert kept(page, "place") is None
    until(page, "localStorage.getItem('nightcue.plays')", "[]")
    play = diary.sent[-1]["plays"][0]
    assert (play["routine"], play["language"], play["finished"], play["length"]) == ("odd", "en", True, seconds)
    assert 0 < play["heard"] < seconds
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", play["started"])
