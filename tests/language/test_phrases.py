"""What nightcue says by itself: complete in each language, with numbers and durations in its words."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightcue.language.locale_files import words_of
from nightcue.language.phrases import Speech
from nightcue.locales import LANGUAGES

ENGLISH, SPANISH = Speech("en"), Speech("es")


def flat(content, above=()):
    """Every phrase by the keys that lead to it."""
    if isinstance(content, dict):
        return {k: v for key, value in content.items() for k, v in flat(value, (*above, key)).items()}
    return {above: content}


BY_LANGUAGE = {language: flat(words_of("phrases", language)) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_empty_and_each_sentence_ends(language):
    for keys, phrase in BY_LANGUAGE[language].items():
        assert phrase == " ".join(phrase.split()), keys
        assert any(c.isalpha() for c in phrase), keys
        assert keys[0] in {"pronounce", "half_minutes"} or phrase[-1] in ".?", keys


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_phrase_was_forgotten_in_translation(language):
    same = [keys for keys, phrase in BY_LANGUAGE["en"].items() if BY_LANGUAGE[language].get(keys) == phrase]
    assert same == []


@pytest.mark.parametrize(
    ("seconds", "english", "spanish"),
    [
        (0, "0 seconds", "0 segundos"),
        (1, "1 second", "1 segundo"),
        (2, "2 seconds", "2 segundos"),
        (25, "25 seconds", "25 segundos"),
        (Fraction(1, 2), "0.5 seconds", "0,5 segundos"),
        (60, "1 minute", "1 minuto"),
        (61, "1 minute and 1 second", "1 minuto y 1 segundo"),
        (30, "30 seconds", "30 segundos"),
        (90, "one and a half minutes", "un minuto y medio"),
        (150, "2 and a half minutes", "2 minutos y medio"),
        (3630, "1 hour and 30 seconds", "1 hora y 30 segundos"),
        (Fraction(181, 2), "1 minute and 30.5 seconds", "1 minuto y 30,5 segundos"),
        (900, "15 minutes", "15 minutos"),
        (3600, "1 hour", "1 hora"),
        (3661, "1 hour, 1 minute, and 1 second", "1 hora, 1 minuto y 1 segundo"),
        (7205, "2 hours and 5 seconds", "2 horas y 5 segundos"),
        (43200, "12 hours", "12 horas"),
    ],
)
def test_durations_in_words(seconds, english, spanish):
    assert ENGLISH.duration(Fraction(seconds)) == english
    assert SPANISH.duration(Fraction(seconds)) == spanish


@pytest.mark.parametrize(
    ("seconds", "english", "form", "spanish"),
    [
        (1, "1 second left.", "one", "1 segundo"),
        (10, "10 seconds left.", "other", "10 segundos"),
        (Fraction(1, 2), "0.5 seconds left.", "other", "0,5 segundos"),
        (60, "1 minute left.", "one", "1 minuto"),
        (90, "one and a half minutes left.", "one", "un minuto y medio"),
        (600, "10 minutes left.", "other", "10 minutos"),
        (3600, "1 hour left.", "one", "1 hora"),
        (5400, "1 hour and 30 minutes left.", "one", "1 hora y 30 minutos"),
        (7260, "2 hours and 1 minute left.", "other", "2 horas y 1 minuto"),
    ],
)
def test_time_left_agrees_with_the_first_number_said(seconds, english, form, spanish):
    assert ENGLISH.time_left(Fraction(seconds)) == english
    assert SPANISH.time_left(Fraction(seconds)) == getattr(SPANISH.phrases.left, form).format(time=spanish)
    assert SPANISH.phrases.left.one != SPANISH.phrases.left.other


def test_repetitions_agree_with_their_number():
    assert [said_before(ENGLISH, n) for n in (1, 2, 1500)] == [
        "1 time. Begin.",
        "2 times. Begin.",
        "1,500 times. Begin.",
    ]
    reps = SPANISH.phrases.steps.movement.reps
    assert [said_before(SPANISH, n) for n in (1, 2)] == [reps.one.format(count="1"), reps.other.format(count="2")]
    assert said_before(SPANISH, 15_000) == reps.other.format(count="15.000")


def said_before(speech, reps):
    return speech.plural(speech.phrases.steps.movement.reps, reps).format(count=speech.number(reps))


@given(st.integers(1, 43200))
def test_every_whole_duration_is_said_without_a_zero(seconds):
    for speech in (ENGLISH, SPANISH):
        words = speech.duration(Fraction(seconds)).split()
        assert "0" not in words
        assert 2 <= len(words) <= 8


@pytest.mark.parametrize(
    ("tag", "canonical", "language"),
    [("en", "en", "en"), ("en-GB", "en-GB", "en"), ("es_MX", "es-MX", "es"), ("ES", "es", "es")],
)
def test_language_tags(tag, canonical, language):
    speech = Speech(tag)
    assert (speech.tag, speech.locale.language) == (canonical, language)


@pytest.mark.parametrize("tag", ["pt", "it-IT", "root"])
def test_a_language_without_phrases(tag):
    with pytest.raises(ValueError, match=f"there are no built-in phrases for '{tag}'; there are for: en, "):
        Speech(tag)


@pytest.mark.parametrize("tag", ["", "english", "e", "tlh-", "en--", "../en", "en/../es", "1", "\x1b[31m", "e" * 9999])
def test_what_is_no_language(tag):
    with pytest.raises(ValueError, match="is not a known language tag") as problem:
        Speech(tag)
    assert str(problem.value).isprintable()
    assert len(str(problem.value)) < 120
