"""What a line does, by its words: tables of lines that do it and lines that do not, in both languages."""

from pathlib import Path

import pytest
import yaml

from nightcue.locales import SAFETY, languages_with
from nightcue.safety import devices, intents

TABLES = {
    language: yaml.safe_load((Path(__file__).parent / f"lines/{language}.yaml").read_text(encoding="utf-8"))
    for language in languages_with(*SAFETY)
}


def said(function):
    return getattr(devices, function, None) or getattr(intents, function)


def lines(answer):
    return [
        pytest.param(function, language, line, id=f"{function}-{language}-{line}")
        for language, functions in TABLES.items()
        for function, table in functions.items()
        for line in table[answer]
    ]


@pytest.mark.parametrize(("function", "language", "line"), lines("does"))
def test_a_line_that_does_it(function, language, line):
    assert said(function)(line, language)


@pytest.mark.parametrize(("function", "language", "line"), lines("does not"))
def test_a_line_that_does_not(function, language, line):
    assert not said(function)(line, language)


@pytest.mark.parametrize("language", TABLES)
def test_the_tables_are_long_enough_to_mean_something(language):
    counts = [len(set(lines)) for table in TABLES[language].values() for lines in table.values()]
    assert min(counts) >= 15
    assert TABLES[language].keys() == TABLES["en"].keys()


@pytest.mark.parametrize(
    ("language", "line", "found"),
    [
        ("en", "Set them to 60 mmHg.", [60]),
        ("en", "Set them to 60mmhg.", [60]),
        ("en", "Between 30 and 80 mm Hg.", [80]),
        ("en", "At 45 millimetres of mercury.", [45]),
        ("en", "Set 30 mmHg, then 70 mmHg.", [30, 70]),
        ("en", "80 mmHg is too much.", []),
        ("en", "Never use 80 mmHg.", []),
        ("en", "If your blood pressure is above 160 mmHg, ask your doctor.", []),
        ("en", "Rest for 60 seconds.", []),
        ("es", "Póngalas a 60 mmHg.", [60]),
        ("es", "A 45 milímetros de mercurio.", [45]),
        ("es", "80 mmHg es demasiado.", []),
        ("es", "No use 80 mmHg.", []),
        ("es", "Si la tensión arterial pasa de 160 mmHg, consulte.", []),
        ("es", "Descanse 60 segundos.", []),
    ],
)
def test_pressures_that_a_line_asks_for(language, line, found):
    assert list(devices.pressures(line, language)) == found


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("en", "Put your compression socks on.", (True, True)),
        ("en", "Pull on warm socks.", (True, False)),
        ("en", "Wear the support stockings.", (True, True)),
        ("en", "Take the compression socks off.", (False, True)),
        ("en", "Never put socks on wet skin.", (False, False)),
        ("es", "Póngase las medias de compresión.", (True, True)),
        ("es", "Ponte unos calcetines abrigados.", (True, False)),
        ("es", "Déjese las medias puestas.", (True, False)),
        ("es", "Quítese las medias de compresión.", (False, True)),
    ],
)
def test_socks_that_go_on_and_socks_that_compress(language, line, expected):
    assert (devices.puts_socks_on(line, language), devices.names_compression_socks(line, language)) == expected


def test_a_session_about_boots_is_known_by_its_name():
    assert devices.names_boots("Compression boots", "en")
    assert devices.names_boots("Presoterapia", "es")
    assert not devices.names_boots("Legs up after the boots", "en")
    assert not devices.names_boots("Compression socks", "en")
    assert not devices.names_boots("Medias de compresión", "es")
    assert not devices.names_boots("Piernas en alto sin las botas", "es")


def test_a_tag_with_a_region_uses_the_words_of_its_language():
    assert intents.asks_to_take_off("Quítese las botas.", "es-MX")
    assert intents.asks_to_take_off("Take the boots off.", "en-GB")


def test_no_line_makes_a_pattern_slow():
    long = "if you do not stop or take the boots off and turn them on " * 30
    assert isinstance(intents.names_a_way_out(long, "en"), bool)
    assert isinstance(intents.asks_to_take_off("si no se quita las botas y para cuando duerma " * 40, "es"), bool)
