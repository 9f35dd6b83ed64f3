import dataclasses
import re

from nightcue.bedside.words import ENGLISH, SPANISH, Words, words_in


def test_both_languages_say_the_same_with_the_same_things_filled_in():
    for field in dataclasses.fields(Words):
        english, spanish = getattr(ENGLISH, field.name), getattr(SPANISH, field.name)
        assert english != spanish
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", spanish))


def test_words_are_those_of_the_language():
    assert words_in("es-MX") is SPANISH
    assert words_in("en") is ENGLISH
