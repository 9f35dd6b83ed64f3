"""Telling words apart, with the speech embedding that comes with nightcue."""

import sys

import numpy as np
import pytest

from nightcue.bedside.voice_words import embedding
from nightcue.bedside.voice_words.embedding import likeness
from nightcue.bedside.voice_words.errors import NoModelError
from nightcue.bedside.voice_words.vocabulary import Vocabulary
from nightcue.bedside.voice_words.warping import distance
from saying import WORDS, cut, spoken, takes


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary({use: takes(word) for use, word in WORDS.items()})


@pytest.mark.parametrize(("use", "word"), WORDS.items())
def test_each_word_is_heard_at_another_pace_softer_and_in_more_noise(vocabulary, use, word):
    slow = spoken(f"{word}.", "slow")
    noisy = (0.2 * slow + np.random.default_rng(2).normal(scale=1e-3, size=len(slow))).astype(np.float32)
    for sound in (slow, noisy):
        [utterance] = cut(sound)
        assert vocabulary.use_of(utterance) == use


@pytest.mark.parametrize("other", ["good night", "where is the water", "yes", "telephone"])
def test_other_words_are_none(vocabulary, other):
    assert [vocabulary.use_of(each) for each in cut(spoken(f"{other}."))] in ([None], [None, None])


def test_noises_are_none(vocabulary):
    noise = np.random.default_rng(4).normal(size=16_000).astype(np.float32)
    swell = np.sin(np.linspace(0, np.pi, 16_000)).astype(np.float32)
    for sound in (0.1 * noise * swell, 0.1 * np.cumsum(noise) / 60 * swell):
        assert vocabulary.use_of(sound.astype(np.float32)) is None


def test_a_word_is_as_far_from_itself_as_nothing_and_from_a_slower_one_less_than_from_another():
    one, slower, other = (likeness(cut(spoken(text, pace))[0]) for text, pace in
                          (("pause.", "calm"), ("pause.", "slow"), ("ouch.", "calm")))  # fmt: skip
    assert distance(one, one) == pytest.approx(0, abs=1e-6)
    assert distance(one, slower) == pytest.approx(distance(slower, one), abs=1e-6)
    assert distance(one, slower) < 0.5 * distance(one, other)


def test_without_words_nothing_is_one():
    assert Vocabulary({}).use_of(cut(spoken("pause."))[0]) is None


def test_where_onnxruntime_is_missing_it_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    embedding._session.cache_clear()
    with pytest.raises(NoModelError, match="onnxruntime"):
        likeness(np.zeros(16_000, np.float32))
    embedding._session.cache_clear()
