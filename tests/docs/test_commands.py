"""docs/commands.md: in step with the commands, and the JSON that it promises is what comes out."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from nightcue.commands import COMMANDS, nightcue
from nightcue.commands.reference import reference
from nightcue.diary.night import FIELDS

pytestmark = pytest.mark.once

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "commands.md"
ROUTINE = """title: Short
steps:
  - say: Not medical advice. Ask a clinician.
  - stretch: {name: Calf, hold: 10s, cues: {halfway: true}}
  - chime: soft
"""


def schema(name):
    return json.loads((DOCS / "schemas" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def printed(folder, known_voice):
    """What a command prints as JSON."""
    Path("mine.yaml").write_text(ROUTINE, encoding="utf-8")
    Path("voice").mkdir()
    Path("voice/stray.wav").touch()

    def call(*words):
        return json.loads(CliRunner().invoke(nightcue, list(words), catch_exceptions=False).stdout)

    return call


def test_the_page_is_what_the_commands_say():
    anew = "python -m nightcue.commands.reference > docs/commands.md"
    assert PAGE.read_text(encoding="utf-8") == reference(), f"write it anew: {anew}"


def test_every_command_and_every_part_of_one_has_its_place():
    page = PAGE.read_text(encoding="utf-8")
    assert [*COMMANDS] == re.findall(r"^## ([a-z-]+)$", page, re.MULTILINE)
    assert "\n### diary add\n" in page
    assert "\n    nightcue profile ask\n" in page


def test_every_variable_of_the_surroundings_that_the_code_reads_is_explained():
    code = "".join(path.read_text(encoding="utf-8") for path in (DOCS.parent / "src").rglob("*.py"))
    read = set(re.findall(r"NIGHTCUE_[A-Z]+", code)) - {"NIGHTCUE_COMPLETE"}
    assert all(f"| `{name}" in PAGE.read_text(encoding="utf-8") for name in read)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("plan", ["plan", "mine.yaml", "--json"]),
        ("check", ["check", "mine.yaml", "--json"]),
        ("voices", ["voices", "--json"]),
        ("record", ["record", "mine.yaml", "--json", "--recordings", "voice"]),
    ],
)
def test_what_is_printed_fits_its_schema_and_lacks_nothing_that_it_names(printed, name, words):
    told, wanted = printed(*words), schema(name)
    jsonschema.Draft202012Validator.check_schema(wanted)
    jsonschema.validate(told, wanted)
    assert told
    assert _names(wanted) <= _keys(told) | {"hint"}


def test_a_diary_fits_its_schema_and_comes_back_from_it(printed, folder):
    said = [
        "--cramps",
        "2",
        "--intensity",
        "4",
        "--longest",
        "2 min",
        "--side",
        "left",
        "--stretched",
        "yes",
        "--no-input",
    ]
    assert CliRunner().invoke(nightcue, ["diary", "add", *said]).exit_code == 0
    told = printed("diary", "list", "--json")
    jsonschema.validate(told, schema("diary"))
    Path("storage.json").write_text(json.dumps(told), encoding="utf-8")
    assert CliRunner().invoke(nightcue, ["diary", "import", "storage.json"]).exit_code == 0
    assert printed("diary", "list", "--json") == told


def test_the_schema_of_the_diary_has_every_field_of_a_night():
    night = schema("diary")["properties"]["nights"]["items"]
    assert night["properties"].keys() == FIELDS.keys()


def _names(wanted):
    """The names of properties that a schema has at any depth."""
    found = set(wanted.get("properties", {}))
    for inner in [*wanted.get("properties", {}).values(), *([wanted["items"]] if "items" in wanted else [])]:
        found |= _names(inner)
    return found


def _keys(told):
    if isinstance(told, list):
        return set().union(*map(_keys, told))
    return told.keys() | set().union(*map(_keys, told.values())) if isinstance(told, dict) else set()
