"""Cutting what the microphone hears into utterances."""

import numpy as np
import pytest

from nightcue.bedside.voice_words.utterances import AROUND, LONGEST, RATE, Utterances

RANDOM = np.random.default_rng(3)


def room(seconds, level=3e-4):
    return RANDOM.normal(scale=level, size=round(seconds * RATE)).astype(np.float32)


def tone(seconds, level=0.1):
    time = np.arange(round(seconds * RATE)) / RATE
    return (level * np.sin(2 * np.pi * 440 * time)).astype(np.float32) + room(seconds)


def cut(*sounds, block=801):
    whole, utterances = np.concatenate(sounds), Utterances()
    return [each for at in range(0, len(whole), block) for each in utterances.take(whole[at : at + block])]


def seconds(utterance):
    return len(utterance) / RATE - 2 * AROUND


@pytest.mark.parametrize("block", [160, 801, 16_000])
def test_each_utterance_comes_with_the_room_around_it_however_the_sound_comes(block):
    found = cut(room(1), tone(0.5), room(1), tone(0.8), room(1), block=block)
    assert [seconds(each) for each in found] == pytest.approx([0.5, 0.8], abs=0.05)


def test_a_stop_inside_a_word_does_not_end_it():
    [found] = cut(room(1), tone(0.2), room(0.2), tone(0.2), room(1))
    assert seconds(found) == pytest.approx(0.6, abs=0.05)


def test_what_is_too_short_or_too_long_or_had_begun_already_is_none():
    assert cut(room(1), tone(0.05), room(1)) == []
    assert cut(room(1), tone(LONGEST + 0.5), room(1)) == []
    assert cut(tone(0.5), room(1)) == []


def test_after_one_that_is_too_long_the_next_is_heard():
    assert len(cut(room(1), tone(LONGEST + 0.5), room(1), tone(0.5), room(1))) == 1


def test_a_loud_room_and_a_hum_under_a_voice_begin_nothing():
    hum = 0.05 * np.sin(2 * np.pi * 50 * np.arange(4 * RATE) / RATE)
    assert cut(room(4, 0.02)) == []
    assert cut(room(1), (room(4) + hum).astype(np.float32), room(1)) == []


def test_what_is_forgotten_is_not_heard_and_the_next_one_is():
    utterances = Utterances()
    utterances.take(np.concatenate([room(1), tone(0.3)]))
    utterances.forget()
    assert utterances.take(room(1)) == []
    assert len(utterances.take(np.concatenate([tone(0.5), room(1)]))) == 1
