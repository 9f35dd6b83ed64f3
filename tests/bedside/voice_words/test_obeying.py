"""What each word does, and what no word does."""

import numpy as np
import pytest

from feeding import fed
from nightcue.audio.chimes import draw_chime
from nightcue.bedside.deck import Deck
from nightcue.bedside.pain import pain_words
from nightcue.bedside.player import Player
from nightcue.bedside.steering import Steering
from nightcue.bedside.track import RATE, Track
from nightcue.bedside.track_metadata import read_score
from nightcue.bedside.voice_words.obeying import DONE, NOT_NOW, obey
from nightcue.bedside.voice_words.uses import USES
from nightcue.bedside.words import words_in
from nightcue.building.compile import compile_routine
from nightcue.building.outputs.track import write_track
from nightcue.building.request import BuildRequest

EVENING = """\
title: Evening
steps:
  - say: Lie down.
  - pause: 4s
  - say: Tap when you are ready.
  - pause: {until: tap, at most: 40s}
  - stretch: {name: Calf, hold: 25s}
  - say: This is not medical advice. Get help at once if one leg is swollen.
  - pause: 40s
"""


class Evening:
    def __init__(self, path):
        self.track, self.now = Track(path), 0.0
        self.score = read_score(self.track.content, "evening")
        self.player = Player(self.track)
        self.deck = Deck(self.player)
        self.steering = Steering(self.deck, self.score, words_in("en"), lambda: self.now)

    def at(self, kind, which=0, after=RATE):
        window = [each for each in self.score.windows if each.kind == kind][which]
        self.player.seek(window.start + after)
        fed(self.deck, RATE // 5)
        return window

    def say(self, use):
        """Say a word; returns the chime that answers it."""
        obey(use, self.steering, self.deck)
        heard = np.array(fed(self.deck, RATE // 2), float)
        return max((DONE, NOT_NOW), key=lambda name: _like(heard, draw_chime(name).samples))


def _like(heard, chime):
    return float(heard[: len(chime)] @ chime[: len(heard)]) / np.linalg.norm(chime[: len(heard)])


@pytest.fixture
def evening(folder, known_voice):
    (folder / "evening.yaml").write_text(EVENING, encoding="utf-8")
    write_track(compile_routine(BuildRequest(folder / "evening.yaml")), folder / "evening.mp3", "mp3")
    return Evening(folder / "evening.mp3")


def test_pause_pauses_also_where_the_track_waits_for_a_tap_and_does_not_go_on(evening):
    for which in (0, 1):
        window = evening.at("pause", which)
        assert evening.say("pause") == DONE
        assert evening.player.paused
        assert window.start < evening.player.position < window.end
        evening.player.go_on()


def test_more_time_makes_a_pause_longer_and_a_hold_not(evening):
    evening.at("pause")
    assert evening.say("more-time") == DONE
    assert evening.steering.more_seconds == 4
    evening.at("hold")
    assert evening.say("more-time") == NOT_NOW
    assert evening.steering.more_seconds == 0
    assert "more time is for pauses" in " ".join(evening.steering.notes())


def test_again_goes_to_the_start_of_the_step_and_next_to_the_next(evening):
    evening.at("hold", after=4 * RATE)
    moment = evening.player.position / RATE
    assert evening.say("again") == DONE
    start = evening.score.step_before(moment)
    assert evening.player.position / RATE == pytest.approx(start + 0.5, abs=0.1)
    evening.at("hold", after=4 * RATE)
    assert evening.say("next") == DONE
    assert evening.player.position / RATE == pytest.approx(evening.score.step_after(moment) + 0.5, abs=0.1)


def test_next_where_the_track_waits_ends_the_waiting_and_leaves_nothing_out(evening):
    waits = evening.at("pause", 1)
    assert evening.say("next") == DONE
    assert evening.player.position == pytest.approx(waits.end + RATE // 2, abs=RATE // 50)


def test_pain_pauses_and_says_when_to_get_help_and_says_it_again(evening):
    evening.at("hold")
    for _ in range(2):
        assert evening.say("pain") == DONE
        assert evening.player.paused
        assert evening.steering.pain_words == pain_words("en")["other"]
        assert evening.deck.player is not evening.player
        assert np.abs(fed(evening.deck, RATE)).max() > 1000
    evening.steering.press("pause")
    assert not evening.player.paused


@pytest.mark.parametrize("use", [use for use in USES if use != "pain"])
def test_a_word_starts_nothing_that_stands_still(evening, use):
    evening.at("pause", 1)
    evening.steering.press("more time")
    evening.player.pause()
    place = evening.player.position
    assert evening.say(use) == NOT_NOW
    assert (evening.player.paused, evening.player.position) == (True, place)
    assert words_in("en").starts_nothing in evening.steering.notes()
    evening.say("pain")
    assert evening.say(use) == NOT_NOW
    assert evening.steering.pain_words


def test_while_something_is_worn_no_word_leaves_out_that_it_comes_off(evening, monkeypatch):
    evening.at("hold")
    place = evening.player.position
    monkeypatch.setattr("nightcue.bedside.voice_words.obeying.worn_until", lambda *_: 1e6)
    assert evening.say("next") == NOT_NOW
    assert place <= evening.player.position <= place + RATE
    assert words_in("en").timer_worn in evening.steering.notes()
