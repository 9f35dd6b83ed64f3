"""What the keys do while a track plays: more time, a window that waits, the sleep timer, and pain."""

import math

import numpy as np
import pytest

from feeding import fed
from nightcue.bedside.deck import Deck
from nightcue.bedside.pain import pain_clip, pain_words
from nightcue.bedside.player import Player
from nightcue.bedside.sleep_timer import AWAKE
from nightcue.bedside.steering import SHOWN, Steering
from nightcue.bedside.track import RATE, Track
from nightcue.bedside.track_metadata import read_score
from nightcue.bedside.words import words_in
from nightcue.building.compile import compile_routine
from nightcue.building.outputs.track import write_track
from nightcue.building.request import BuildRequest
from nightcue.locales import COMPLETE, languages_with

EVENING = """\
title: Evening
steps:
  - say: Lie down.
  - pause: 2s
  - say: Tap when you are ready.
  - pause: {until: tap, at most: 40s}
  - stretch: {name: Calf, hold: 25s}
  - say: This is not medical advice. Get help at once if one leg is swollen.
  - pause: 40s
  - say: Good night.
"""


class Evening:
    """A track that is fed by hand, with keys and a clock that are moved by hand."""

    def __init__(self, path):
        self.track, self.now = Track(path), 0.0
        self.score = read_score(self.track.content, "evening")
        self.player = Player(self.track)
        self.deck = Deck(self.player)
        self.steering = Steering(self.deck, self.score, words_in("en"), lambda: self.now)

    def play_to(self, sample):
        while self.player.position < sample:
            self.steering.look()
            before = self.player.position
            self.now += len(fed(self.deck, min(RATE // 10, sample - before))) / RATE
            if self.player.position == before:
                break
        self.steering.look()

    def press(self, *keys):
        for key in keys:
            self.steering.press(key)
        self.steering.look()

    def notes(self):
        return " | ".join(self.steering.notes())


@pytest.fixture
def evening(folder, known_voice):
    (folder / "evening.yaml").write_text(EVENING, encoding="utf-8")
    write_track(compile_routine(BuildRequest(folder / "evening.yaml")), folder / "evening.mp3", "mp3")
    return Evening(folder / "evening.mp3")


def window(evening, kind, which=0):
    return [each for each in evening.score.windows if each.kind == kind][which]


def test_more_time_is_chimed_and_shown_and_makes_the_window_longer_again_and_again(evening):
    pause = window(evening, "pause")
    evening.play_to(pause.start + RATE)
    for times in (1, 2, 3):
        evening.press("more time")
        assert np.abs(fed(evening.deck, RATE // 10)).max() > 50
        assert evening.steering.more_seconds == 2 * times
        assert f"0:0{2 * times} more" in evening.notes()
    heard = 0
    while evening.player.position < pause.end - 1 or evening.steering.more_seconds:
        heard += len(fed(evening.deck, 1))
    assert heard == pytest.approx((2 - 1 + 6) * RATE - 3 * (RATE // 10), abs=3)


def test_outside_a_window_of_getting_ready_it_says_what_more_time_is_for(evening):
    for place in (RATE * 6 // 10, window(evening, "hold").start + RATE):
        evening.player.seek(place)
        evening.press("more time")
        assert "more time is for pauses and getting ready" in evening.notes()
        assert evening.steering.more_seconds == 0
        evening.now += SHOWN
        assert evening.notes() == ""


@pytest.mark.parametrize("key", ["pause", "ready"])
def test_a_window_that_waits_ends_with_a_key(evening, key):
    waits = window(evening, "pause", 1)
    evening.play_to(waits.start + RATE)
    assert "waits for you" in evening.notes()
    evening.press(key)
    assert (evening.player.position, evening.player.paused) == (waits.end, False)
    assert "waits" not in evening.notes()


def test_a_window_that_waits_goes_on_by_itself_when_nobody_presses_a_key(evening):
    waits = window(evening, "pause", 1)
    evening.play_to(waits.end + RATE)
    assert evening.now == pytest.approx((waits.end + RATE) / RATE, abs=0.2)


def choose(evening, wanted):
    for _ in range(9):
        evening.press("timer")
        if f"sleep timer {wanted}" in evening.steering.notes():
            return
    raise AssertionError(wanted)


def test_the_sleep_timer_fades_in_silence_and_space_within_two_minutes_goes_back_to_where_it_began(evening):
    choose(evening, "10 min")
    evening.now += 600
    evening.play_to(math.inf)
    quiet = window(evening, "pause", 1)
    assert evening.player.slept.is_set()
    assert (evening.player.position - quiet.start) / RATE == pytest.approx(25, abs=0.01)
    assert "the sleep timer has stopped the sound" in evening.notes()
    assert evening.steering.place == pytest.approx(quiet.start, abs=1)
    evening.now += AWAKE - 1
    evening.press("pause")
    assert evening.player.position == pytest.approx(quiet.start, abs=1)
    assert not evening.player.paused
    evening.play_to(quiet.end)
    assert not evening.player.slept.is_set()


def test_nobody_goes_on_and_it_ends(evening):
    choose(evening, "10 min")
    evening.now += 600
    evening.play_to(math.inf)
    evening.now += AWAKE + 1
    evening.steering.look()
    assert evening.steering.over == "stop"


def test_a_key_during_the_fade_keeps_it_awake(evening):
    choose(evening, "10 min")
    evening.now += 600
    quiet = window(evening, "pause", 1)
    evening.play_to(quiet.start + 10 * RATE)
    evening.press("louder")
    evening.play_to(quiet.end + RATE)
    assert not evening.player.slept.is_set()


@pytest.mark.parametrize("choice", ["at the end", "10 min"])
def test_it_ends_with_its_track(evening, choice):
    choose(evening, choice)
    evening.player.seek(window(evening, "pause", 2).end)
    evening.now += 600
    evening.play_to(math.inf)
    fed(evening.deck, 2 * RATE)
    assert evening.player.ended.is_set()
    assert not evening.player.slept.is_set()


def test_at_the_end_of_this_step_the_next_is_not_heard(evening):
    choose(evening, "at the end of this step")
    evening.player.seek(window(evening, "pause", 2).start)
    evening.play_to(math.inf)
    assert evening.player.slept.is_set()
    assert evening.player.position == pytest.approx(evening.score.steps[-1] * RATE, abs=RATE // 500)


def test_pain_stops_says_what_to_do_and_leads_to_the_rescue_the_end_or_back(evening):
    evening.play_to(RATE)
    evening.press("pain")
    assert evening.player.paused
    assert evening.steering.pain_words == pain_words("en")["other"]
    there = evening.player.position
    assert np.abs(fed(evening.deck, 2 * RATE)).max() > 1000  # it is spoken
    evening.press("more time", "on", "timer")  # nothing else happens
    assert evening.player.position == there
    evening.press("pause")
    assert (evening.steering.pain_words, evening.player.paused, evening.deck.player) == (None, False, evening.player)
    evening.press("rescue")  # is of pain alone
    assert evening.steering.over is None
    evening.press("pain", "rescue")
    assert evening.steering.over == "rescue"


@pytest.mark.parametrize("language", languages_with(*COMPLETE))
@pytest.mark.parametrize("worn", [True, False])
def test_what_to_do_in_pain_is_spoken_as_it_is_written(language, worn):
    clip = pain_clip(language, worn)
    written = pain_words(language)["boots" if worn else "other"]
    assert [text for _, text in read_score(clip.read_bytes(), "").lines] == [written], (
        "run `python -m nightcue.bedside.make_pain`"
    )


def test_in_a_language_in_which_it_is_not_spoken_it_is_written():
    assert pain_clip("fr", worn=False) is None
    assert pain_words("fr-CA")["other"].startswith("Arrêtez")
