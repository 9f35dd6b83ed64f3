"""English and Spanish are one routine: file by file the same steps, times and facts, and the same number of lines."""

import re
from collections import Counter

import pytest
import yaml

from nightcue.language.script import Chime, Line, Window

SPOKEN = {"title", "summary", "name", "setup", "start", "stop", "say", "beat", "encourage", "chapter", "full"}
"""Keys whose text is in the language of the file; everything else is the same in both."""
QUESTIONS = {"swelling", "clot", "skin", "sensation", "conditions"}


def shape(key, value):
    """`value` with each spoken text replaced by what both languages share: its variables and its digits."""
    if key == "voice":  # how a word is pronounced belongs to its language
        return {name: item for name, item in value.items() if name != "pronounce"}
    if isinstance(value, dict):
        return [(inner, shape(inner, item)) for inner, item in value.items()]
    if isinstance(value, list):
        return [shape(key, item) for item in value]
    if key in SPOKEN | QUESTIONS:
        return Counter(re.findall(r"\{\w+\}|\d+", value))
    return value


def content(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_every_file_is_there_in_both_languages(twins):
    for name, paths in twins.items():
        assert all(path.is_file() for path in paths.values()), name
    assert len(twins) > 12


def test_every_file_has_the_same_shape_in_both_languages(twins):
    for name, paths in twins.items():
        english, spanish = content(paths["en"]), content(paths["es"])
        assert (english.pop("language"), spanish.pop("language")) == ("en", "es"), name
        assert list(english) == list(spanish), name
        for key in english:
            assert shape(key, english[key]) == shape(key, spanish[key]), f"{name}: {key}"


def test_no_text_is_left_in_the_other_language(twins):
    for name, paths in twins.items():
        english, spanish = (set(texts(content(path) | {"voice": None})) for path in paths.values())
        assert not english & spanish, name


def texts(value, key=""):
    """Every spoken text under `value`."""
    if isinstance(value, dict):
        for inner, item in value.items():
            yield from texts(item, inner)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, key)
    elif key in SPOKEN:
        yield value


def unrolled(script):
    """What both languages share of a script: the kind of every cue, how long it takes, and what is anchored where."""
    for cue in script.cues:
        if isinstance(cue, Window):
            yield cue.kind, cue.seconds, [(inner.rank, inner.anchor, inner.offset) for inner in cue.cues]
        else:
            yield type(cue).__name__, cue.name if isinstance(cue, Chime) else None, cue.origin.step


def test_both_languages_unroll_to_the_same_cues(name, shelf):
    english, spanish = (shelf[name, language].script for language in ("en", "es"))
    assert list(unrolled(english)) == list(unrolled(spanish))
    assert english.gap == spanish.gap
    assert any(isinstance(cue, Line) for cue in english.cues)


def test_both_languages_leave_the_same_cues_out_of_the_brief_form(name, shelf):
    english, spanish = (shelf[name, language].script for language in ("en", "es"))
    assert [cue.origin.only_full for cue in english.cues] == [cue.origin.only_full for cue in spanish.cues]


def test_every_routine_has_its_title_summary_facts_and_modeline(name, language, shelf):
    one = shelf[name, language]
    assert one.routine.title
    assert one.routine.summary.endswith(".")
    assert one.routine.language == one.script.language == language
    assert one.written["voice"]["name"] == "default"
    assert one.routine.facts


def test_every_file_begins_with_a_modeline_that_leads_to_the_schema(twins):
    for paths in twins.values():
        for path in paths.values():
            first = path.read_text(encoding="utf-8").partition("\n")[0]
            schema = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
            assert schema, path
            assert (path.parent / schema[1].partition("#")[0]).is_file(), path


def test_every_fact_exists_and_is_named_once(twins, facts):
    for paths in twins.values():
        for path in paths.values():
            named = content(path)["facts"]
            assert set(named) <= facts.keys(), path
            assert len(set(named)) == len(named), path


def test_every_part_is_used_and_every_variable_too(shelf, twins):
    used = {path.resolve() for one in shelf.values() for path in one.files}
    assert {path.resolve() for paths in twins.values() for path in paths.values()} == used
    for one in shelf.values():
        everything = "".join(path.read_text(encoding="utf-8") for path in one.files)
        for variable in one.written.get("vars", {}):
            assert f"{{{variable}}}" in everything, f"{one.path}: {variable}"


@pytest.mark.parametrize("key", ["reps", "facts", "therapy", "sides"])
def test_a_difference_would_be_noticed(key):
    assert shape(key, ["a", "b"]) != shape(key, ["b", "a"])
    assert shape("say", ["a", "b"]) != shape("say", ["a"])
    assert shape("say", "20 {hold}") != shape("say", "25 {hold}")
