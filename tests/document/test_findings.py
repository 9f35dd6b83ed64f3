"""What is found in a routine while it is changed belongs to a step, and is found in what is not saved."""

from ast import Call, Constant, parse, walk
from pathlib import Path

import pytest

from nightcue.building.checking import check_routine
from nightcue.building.options import request_for
from nightcue.document.document import Document
from nightcue.document.findings import look
from nightcue.document.sentences import PART
from nightcue.document.ways_out import offering
from nightcue.language.library import folder_in, routine_files, shipped
from nightcue.language.locale_files import words_of
from nightcue.locales import LANGUAGES, languages_with

QUIET = "  - say: This is not medical advice. Ask your doctor if cramps come often.\n"


def found_in(folder, steps, head="", **parts):
    for name, text in parts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    path = folder / "mine.yaml"
    path.write_text(f"title: T\nlanguage: en\n{head}steps:\n{QUIET}{steps}", encoding="utf-8")
    return look(Document(path)).found


def at(found, code):
    return [each.at for each in found if each.diagnostic.code == code]


def test_a_finding_belongs_to_the_innermost_step(tmp_path):
    steps = "  - repeat:\n      times: 2\n      steps:\n        - say: Now.\n        - stretch: {name: A, hold: 75s}\n"
    assert at(found_in(tmp_path, steps), "stretch-too-long") == [("steps", 1, "repeat", "steps", 1)]


def test_a_finding_outside_of_the_steps_belongs_to_its_key(tmp_path):
    found = found_in(tmp_path, '  - pause: "{rest}"\n', "vars:\n  rest: long\nvoice: {pase: slow}\n")
    assert at(found, "bad-duration") == [("vars", "rest")]
    assert at(found, "unknown-key") == [("voice", "pase")]


@pytest.mark.parametrize("part", ["steps:\n  - stretch: {name: A, hold: 75s}\n", "steps:\n  - include: inner.yaml\n"])
def test_what_is_found_in_a_part_belongs_to_the_step_that_includes_it(tmp_path, part):
    inner = "steps:\n  - stretch: {name: A, hold: 75s}\n"
    found = found_in(tmp_path, "  - say: Now.\n  - include: part.yaml\n", part=part, inner=inner)
    assert at(found, "stretch-too-long") == [("steps", 2)]


def test_what_is_wrong_in_a_part_belongs_to_the_step_that_includes_it(tmp_path):
    found = found_in(tmp_path, "  - include: part.yaml\n", part="steps:\n  - puase: 3s\n")
    assert at(found, "unknown-step") == [("steps", 1)]


def test_a_finding_about_the_whole_belongs_to_no_step(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("title: T\nlanguage: en\nsteps:\n  - say: Breathe.\n", encoding="utf-8")
    assert set(at(look(Document(path)).found, "no-notice")) == {()}


def test_a_text_that_is_no_yaml_is_looked_at_too(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("title: T\nsteps:\n  - say: Note: this.\n", encoding="utf-8")
    findings = look(Document(path))
    assert (findings.routine, findings.script, [each.diagnostic.code for each in findings.found]) == (
        None,
        None,
        ["yaml"],
    )


def test_what_is_not_saved_is_looked_at(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(f"title: T\nlanguage: en\nsteps:\n{QUIET}  - stretch: {{name: A, hold: 75s}}\n", encoding="utf-8")
    document = Document(path)
    document.set_value(("steps", 1, "stretch", "hold"), "25s")
    assert at(look(document).found, "stretch-too-long") == []
    document.undo()
    assert at(look(document).found, "stretch-too-long") == [("steps", 1)]


@pytest.mark.parametrize("language", languages_with(PART))
def test_nothing_is_found_in_what_comes_with_nightcue_but_what_a_check_finds(language):
    for path in routine_files(folder_in(shipped("routines"), language)):
        found = {(each.diagnostic.code, each.diagnostic.span.line) for each in look(Document(path)).found}
        assert found <= {(each.code, each.span.line) for each in check_routine(request_for(path))}, path


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_line_that_a_button_puts_in_is_in_the_language_of_the_routine_or_not_offered(tmp_path, tag):
    path = tmp_path / "mine.yaml"
    session = "  - session: {name: A, therapy: compression, duration: 5m}\n"
    path.write_text(f"title: T\nlanguage: {tag}\nsteps:\n{session}", encoding="utf-8")
    ways = {way.label for each in look(Document(path)).found for way in each.ways_out}
    assert ("add_line" in ways) == (tag in languages_with(PART))


@pytest.mark.parametrize("tag", languages_with(PART))
def test_every_button_has_words(tag):
    said = words_of("editor", tag)["ways_out"]
    labels = {f"move_{way}" for way in ("left", "right")}
    for path in Path(offering.__file__).parent.glob("*.py"):
        for node in walk(parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Call) and getattr(node.func, "id", "") in {"WayOut", "Rewrite"}:
                labels |= {node.args[0].value} if isinstance(node.args[0], Constant) else set()
    assert labels - said.keys() == set()
    assert len(labels) > 15
