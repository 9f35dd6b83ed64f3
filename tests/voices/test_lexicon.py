"""Respelling: whole words, any case, the longest first, once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightcue.voices.lexicon import respell

WORDS = st.text("abcdé'", min_size=1, max_size=4).filter(lambda word: word.strip("'") == word)


@pytest.mark.parametrize(
    ("text", "pronounce", "expected"),
    [
        ("The soleus, SOLEUS and Soleus.", {"soleus": "SOH-lee-us"}, "The SOH-lee-us, SOH-lee-us and SOH-lee-us."),
        ("soleuses presoleus", {"soleus": "x"}, "soleuses presoleus"),
        ("the soleus's tendon", {"soleus": "x"}, "the x's tendon"),
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
