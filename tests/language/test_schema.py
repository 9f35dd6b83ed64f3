"""The JSON Schema for editors agrees with what is read."""

import json
import re

import pytest
import yaml
from jsonschema import Draft202012Validator

from nightcue.language.library import shipped
from nightcue.language.schema import routine_schema
from nightcue.language.step import Step

SCHEMA = routine_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
PARTS = Draft202012Validator({"$ref": "#/$defs/part", "$defs": SCHEMA["$defs"]})
ROUTINES = shipped("routines")
FILES = sorted(ROUTINES.rglob("*.yaml"))


def name_of(path):
    return str(path.relative_to(ROUTINES))


def is_valid(text):
    return VALIDATOR.is_valid(yaml.safe_load(text))


def test_it_is_a_valid_schema_of_its_draft():
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)


def properties(schema, where="$"):
    if isinstance(schema, dict):
        for name, body in schema.get("properties", {}).items() if isinstance(schema.get("properties"), dict) else ():
            yield f"{where}.{name}", body
        for key, inner in schema.items():
            yield from properties(inner, f"{where}.{key}")
    elif isinstance(schema, list):
        for number, inner in enumerate(schema):
            yield from properties(inner, f"{where}[{number}]")


def test_every_property_has_a_description():
    found = dict(properties(SCHEMA))
    assert len(found) > 50
    assert [where for where, body in found.items() if not body.get("description")] == []


def test_every_kind_of_step_has_a_definition_with_a_description():
    kinds = [
        option["$ref"].removeprefix("#/$defs/")
        for option in SCHEMA["$defs"]["step"]["properties"].values()
        if "$ref" in option
    ]
    assert [*kinds, "detail"] == [*sorted(Step.kinds), "detail"] == list(SCHEMA["$defs"]["step"]["properties"])
    assert all(SCHEMA["$defs"][kind]["description"] for kind in kinds)


def test_every_reference_leads_somewhere():
    references = set(re.findall(r'"\$ref": "#/\$defs/([^"]+)"', json.dumps(SCHEMA)))
    assert references <= set(SCHEMA["$defs"])
    assert "a step of any kind" not in json.dumps(SCHEMA)


def test_editors_stop_at_no_default_of_nothing():
    assert '"default": null' not in json.dumps(SCHEMA)


def test_it_says_the_same_every_time():
    assert json.dumps(routine_schema()) == json.dumps(SCHEMA)


def test_the_shipped_schema_is_up_to_date():
    written = (ROUTINES / "schema.json").read_text(encoding="utf-8")
    assert written == json.dumps(SCHEMA, ensure_ascii=False, indent=1) + "\n", "nightcue schema > routines/schema.json"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_shipped_file_begins_with_a_line_that_names_the_schema(path):
    first = path.read_text(encoding="utf-8").split("\n")[0]
    prefix = "# yaml-language-server: $schema="
    assert first.startswith(prefix)
    file, _, place = first.removeprefix(prefix).partition("#")
    assert (path.parent / file).resolve() == (ROUTINES / "schema.json").resolve()
    assert place == ("/$defs/part" if "parts" in path.parts else "")


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_shipped_file_agrees_with_it(path):
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    validator = PARTS if "parts" in path.parts else VALIDATOR
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(content)] == []


RIGHT = [
    "{title: T, steps: [say: hi]}",
    "{title: 5, steps: [say: 5]}",
    "{title: T, voice: ana, steps: [say: [a, 5]]}",
    "{title: T, voice: {name: ana, pace: slow, gap: 0.5, pronounce: {a: b}}, steps: [pause: 5]}",
    "{title: T, vars: {a: 5s, b: 3, c: 2.5}, steps: [pause: '{a}']}",
    "{title: T, steps: [pause: 1:30, pause: 2 min, pause: 0]}",
    "{title: T, steps: [stretch: {name: S, hold: 5s, sides: [left, right], cues: {halfway: true, countdown: 3}}]}",
    "{title: T, steps: [stretch: {name: S, hold: 5s, sides: none, sets: '{n}', setup: one}]}",
    "{title: T, steps: [movement: {name: M, reps: '{n}', tempo: 2s, beat: [a, b], count: every 5}]}",
    "{title: T, steps: [session: {name: S, therapy: heat, duration: 5m, check: {every: 1m, say: Well}}]}",
    "{title: T, steps: [session: {name: S, therapy: heat, duration: 5m, intensity: gentle, pressure: 40 mmHg}]}",
    "{title: T, steps: [safety: {}, safety: {ask: [skin, {swelling: Hm}]}]}",
    "{title: T, steps: [rest: {duration: 5s}, rest: {duration: 5s, say: [a, b]}]}",
    "{title: T, steps: [chapter: C, chime: soft, include: a.yaml, audio: a.wav]}",
    "{title: T, steps: [repeat: {times: 2, steps: [repeat: {times: 2, steps: [say: hi]}]}]}",
]

WRONG = [
    "text",
    "[]",
    "{}",
    "{title: T}",
    "{steps: [say: hi]}",
    "{title: T, steps: }",
    "{title: T, steps: []}",
    "{title: T, steps: {say: hi}}",
    "{title: [T], steps: [say: hi]}",
    "{title: T, author: me, steps: [say: hi]}",
    "{title: T, language: [en], steps: [say: hi]}",
    "{title: T, voice: {pace: fast}, steps: [say: hi]}",
    "{title: T, voice: {pitch: 5}, steps: [say: hi]}",
    "{title: T, vars: [a], steps: [say: hi]}",
    "{title: T, vars: {a: [b]}, steps: [say: hi]}",
    "{title: T, steps: [hi]}",
    "{title: T, steps: [null]}",
    "{title: T, steps: [{}]}",
    "{title: T, steps: [[say, hi]]}",
    "{title: T, steps: [sya: hi]}",
    "{title: T, steps: [{say: hi, pause: 5s}]}",
    "{title: T, steps: [say: {a: b}]}",
    "{title: T, steps: [say: []]}",
    "{title: T, steps: [pause: -1]}",
    "{title: T, steps: [pause: [5s]]}",
    "{title: T, steps: [pause: ]}",
    "{title: T, steps: [stretch: {name: S}]}",
    "{title: T, steps: [stretch: {hold: 5s}]}",
    "{title: T, steps: [stretch: {name: S, hodl: 5s, hold: 5s}]}",
    "{title: T, steps: [stretch: {name: S, hold: 5s, sides: [up]}]}",
    "{title: T, steps: [stretch: {name: S, hold: 5s, sides: [left, left]}]}",
    "{title: T, steps: [stretch: {name: S, hold: 5s, sets: 0}]}",
    "{title: T, steps: [stretch: {name: S, hold: 5s, cues: {half: true}}]}",
    "{title: T, steps: [stretch: {name: S, hold: 5s, cues: {countdown: 61}}]}",
    "{title: T, steps: [movement: {name: M, reps: 0, tempo: 2s}]}",
    "{title: T, steps: [movement: {name: M, reps: 2.5, tempo: 2s}]}",
    "{title: T, steps: [movement: {name: M, reps: many, tempo: 2s}]}",
    "{title: T, steps: [movement: {name: M, reps: 5, tempo: 2s, beat: point}]}",
    "{title: T, steps: [session: {name: S, therapy: magic, duration: 5m}]}",
    "{title: T, steps: [session: {name: S, therapy: heat, duration: 5m, check: {every: 1m}}]}",
    "{title: T, steps: [safety: {ask: [skn]}]}",
    "{title: T, steps: [safety: {ask: []}]}",
    "{title: T, steps: [safety: ]}",
    "{title: T, steps: [chime: loud]}",
    "{title: T, steps: [repeat: {times: 0, steps: [say: hi]}]}",
    "{title: T, steps: [repeat: {times: 2, steps: []}]}",
    "{title: T, steps: [repeat: {times: 2, steps: [sya: hi]}]}",
    "{title: T, steps: [rest: 5s]}",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_validates_and_is_read(text, script, write, tmp_path):
    assert is_valid(text)
    write(a="steps: [say: A]\n")
    (tmp_path / "a.wav").write_bytes(b"")
    variables = "title: T, vars: {n: 2}," if "{n}" in text else "title: T,"
    assert script(text.replace("title: T,", variables)).cues


@pytest.mark.parametrize("text", WRONG)
def test_a_typical_mistake_neither_validates_nor_is_read(text, problems):
    assert not is_valid(text)
    assert problems(text)
