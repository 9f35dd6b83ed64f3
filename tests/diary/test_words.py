"""What the diary says: the same in every language, and from what the documents say."""

from datetime import date

import pytest

from nightcue.diary.night import DAY, DONE, LEGS, MUSCLES, SIDES, SIGNS
from nightcue.diary.words import DIARY, words
from nightcue.locales import languages_with

LANGUAGES = languages_with(DIARY)


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
