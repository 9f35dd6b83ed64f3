"""One field is changed: one line is another, and every other byte stays."""

from pathlib import Path

import pytest

from nightcue.document.document import Document
from nightcue.document.errors import ChangeRefusedError
from nightcue.language.library import shipped

FILES = sorted(path for path in shipped("routines").rglob("*.yaml"))


def changed_lines(before, after):
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    assert len(old) == len(new)
    return [number for number, pair in enumerate(zip(old, new, strict=True), 1) if pair[0] != pair[1]]


def opened(tmp_path, text):
    path = tmp_path / "r.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return Document(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(shipped("routines"))))
def test_saving_a_shipped_file_changes_no_byte(path, tmp_path):
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    document = Document(copy)
    document.save()
    assert copy.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(shipped("routines"))))
def test_each_variable_is_changed_in_its_line_alone(path):
    document = Document(path)
    before = document.text
    for name in document.value(("vars",)) or {}:
        document.set_value(("vars", name), "17s")
        assert changed_lines(before, document.text) == [document.span(("vars", name))[0]]
        assert document.value(("vars", name)) == "17s"
        document.undo()
        assert document.text == before


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        ("hold: 25s      # 20 to 30", "20s", "hold: 20s      # 20 to 30"),
        ("hold: '25s' # c", "it's", "hold: 'it''s' # c"),
        ('hold: "25s"', "20s", 'hold: "20s"'),
        ("hold: 25s", "{ready}", 'hold: "{ready}"'),
        ("hold: a", "One thing: sit", 'hold: "One thing: sit"'),
        ("hold: a", "- left", 'hold: "- left"'),
        ("hold: a", "-left", "hold: -left"),
        ("hold: a", "no", 'hold: "no"'),
        ("hold: a", "Null", 'hold: "Null"'),
        ("hold: a", "~", 'hold: "~"'),
        ("hold: true", "false", "hold: false"),
        ("hold: yes", "no", "hold: no"),
        ("hold: 3", "4", "hold: 4"),
        ("hold: a", "one # two", 'hold: "one # two"'),
        ("hold: a", "", 'hold: ""'),
        ("hold:", "25s", "hold: 25s"),
        ("hold:   # how long", "25s", "hold: 25s   # how long"),
        ("hold: a", 'She said "ah", and sat', 'hold: She said "ah", and sat'),
        ("hold: a", '"ah"', 'hold: "\\"ah\\""'),
        ("hold: a", "a\tb", 'hold: "a\\tb"'),
        ("hold: a", "Ponte cómoda, 😴", "hold: Ponte cómoda, 😴"),
        ("hold: &long 25s", "20s", "hold: &long 20s"),
        ("hold: a  # why", "one\ntwo", "hold: |-  # why\n    one\n    two"),
        ("hold: |\n    one\n    two", "one\nthree", "hold: |\n    one\n    three"),
        ("hold: >-\n    one\n    two", "one three", "hold: >-\n    one\n    three"),
    ],
)
def test_a_value_keeps_its_quotes_and_gets_those_that_it_needs(tmp_path, old, value, new):
    document = opened(tmp_path, f"vars:\n  a: 1s\n  {old}\n  z: 2s  # last\n")
    document.set_value(("vars", "hold"), value)
    assert document.text == f"vars:\n  a: 1s\n  {new}\n  z: 2s  # last\n"
    assert document.value(("vars", "hold")) == value


def test_a_missing_key_stands_where_its_model_has_it(tmp_path):
    document = opened(tmp_path, "title: T\nlanguage: en\nsteps:\n  - stretch:\n      name: N\n      hold: 25s\n")
    document.set_value(("voice", "pace"), "slow")
    document.set_value(("vars", "hold"), "20s")
    document.set_value(("steps", 0, "stretch", "cues", "countdown"), "3")
    document.set_value(("steps", 0, "stretch", "setup"), "Sit down: slowly.")
    document.set_value(("steps", 0, "detail"), "full")
    assert document.text == (
        "title: T\nlanguage: en\nvoice: {pace: slow}\nvars:\n  hold: 20s\nsteps:\n  - stretch:\n      name: N\n"
        '      setup: "Sit down: slowly."\n      hold: 25s\n      cues: {countdown: 3}\n    detail: full\n'
    )


def test_a_voice_that_is_a_name_alone_becomes_a_mapping(tmp_path):
    document = opened(tmp_path, "title: T\nvoice: default # mine\nsteps:\n  - say: Hi\n")
    document.set_value(("voice", "pace"), "slow")
    assert document.lines[1] == "voice: {name: default, pace: slow} # mine"


@pytest.mark.parametrize("text", ["a: [\n", "steps: *gone\n", "", "# only\n", "a: 1\n---\nb: 2\n", "\x01"])
def test_what_is_no_yaml_opens_and_can_be_changed_as_text(tmp_path, text):
    document = opened(tmp_path, text)
    assert document.text == text
    assert not document.is_yaml
    assert document.steps() == []
    assert document.value(("vars",)) is None
    with pytest.raises(ChangeRefusedError, match="YAML"):
        document.set_value(("title",), "T")
    document.replace_text("title: T\n")
    assert document.value(("title",)) == "T"
    document.undo()
    assert document.text == text


def test_what_would_be_too_large_with_every_alias_written_out_is_changed_as_text(tmp_path):
    laughs = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    assert not opened(tmp_path, "a0: &a0 ha\n" + laughs).is_yaml
    assert not opened(tmp_path, "a0: &a0 ''\n" + laughs).is_yaml
    deep = "".join(f"a{n}: &a{n} {'[' * 20}*a{n - 1}{']' * 20}\n" for n in range(1, 99))
    assert not opened(tmp_path, "a0: &a0 ha\n" + deep).is_yaml


def test_line_ends_and_the_mark_at_the_beginning_stay(tmp_path):
    document = opened(tmp_path, b"\xef\xbb\xbftitle: T\r\nvars:\r\n  hold: 25s # x\r\nsteps: []")
    document.set_value(("vars", "hold"), "20s")
    document.set_value(("vars", "rest"), "5s")
    document.save()
    written = Path(document.path).read_bytes()
    assert written == b"\xef\xbb\xbftitle: T\r\nvars:\r\n  hold: 20s # x\r\n  rest: 5s\r\nsteps: []"


@pytest.mark.parametrize(
    ("before", "path", "data", "after"),
    [
        ("sides: none", "sides", ["left", "right"], "sides: [left, right]"),
        ("name: N", "sides", ["left", "right"], "name: N\n    sides: [left, right]"),
        ("ready: 5s  # to stand up", "ready", {"wait": "5s"}, "ready: {wait: 5s}  # to stand up"),
        ("ready: {until: tap, at most: 9s}", "ready", "9s", "ready: 9s"),
        ("sides:\n      - left\n      - right\n    sets: 2", "sides", ["right"], "sides:\n      - right\n    sets: 2"),
    ],
)
def test_a_list_or_a_mapping_takes_the_place_of_a_value(tmp_path, before, path, data, after):
    form = "title: A\nsteps:\n- stretch:\n    {}\n- pause: 1s  # last\n"
    document = opened(tmp_path, form.format(before))
    document.set_data(("steps", 0, "stretch", path), data)
    assert document.text == form.format(after)
    document.undo()
    assert document.text == form.format(before)
