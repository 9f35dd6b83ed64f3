"""Parting text for engines that can be given only so much at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightcue.voices.pieces import pieces, refuse_other_letters
from nightcue.voices.voice import VoiceError


@given(st.text("ab .,;!?", max_size=400), st.integers(1, 60))
def test_pieces_fit_and_hold_every_letter_in_order(text: str, longest: int) -> None:
    parts = pieces(text, longest)
    assert all(len(part) <= longest for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One two. Three four.", ["One two.", "Three four."]),
        ("One two, three four", ["One two,", "three four"]),
        ("one two three four", ["one two", "three four"]),
        ("onetwothreefour", ["onetwothre", "efour"]),
        ("Short.", ["Short."]),
    ],
)
def test_a_text_is_parted_where_it_is_heard_least(text: str, parts: list[str]) -> None:
    assert pieces(text, 10 if "." not in text or len(text) < 10 else 12) == parts


def test_letters_of_other_scripts_are_refused_and_signs_are_not() -> None:
    refuse_other_letters("Señor Łukasz, 5 º, µ, ½ → 🙂", "Pico")
    with pytest.raises(VoiceError, match="Pico does not read the letters 日, 本; write"):
        refuse_other_letters("日本日", "Pico")
