"""What advice becomes by clauses, negation, letters and marks, and how long it takes on hostile text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightcue.safety.advice import Advice, dangerous_advice
from nightcue.safety.matching import LANGUAGES


def findings(text, language):
    return dangerous_advice(text, language)


def codes(text, language="en"):
    return [finding.code for finding in findings(text, language)]


def test_the_fragment_stands_in_the_text_as_it_was_written():
    assert findings("Good night. Drink a glass of TONIC  water!", "en") == [
        Advice("advice-quinine", "Drink a glass of TONIC  water")
    ]
    assert findings("Ahora beba un vaso de agua TÓNICA.", "es") == [
        Advice("advice-quinine", "Ahora beba un vaso de agua TÓNICA")
    ]


def test_findings_come_in_the_order_of_the_text():
    text = "Sleep with the boots on. Take quinine. Ignore the pain."
    assert codes(text) == ["advice-sleep-with-device", "advice-quinine", "advice-ignore-warning-signs"]


@pytest.mark.parametrize("language", ["en", "en-GB", "EN_us"])
def test_a_tag_means_its_language(language):
    assert codes("Take quinine.", language) == ["advice-quinine"]


def test_a_mexican_tag_means_spanish():
    assert codes("Tome quinina.", "es-MX") == ["advice-quinine"]


def test_a_language_that_is_not_judged_is_an_error_and_not_a_pass():
    with pytest.raises(ValueError, match="'fr'"):
        findings("Prenez de la quinine.", "fr")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Don’t sleep with the boots on.", "en"),
        ("Don't sleep with the boots on.", "en"),
        ("Dont sleep with the boots on.", "en"),
        ("DO NOT SLEEP WITH THE BOOTS ON!", "en"),
        ("Do not\nsleep with\nthe boots on.", "en"),
        ("Never, ever, sleep with the boots on.", "en"),
        ("No   duerma con las botas puestas", "es"),
        ("NO DUERMA CON LAS BOTAS PUESTAS", "es"),
        ("¡Jamás duerma con las botas puestas!", "es"),
        ("Jama\u0301s duerma con las botas puestas", "es"),
        ("Jamas duerma con las botas puestas", "es"),
    ],
)
def test_a_negation_is_known_in_any_spelling(text, language):
    assert codes(text, language) == []


@pytest.mark.parametrize(
    "text",
    [
        "Never mind. Sleep with the boots on.",
        "Do not hurry; sleep with the boots on.",
        "Do not get up but sleep with the boots on.",
        "Do not hurry\nSleep with the boots on",
        "It is not 9.30 yet, so sleep with the boots on.",
        "It is fine — sleep with the boots on.",
        "Nothing to do now... sleep with the boots on.",
    ],
)
def test_a_negation_ends_with_its_clause(text):
    assert codes(text) == ["advice-sleep-with-device"]


def test_a_number_does_not_end_a_sentence():
    assert codes("Never for 1.5 hours or 2,5 hours sleep with the boots on.") == []


@pytest.mark.parametrize("text", ["", " ", "…", "?!", "\n\n", "-", "'", "\u0301", "¿?", "a"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_text_without_words_gives_nothing(text, language):
    assert findings(text, language) == []


def _words():
    """Words that the patterns look for, so that hostile texts come close to matching."""
    words = (
        "take drink quinine sleep with the boots on do not never if when it tingles numb keep going stop as tight as "
        "pull until hurts massage swollen leg is cramps will again max pressure , . ? ; and or but tome duerma con las "
        "botas si no siga aunque duele hormigueo apriete todo hasta pierna hinchada esta nunca calambres"
    )
    return st.sampled_from(words.split(" "))


@settings(max_examples=60, deadline=None)
@given(st.lists(_words(), max_size=400), st.sampled_from(LANGUAGES))
def test_any_words_are_judged_in_time_and_fragments_are_of_the_text(words, language):
    text = " ".join(words)[:2000]
    findings("a", language)  # reads the words of the language
    started = time.process_time()
    found = findings(text, language)
    assert time.process_time() - started < 2
    assert all(finding.fragment in text for finding in found)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_any_text_is_judged(text, language):
    assert all(finding.fragment in text for finding in findings(text, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "unit",
    [
        "take ",
        "if ",
        "tingl numb ",
        "sleep with ",
        "boots on ",
        "cramp ",
        "a",
        "a,",
        ". ",
        "not ",
        "red leg is ",
        "as ",
        "pull until ",
        "ask doctor ",
        "duerma con ",
        "si duele ",
        "apriete hasta ",
        "pierna roja ",
        "no ",
        "calambres ",
    ],
)
def test_two_thousand_hostile_characters_take_under_a_second(unit, language):
    findings("a", language)  # reads the words of the language
    text = (unit * 2000)[:2000]
    started = time.process_time()
    findings(text, language)
    assert time.process_time() - started < 1
