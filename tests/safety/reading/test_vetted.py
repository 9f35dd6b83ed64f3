"""What comes with nightcue is vetted, whatever its times, and nothing else is."""

from fractions import Fraction

import pytest

from nightcue.language.copying import copy_of
from nightcue.language.library import folder_in, routine_files, shipped, shipped_routine
from nightcue.language.phrases import Speech
from nightcue.language.reading import read_routine
from nightcue.locales import COMPLETE, languages_with
from nightcue.safety.reading.unread import texts_to_read
from nightcue.safety.vetted import file_of
from nightcue.safety.vetted.__main__ import vetted_now

LANGUAGES = languages_with(*COMPLETE)
SHIPPED = [path for language in LANGUAGES for path in routine_files(folder_in(shipped("routines"), language))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_what_the_shipped_words_make(language):
    anew = "python -m nightcue.safety.vetted"
    assert file_of(language).read_text(encoding="utf-8").splitlines() == vetted_now(language), f"write it anew: {anew}"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nothing_is_to_be_read_in_what_comes_with_nightcue(path):
    assert texts_to_read(read_routine(path)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_stays_vetted_whatever_its_times(folder, language):
    for path, content in copy_of(shipped_routine("bedtime", language), "mine").items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert texts_to_read(read_routine(path)) == []
    path.write_bytes(content.replace(b"hold: 25s", b"hold: 20s"))
    assert texts_to_read(read_routine(path, {"hold": "22s"})) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_built_in_phrase_is_vetted_with_any_time(unread, language):
    said = Speech(language).phrases.steps.stretch.hold
    routine = f"title: Stretch\nlanguage: {language}\nvars: {{t: 25s}}\nsteps:\n  - say: {said.format(time='{t}')}\n"
    [title] = unread(routine)
    assert title == "Stretch"
    assert unread(routine, {"t": "30s"}).keys() == {title}
    longer = said.format(time=f"{Speech(language).duration(Fraction(25))} or more")
    assert unread(routine.replace("{t}", "{t} or more")).keys() == {title, longer}


def test_one_changed_word_makes_a_line_ones_own(folder):
    for path, content in copy_of(shipped_routine("bedtime", "en"), "mine").items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    path.write_bytes(content.replace(b"your compression boots within reach", b"your compression boots on all day", 1))
    [changed] = texts_to_read(read_routine(path))
    assert "boots on all day" in changed.text.said
    assert changed.topic
