"""What holds for any text: words stay as they are, nothing is left to guess at, and twice is as once."""

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightcue.speak_ahead import lines_of
from nightcue.text_normalisation.normaliser import normaliser_of

LANGUAGES = ("en", "es", "fr", "de")
PIECES = (
    "Hold", "rest", "la", "veces", "día", "30", "1", "21", "2.5", "1,5", "1.000", "½", "1/2", "3/4", "1:30", "22:30",
    "s", "sec.", "min", "cm", "mmHg", "°C", "°", "%", "x", "×", "-", "–", "—", "+", "=", "&", "@", "#", "/", "→", "•",
    "…", "...", ".", ",", "!", "?", "¿", "(", ")", "[", "]", "{", "}", "*", "_", "<b>", "$", "€", "Dr.", "Sra.", "e.g.",
    "p. ej.", "etc.", "w/", "L/R", "No.", "type", "tipo", "II", "IV", "J.", "D.", "call", "llame", "911", "1.º", "2.ª",
    "1st", "B12", "😴", "👍🏽", "1️⃣", "晚", "'", "’", '"', "“", "”", "www.a.org",
    "a@b.org", "\u200d", "\u0301", "٣", "Ⅱ", "²",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
)
LETTERS = "abcdefghijklmnopqrstuvwxyzáéíóúñüßçà"
WORD = st.text(LETTERS, min_size=2, max_size=12)
SENTENCE = st.builds(
    lambda words, marks, end: " ".join(f"{w}{m}" for w, m in zip(words, marks, strict=False)).rstrip(" ,;:") + end,
    st.lists(WORD, min_size=1, max_size=12),
    st.lists(st.sampled_from(["", "", "", ",", ";", ":"]), min_size=12, max_size=12),
    st.sampled_from(["", ".", "!", "?"]),
)


def say(language, text):
    return normaliser_of(language).spoken(text).words


@given(TEXTS, st.sampled_from(LANGUAGES))
@settings(max_examples=400, deadline=None)
def test_saying_it_twice_is_as_saying_it_once_and_no_digit_is_left(text, language):
    words = say(language, text)
    assert say(language, words) == words
    if re.search(r"[^\W\d_]", words):
        assert not re.search(r"\d", words), words


TELLING = ("Hold", "rest", "etc", "Dr", "vs", "Phase", "I", "II", "L", "leg", "D", "approx", "e.g", "Sra", "and")
MARKED = st.builds("{}{}".format, st.sampled_from(TELLING), st.sampled_from([" ", ". ", ", ", ".", "-"]))
ALMOST_PLAIN = st.lists(MARKED, max_size=8).map("".join)


@given(st.one_of(SENTENCE, TEXTS, ALMOST_PLAIN), st.sampled_from(LANGUAGES))
@settings(max_examples=500, deadline=None)
def test_what_is_known_as_plain_at_a_glance_is_so(text, language):
    normaliser = normaliser_of(language)
    if normaliser._plain.are(text):
        assert normaliser._once(text, []).strip(" ,;:") == text.strip(" ,;:")


@given(SENTENCE, st.sampled_from(LANGUAGES))
@settings(max_examples=300, deadline=None)
def test_words_are_left_as_they_are_to_the_byte(text, language):
    shorthand = {"etc", "vs", "approx", "aprox", "eeuu", "x"}
    if not shorthand & set(re.findall(r"\w+", text)) and not re.search(r"\b\w{1,6}\.", text[:-1]):
        last = re.search(r"(\w+)\.$", text)
        if not last or len(last[1]) > 6:
            assert say(language, text) == text


@pytest.mark.parametrize("language", ["en", "es"])
def test_shipped_lines_without_numbers_are_left_as_they_are(language):
    for line in lines_of(language):
        assert say(language, line) == line  # they are what a voice is given


@pytest.mark.parametrize(
    "piece",
    [
        "30 s ",
        "1",
        "1/2 ",
        "a.",
        "Dr. ",
        "J. ",
        "<b",
        "[pause ",
        "*a ",
        "$",
        "- ",
        ". ",
        "x",
        "1-",
        "(",
        "_a",
        "@a.",
        "…",
        "😴",
        "1,",
        "1:30 ",
        "é ",
        "&amp;",
        "{a",
        "5'",
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_text_twice_as_long_takes_about_twice_the_work(language, piece):
    """Counted, not timed: every call that is made."""

    def calls(text):
        count = 0

        def counted(*_):
            nonlocal count
            count += 1

        sys.setprofile(counted)
        try:
            say(language, text)
        finally:
            sys.setprofile(None)
        return count

    short, long = piece * (1000 // len(piece)), piece * (2000 // len(piece))
    calls(short)
    assert calls(long) < 3 * calls(short) + 2_000
