"""What the diary says: the same in every language, and from what the documents say."""

import re
from dataclasses import asdict
from datetime import date

import pytest

from nightcue.diary.night import DAY, DONE, LEGS, MUSCLES, SIDES, SIGNS
from nightcue.diary.words import words
from nightcue.language.languages import LANGUAGES


def flat(value, at=""):
    if isinstance(value, dict):
        return {key: text for name, part in value.items() for key, text in flat(part, f"{at}/{name}").items()}
    return {at: value}


def test_every_language_says_the_same_things():
    said = {tag: flat({k: v for k, v in asdict(words(tag)).items() if k != "tag"}) for tag in LANGUAGES}
    names = {tag: {key: set(re.findall(r"{\w+}", text)) for key, text in texts.items()} for tag, texts in said.items()}
    assert names["en"] == names["es"]
    assert all(text.strip() for texts in said.values() for text in texts.values())


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_value_of_a_night_has_words(tag):
    labels, short = words(tag).labels, words(tag).short
    known = {"side": SIDES, "muscle": MUSCLES, "day": DAY, "done": DONE, "legs": LEGS, "signs": SIGNS}
    assert {name: tuple(said) for name, said in labels.items()} == known
    assert {name: tuple(said) for name, said in short.items()} == {n: known[n] for n in ("day", "done", "signs")}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_each_answer_of_a_list_has_a_word_of_its_own(tag):
    for said in words(tag).labels.values():
        assert len({*said.values()}) == len(said)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_help_is_for_what_was_seen(tag):
    said = words(tag)
    assert said.help_for(None) is said.help_for(()) is None
    assert said.help_for(("warmth",)) == f"{said.help['urgent']}\n{said.help['general']}"
    assert said.help_for(("numbness",)) == f"{said.help['doctor']}\n{said.help['general']}"
    assert said.help_for(("redness", "weakness")).startswith(f"{said.help['urgent']}\n{said.help['doctor']}")


def test_a_night_is_named_by_both_its_days():
    said = "{evening} / {morning}"
    assert words("en").of_night(said, date(2026, 12, 31)) == "Thursday, December 31, 2026 / Friday, January 1, 2027"
    assert words("es-MX").of_night(said, date(2026, 12, 31)).startswith("jueves, 31 de diciembre de 2026 / viernes, 1")
