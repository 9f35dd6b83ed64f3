"""What nightcue says by itself: complete in each language, with numbers and durations in its words."""

import string
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nightcue.language import phrases
from nightcue.language.diagnostics import DamagedFileError
from nightcue.language.phrases import LANGUAGES, Speech

FILES = sorted((Path(phrases.__file__).parent / "phrases").glob("*.yaml"))
ENGLISH, SPANISH = Speech("en"), Speech("es")


def flat(content, above=()):
    """Every phrase by the keys that lead to it."""
    if isinstance(content, dict):
        return {k: v for key, value in content.items() for k, v in flat(value, (*above, key)).items()}
    return {above: content}


def placeholders(phrase):
    return sorted(name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None)


BY_LANGUAGE = {path.stem: flat(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in FILES}


def test_english_and_spanish_are_there():
    assert LANGUAGES == ("en", "es") == tuple(BY_LANGUAGE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_phrases_with_the_same_placeholders(language):
    assert {keys: placeholders(phrase) for keys, phrase in BY_LANGUAGE[language].items()} == {
        keys: placeholders(phrase) for keys, phrase in BY_LANGUAGE["en"].items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_empty_and_each_sentence_ends(language):
    for keys, phrase in BY_LANGUAGE[language].items():
        assert phrase == " ".join(phrase.split()), keys
        assert any(c.isalpha() for c in phrase), keys
        assert keys[0] == "pronounce" or phrase[-1] in ".?", keys


def test_no_phrase_was_forgotten_in_translation():
    same = [keys for keys, phrase in BY_LANGUAGE["en"].items() if BY_LANGUAGE["es"][keys] == phrase]
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
        (90, "1 minute and 30 seconds", "1 minuto y 30 segundos"),
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
        (90, "1 minute and 30 seconds left.", "one", "1 minuto y 30 segundos"),
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
    assert [ENGLISH.reps(n) for n in (1, 2, 1500)] == ["1 time. Begin.", "2 times. Begin.", "1,500 times. Begin."]
    one, other = SPANISH.phrases.reps.one, SPANISH.phrases.reps.other
    assert [SPANISH.reps(n) for n in (1, 2)] == [one.format(count="1"), other.format(count="2")]
    assert SPANISH.reps(15_000) == other.format(count="15.000")


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


@pytest.mark.parametrize("tag", ["fr", "de-DE", "root"])
def test_a_language_without_phrases(tag):
    with pytest.raises(ValueError, match=f"there are no built-in phrases for '{tag}'; there are for: en, es"):
        Speech(tag)


@pytest.mark.parametrize("tag", ["", "english", "e", "tlh-", "en--", "../en", "en/../es", "1", "\x1b[31m", "e" * 9999])
def test_what_is_no_language(tag):
    with pytest.raises(ValueError, match="is not a known language tag") as problem:
        Speech(tag)
    assert str(problem.value).isprintable()
    assert len(str(problem.value)) < 120


def test_a_phrase_without_its_translation_is_told_with_its_place(tmp_path, monkeypatch):
    for name in ("en.yaml", "es.yaml"):
        (tmp_path / name).write_text((phrases.PHRASES / name).read_text(encoding="utf-8"), encoding="utf-8")
    spanish = tmp_path / "es.yaml"
    kept = [line for line in spanish.read_text(encoding="utf-8").splitlines() if not line.startswith("halfway:")]
    spanish.write_text("\n".join([*kept, "extra: x"]), encoding="utf-8")
    monkeypatch.setattr(phrases, "PHRASES", tmp_path)
    phrases._phrases.cache_clear()
    with pytest.raises(DamagedFileError) as failed:
        Speech("es")
    phrases._phrases.cache_clear()
    told = [(problem.span.path, problem.message) for problem in failed.value.diagnostics]
    assert (spanish, "'halfway' is missing here") in told
    assert len(told) == 2


def test_a_damaged_phrase_file_is_told_with_its_place(tmp_path, monkeypatch):
    (tmp_path / "es.yaml").write_text("side: [left\n", encoding="utf-8")
    monkeypatch.setattr(phrases, "PHRASES", tmp_path)
    phrases._phrases.cache_clear()
    with pytest.raises(DamagedFileError) as failed:
        Speech("es")
    phrases._phrases.cache_clear()
    assert failed.value.diagnostics[0].code == "yaml"
