"""The tables of every language are whole, and a mistake in them is told with the file it is in."""

import pytest
from unicode_rbnf import RbnfEngine

from nightcue.language import locale_files
from nightcue.language.diagnostics import DamagedFileError
from nightcue.locales import languages_with
from nightcue.text_normalisation import numbers, tables
from nightcue.text_normalisation.normaliser import Normaliser
from nightcue.text_normalisation.tables import tables_of

LANGUAGES = languages_with("spoken")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_one_of_cldr_and_every_unit_that_code_names_is_there(language):
    found = tables_of(language)
    assert set(found.rules.model_dump().values()) <= set(RbnfEngine.for_language(language).rulesets)
    assert {"hour", "minute", "second", "metre", "millimetre", "centimetre"} <= set(found.units)
    assert "1/2" in found.fractions


def test_english_and_spanish_have_everything_that_the_other_has():
    english, spanish = map(tables_of, ("en", "es"))
    assert set(english.fractions) == set(spanish.fractions)
    assert set(english.signs) == set(spanish.signs)
    assert set(english.units) - set(spanish.units) == {"mile", "cup", "glass", "yard", "mile_an_hour"}


@pytest.fixture
def damaged(monkeypatch):
    """Read the Spanish tables anew with one thing in them changed."""

    def read(change):
        whole = locale_files.words_of("spoken", "es")
        read_words = tables.words_of
        monkeypatch.setattr(
            tables, "words_of", lambda part, tag: change(whole) if part == "spoken" else read_words(part, tag)
        )
        tables_of.cache_clear()
        return tables_of("es")

    yield read
    tables_of.cache_clear()


def test_what_is_wrong_in_a_table_is_told_with_its_file_and_key(damaged):
    with pytest.raises(
        DamagedFileError, match=r"es.spoken.yaml: error\[wrong-shape\]: units.hour.other: field required"
    ):
        damaged(lambda whole: whole | {"units": {"hour": {"one": "hora"}}})


def test_a_rule_that_cldr_does_not_have_is_told_with_those_it_has(damaged):
    numbers._spelled.cache_clear()
    odd = damaged(lambda whole: whole | {"rules": whole["rules"] | {"plain": "spellout-nothing"}})
    with pytest.raises(
        DamagedFileError, match=r"no rule 'spellout-nothing' for es\n  hint: one of: .*spellout-numbering"
    ):
        Normaliser("es", odd).spoken("Cuente hasta 3.")
