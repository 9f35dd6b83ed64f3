"""Respelling: whole words, any case, the longest first, once."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightcue.voices.lexicon import Lexicon


def respell(text: str, pronounce: Mapping[str, str]) -> str:
    return Lexicon(pronounce).respell(text)


def by_pattern(text: str, pronounce: Mapping[str, str]) -> str:
    """The same by a regular expression of all entries, which takes as long as there are many."""
    text = normalize("NFC", text)
    entries = {normalize("NFC", word).strip(): spelling for word, spelling in pronounce.items()}
    longest_first = sorted((word for word in entries if word), key=len, reverse=True)
    if not longest_first:
        return text
    choices = "|".join(f"({whole(word)})" for word in longest_first)
    return re.sub(choices, lambda m: entries[longest_first[m.lastindex - 1]], text, flags=re.IGNORECASE)


def whole(word: str) -> str:
    """A regular expression for `word` where it is no part of a longer one."""
    before = after = ""
    first, last = word[0], word[-1]
    if re.match(r"\w", first):
        before = r"(?<![^\W\d])" if first.isalpha() else r"(?<!\w)"
        before += r"(?<!\w['’])" if len(word) <= 2 and first.isalpha() else ""
    if re.match(r"\w", last):
        possessive = "" if len(word) <= 2 else r"(?!s(?!\w))"
        after = r"(?!\w)" + (rf"(?!['’]{possessive}[^\W\d_])" if last.isalpha() else "")
    return before + re.escape(word) + after


WORDS = st.text("abcdé'", min_size=1, max_size=4).filter(lambda word: word.strip("'") == word)


@pytest.mark.parametrize(
    ("text", "pronounce", "expected"),
    [
        ("The soleus, SOLEUS and Soleus.", {"soleus": "SOH-lee-us"}, "The SOH-lee-us, SOH-lee-us and SOH-lee-us."),
        ("soleuses presoleus", {"soleus": "x"}, "soleuses presoleus"),
        ("the soleus's tendon", {"soleus": "x"}, "the x's tendon"),
        ("It's, it’s and IT'S 30 s.", {"s": "seconds"}, "It's, it’s and IT'S 30 seconds."),
        ("I'm 2 m away", {"m": "metres", "i": "eye"}, "I'm 2 metres away"),
        ("don't, the sole's edge", {"don": "x", "sole": "soul"}, "don't, the soul's edge"),
        ("l'eau, l’eau", {"eau": "o", "l": "litre"}, "l'o, l’o"),
        ("Hold 30s, B12, s5", {"s": "seconds", "B": "bee"}, "Hold 30 seconds, B12, s5"),
        ("Bend to 90° → rest.", {"°": "degrees", "→": "then"}, "Bend to 90 degrees then rest."),
        ("heel→toe & hip", {"→": "then", "&": "and"}, "heel then toe and hip"),
        ("calf raise, calf", {"calf": "kaff", "calf raise": "heel lift"}, "heel lift, kaff"),
        ("one two", {"one": "two", "two": "one"}, "two one"),
        ("toe", {"toe": r"\1 \g<0>"}, r"\1 \g<0>"),
        ("C++ or a.b but not aXb", {"c++": "see", "a.b": "dot"}, "see or dot but not aXb"),
        ("ÁRBOL a\u0301rbol", {"árbol": "x"}, "x x"),
        ("as is", {}, "as is"),
        ("as is", {"": "x", "  ": "y", "missing": "z"}, "as is"),
    ],
)
def test_respell(text: str, pronounce: dict[str, str], expected: str) -> None:
    assert respell(text, pronounce) == expected


@given(st.lists(WORDS, max_size=8), st.dictionaries(WORDS, WORDS, max_size=4))
def test_each_word_is_respelled_alone_and_once(words: list[str], pronounce: dict[str, str]) -> None:
    whole = {word: spelling for word, spelling in pronounce.items() if re.fullmatch(r"\w+", word)}
    plain = [word for word in words if re.fullmatch(r"\w+", word)]
    assert respell(" ".join(plain), whole).split() == [whole.get(word, word) for word in plain]


@given(st.text(), st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=4))
def test_any_text_and_lexicon_are_accepted_and_a_lexicon_of_itself_changes_nothing(
    text: str, pronounce: dict[str, str]
) -> None:
    respell(text, pronounce)
    assert respell("left heel", {"left": "left", "heel": "heel"}) == "left heel"


@given(WORDS, WORDS)
def test_order_of_entries_does_not_matter(first: str, second: str) -> None:
    lexicon = {first: "X", second: "Y", f"{first} {second}": "Z"}
    text = f"{first} {second} {first}, {second}"
    assert respell(text, lexicon) == respell(text, dict(reversed(lexicon.items())))


LETTERS = "aAbBéÉe\u0301'’ -_.+1ſsSßẞıIiİκKΐΰςσΣιﬅﬆ\u1fd3"
"""What a regular expression takes for the same, or does not, or stands at the edge of a word."""


@given(st.text(LETTERS, max_size=30), st.dictionaries(st.text(LETTERS, max_size=4), st.text(max_size=3), max_size=6))
@settings(max_examples=1_000)
def test_it_respells_what_a_regular_expression_of_all_entries_would(text: str, pronounce: dict[str, str]) -> None:
    # a spelling is kept apart from a number or word that it would run into
    assert respell(text, pronounce).replace(" ", "") == by_pattern(text, pronounce).replace(" ", "")


def test_every_letter_has_the_same_capitals_as_for_a_regular_expression() -> None:
    letters = [chr(code) for code in range(sys.maxunicode) if chr(code).lower() != chr(code).upper()]
    every = normalize("NFC", " ".join(letters))
    for letter in letters:
        found = re.findall(rf"(?<!\w){re.escape(normalize('NFC', letter))}(?!\w)", every, re.IGNORECASE)
        assert respell(every, {letter: "0"}).count("0") == len(found), hex(ord(letter))


def test_six_thousand_entries_are_looked_up_as_often_as_six() -> None:
    """Counted, not timed: every call that is made for 200 lines."""
    lines = [f"Stretch the calf {number} and soleus, then rest." for number in range(200)]
    few = {f"word{number:04}": "x" for number in range(5)} | {"soleus": "SOH-lee-us"}
    many = few | {f"word{number:04}": "x" for number in range(6_000)}

    def calls(pronounce: Mapping[str, str]) -> Counter[str]:
        lexicon, made = Lexicon(pronounce), Counter()
        sys.setprofile(lambda frame, event, _: made.update([event]))
        try:
            for line in lines:
                lexicon.respell(line)
        finally:
            sys.setprofile(None)
        return made

    calls(few)  # letters that are met for the first time are looked at once more
    assert calls(many) == calls(few)
