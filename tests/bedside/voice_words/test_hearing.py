"""The microphone in the silences of a track, block by block, on a clock that is moved by hand."""

from array import array
from threading import Event

import numpy as np
import pytest

from nightcue.bedside.deck import Deck
from nightcue.bedside.sleep_timer import AWAKE
from nightcue.bedside.track import RATE as TRACK_RATE
from nightcue.bedside.voice_words import hearing as module
from nightcue.bedside.voice_words.errors import NoMicrophoneError, NoModelError
from nightcue.bedside.voice_words.hearing import ECHO, Hearing
from nightcue.bedside.voice_words.microphone import STUCK
from nightcue.bedside.voice_words.utterances import RATE
from nightcue.bedside.voice_words.vocabulary import Vocabulary
from saying import WORDS, spoken, takes

BLOCK = 0.05


class Plays:
    """A player that sounds from and until given seconds, for ever going on."""

    paused, volume = False, 100

    def __init__(self, *sounding):
        self.sounding, self.position = sounding, 0

    def feed(self, count):
        now = self.position / TRACK_RATE
        self.position += 0 if self.paused else count
        loud = any(begin <= now < end for begin, end in self.sounding)
        return array("h", [5000 if loud else 40] * count)


class Hears:
    """A microphone that is handed what is to be heard, and remembers when it was open."""

    def __init__(self):
        self.is_open, self.gone, self.was_open = False, Event(), []

    def open(self):
        self.is_open = True

    def shut(self):
        self.is_open = False


class Night:
    """`said` is what sounds in the room, by the second at which it begins."""

    def __init__(self, player, said=()):
        self.player, self.deck, self.microphone, self.now, self.heard = player, Deck(player), Hears(), 0.0, []
        self.hearing = Hearing(self.deck, lambda: self.now)
        self.room = np.random.default_rng(5).normal(scale=3e-4, size=60 * RATE)
        for second, sound in said:
            at = round((second - 1) * RATE)  # a second of the room is before the word
            self.room[at : at + len(sound)] += sound

    def until(self, second, vocabulary):
        while self.now < second:
            self.deck.feed(round(BLOCK * TRACK_RATE))
            if self.microphone.is_open:
                at = round(self.now * RATE) % (59 * RATE)
                block = self.room[at : at + round(BLOCK * RATE)]
                self.hearing.take(array("h", (block * 32767).astype(np.int16).tobytes()))
            self.hearing.look(self.microphone, vocabulary)
            self.now += BLOCK
            self.microphone.was_open.append((round(self.now, 2), self.microphone.is_open))
            while use := self.hearing.next():
                self.heard.append((round(self.now, 1), use))
        return self

    def open_from_to(self):
        open_at = [now for now, is_open in self.microphone.was_open if is_open]
        return open_at[0], open_at[-1]


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary({use: takes(word) for use, word in WORDS.items()})


def test_it_opens_when_the_echo_has_died_and_shuts_with_the_first_sound(vocabulary):
    night = Night(Plays((0, 2), (8, 20))).until(12, vocabulary)
    begin, end = night.open_from_to()
    assert begin == pytest.approx(2 + ECHO, abs=4 * BLOCK)
    assert end == pytest.approx(8, abs=2 * BLOCK)


def test_a_word_in_a_silence_is_heard_and_one_under_the_narrator_or_cut_by_him_is_not(vocabulary):
    word = spoken("another minute.")
    assert [use for _, use in Night(Plays((0, 2)), [(5, word)]).until(9, vocabulary).heard] == ["more-time"]
    assert Night(Plays((0, 9)), [(5, word)]).until(12, vocabulary).heard == []
    assert Night(Plays((0, 2), (5.3, 8)), [(5, word)]).until(12, vocabulary).heard == []


def test_other_talk_does_nothing(vocabulary):
    assert Night(Plays(), [(3, spoken("good night.")), (7, spoken("telephone."))]).until(11, vocabulary).heard == []


def test_it_shuts_two_minutes_after_the_track_has_been_paused_and_opens_when_it_goes_on(vocabulary):
    night = Night(Plays())
    night.until(3, vocabulary)
    night.player.paused = True
    night.until(3 + AWAKE - 1, vocabulary)
    assert night.microphone.is_open
    night.until(3 + AWAKE + 1, vocabulary)
    assert not night.microphone.is_open
    night.player.paused = False
    night.until(3 + AWAKE + 2, vocabulary)
    assert night.microphone.is_open


def test_a_microphone_that_goes_away_or_hands_on_nothing_is_gone(vocabulary):
    gone = Night(Plays()).until(2, vocabulary)
    gone.microphone.gone.set()
    assert gone.until(2.2, vocabulary).hearing.trouble == "gone"
    stuck = Night(Plays()).until(2, vocabulary)
    stuck.hearing.take = lambda samples: None
    assert stuck.until(2 + STUCK + 1, vocabulary).hearing.trouble == "gone"


def test_one_that_hears_nothing_at_all_is_trouble_until_it_hears_something(vocabulary):
    night = Night(Plays(), [(40, spoken("ouch."))])
    night.room[: 35 * RATE] = 0
    assert night.until(15, vocabulary).hearing.trouble is None
    assert night.until(30, vocabulary).hearing.trouble == "mute"
    assert night.until(45, vocabulary).hearing.trouble is None
    assert [use for _, use in night.heard] == ["pain"]


def test_after_the_program_was_stopped_for_a_while_the_microphone_is_not_taken_for_gone(vocabulary):
    night = Night(Plays()).until(3, vocabulary)
    night.now += 600
    assert night.until(605, vocabulary).hearing.trouble is None


@pytest.mark.parametrize(("raised", "trouble"), [(NoMicrophoneError, "none"), (NoModelError, "untold")])
def test_without_a_microphone_or_the_model_it_ends_with_trouble(monkeypatch, raised, trouble):
    def refused(*_):
        raise raised("no")

    monkeypatch.setattr(module, "Microphone" if raised is NoMicrophoneError else "Vocabulary", refused)
    hearing = Hearing(Deck(Plays()))
    hearing.run()
    assert (hearing.trouble, hearing.is_open) == (trouble, False)
