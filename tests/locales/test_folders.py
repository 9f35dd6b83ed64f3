"""Every language is a folder: whole at its level, and told with its place where it is not."""

import shutil
from pathlib import Path

import pytest

from nightcue import locales
from nightcue.language import locale_files
from nightcue.language.diagnostics import DamagedFileError
from nightcue.language.locale_files import iso_639_2, words_of
from nightcue.language.phrases import Speech
from nightcue.language.source import Source
from nightcue.locales import COMPLETE, FIRST, LANGUAGES, SPEAKS, file_of, languages_with, missing
from nightcue.locales.plain import language_of_iso_639_2, plain_lines
from nightcue.safety.facts import Document, all_facts

FOLDER = Path(locales.FOLDER)
FOLDERS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and not path.name.startswith("_"))


@pytest.fixture
def spanish(tmp_path, monkeypatch):
    """A copy of the languages, in which a test may damage a file of Spanish; `reread` makes it known."""
    shutil.copytree(FOLDER, tmp_path / "locales", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.setattr(locales, "FOLDER", tmp_path / "locales")
    yield tmp_path / "locales/es"
    locale_files._read.cache_clear()


def problems(part):
    locale_files._read.cache_clear()
    with pytest.raises(DamagedFileError) as failed:
        words_of(part, "es")
    return [(p.span.path.name, p.span.line, p.code, p.message) for p in failed.value.diagnostics]


@pytest.mark.parametrize("language", FOLDERS)
def test_every_folder_is_a_language_whose_files_are_whole(language):
    assert language in LANGUAGES, f"{FOLDER / language} lacks {missing(language, SPEAKS)}"
    for part in COMPLETE:
        words_of(part, language)
    for path in (FOLDER / language).iterdir():
        assert path.stem in COMPLETE, f"{path} is no file of a language"
        Source(path).read()  # as it is read to tell of a place, which is stricter


def test_english_and_spanish_are_complete_and_english_comes_first():
    assert languages_with(*COMPLETE) == ("en", "es")
    assert LANGUAGES[0] == FIRST == "en"
    assert missing("es") == []
    assert set(missing("qya")) == {f"{part}.yaml" for part in COMPLETE}


@pytest.mark.parametrize("language", languages_with(*COMPLETE))
def test_a_complete_language_has_every_fact_in_its_own_words(language):
    assert all(getattr(fact.text, language) for fact in all_facts().values())
    assert Document.model_fields["title"].annotation.model_fields[language].is_required()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_code_of_its_own_for_tags(language):
    code = iso_639_2(language)
    assert len(code) == 3
    assert language_of_iso_639_2(code) == language
    assert iso_639_2(f"{language.upper()}-XX") == iso_639_2(f"{language}_XX") == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_night_needs_is_read_without_yaml_as_with_it(language):
    assert plain_lines(file_of("player", language)) == words_of("player", language), "keep each text on one line"
    assert plain_lines(file_of("language", language))["iso639_2"] == iso_639_2(language)


def test_a_language_that_is_not_spoken_has_no_code():
    assert iso_639_2("qya") == "und"
    assert language_of_iso_639_2("und") == "en"


@pytest.mark.parametrize(
    ("part", "old", "new", "line", "code", "said"),
    [
        ("phrases", "halfway: Va por la mitad.\n", "", 0, "missing-key", "'halfway' is missing here"),
        ("phrases", "halfway: Va", "halfways: Va", 0, "missing-key", "'halfway' is missing here"),
        ("phrases", "hold: Siga así durante {time}.", "hold: Siga así durante.", 57, "unknown-variable", "{time}"),
        ("phrases", "hold: Siga así durante {time}.", "hold: Siga así {tiempo}.", 57, "unknown-variable", "{time}"),
        ("phrases", "hold: Siga así durante {time}.", "hold: '{time'", 57, "bad-braces", "braces"),
        ("phrases", "left: Con la pierna izquierda.,", "left: [a],", 4, "wrong-shape", "a text belongs here"),
        ("phrases", "  other: Quedan {time}.\n", "", 43, "missing-key", "'other' is missing here"),
        ("page", "back: Volver", "back: ''", 5, "missing-value", "a text is missing here"),
        ("page", "back: Volver", "back: Volver\nbackk: x", 6, "unknown-key", "there is no 'backk' here"),
        ("diary", "none: nada", "none: {a: b}\nx: nada", 0, "wrong-shape", "a text belongs here"),
        ("report", "title: Diario", "titel: Diario", 0, "missing-key", "'title' is missing here"),
        ("language", "[s, seg, segs, sg, segundo, segundos]", "segundos", 0, "wrong-shape", "a list belongs here"),
        ("intents", "sleep:", "slept:", 0, "missing-key", "'sleep' is missing here"),
        ("intents", "no_advice:\n", "no_advice: sin consejo\nwithout:\n", 0, "wrong-shape", "a list belongs here"),
        ("advice", "advice-quinine:", "advice-quinin:", 0, "missing-key", "'advice-quinine' is missing here"),
        ("words", "negations:", "negation:", 0, "missing-key", "'negations' is missing here"),
        ("player", "paused: en pausa", "paused: [en pausa", 0, "yaml", "expected"),
        ("copies", "yours: |", "- yours: |", 0, "yaml", ""),
    ],
)
def test_what_a_file_lacks_is_told_at_its_place(spanish, part, old, new, line, code, said):
    file = spanish / f"{part}.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    told = problems(part)
    assert [one for one in told if one[2] == code and said in one[3] and line in (0, one[1])], told
    assert all(name == file.name and at > 0 for name, at, _, _ in told)


def test_plural_forms_are_those_of_the_language_and_other_is_always_there(spanish):
    file = spanish / "phrases.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("  one: Queda {time}.\n", "  few: Pocos {time}.\n"), encoding="utf-8")
    locale_files._read.cache_clear()
    assert words_of("phrases", "es")["left"] == {"few": "Pocos {time}.", "other": "Quedan {time}."}


def test_a_folder_that_lacks_a_file_of_its_level_is_no_language_and_says_why(monkeypatch, tmp_path):
    (tmp_path / "it").mkdir()
    monkeypatch.setattr("nightcue.language.phrases.FOLDER", tmp_path)
    monkeypatch.setitem(locales._FILES, "it", frozenset({"phrases"}))
    with pytest.raises(ValueError, match=r"for 'it'; there are for: en, .*it has no language.yaml, page.yaml\)"):
        Speech("it")
