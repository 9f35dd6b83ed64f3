"""What is kept of a reading: in NAME.reviewed.yaml, whole or not at all, and only for the very text that was read."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from nightcue.language.copying import copy_of
from nightcue.language.diagnostics import DamagedFileError
from nightcue.safety.reading.review import Reading
from nightcue.safety.reading.reviews import read_reviews

ROUTINE = """title: Evening
language: en
vars: {worn: 5m}
steps:
  - say: [Drift off now., "Keep them on for {worn}.", Take 2 tablets., Sit down.]
  - safety: {ask: [swelling]}
"""
SCHEMA = Path(__file__).parents[3] / "docs/schemas/reviewed.json"


@pytest.fixture
def mine(folder):
    """A routine that can be written anew; returns its Reading."""

    def write(text=ROUTINE):
        path = folder / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return Reading.of(path)

    return write


def left(reading):
    return [each.text.said for each in reading.unread]


def test_what_is_signed_is_kept_in_the_order_of_the_routine_and_fits_its_schema(mine, folder):
    reading = mine()
    for each in reversed(reading.unread):
        reading.sign("Ana Ruiz", [each])
    written = (folder / "mine.reviewed.yaml").read_text(encoding="utf-8")
    kept = yaml.load(written, yaml.BaseLoader)
    jsonschema.validate(kept, json.loads(SCHEMA.read_text(encoding="utf-8")))
    said = [entry["text"] for entry in kept["reviewed"]]
    assert said == ["Evening", "Drift off now.", "Keep them on for 5 minutes.", "Take 2 tablets.", "Sit down."]
    assert {entry["by"] for entry in kept["reviewed"]} == {"Ana Ruiz"}
    assert left(mine()) == []
    assert len(written.splitlines()) == 2 + 4 * len(said)  # a text is a line, to be merged


def test_a_text_that_changes_falls_out_and_others_stay(mine, folder):
    reading = mine()
    reading.sign("Ana", reading.unread)
    changed = mine(ROUTINE.replace("2 tablets", "3 tablets").replace("Sit down", "Sit up"))
    assert left(changed) == ["Take 3 tablets.", "Sit up."]
    changed.sign("Ben", changed.unread)
    kept = read_reviews(folder / "mine.yaml").by_digest.values()
    assert [(each.text, each.by) for each in kept][-2:] == [("Take 3 tablets.", "Ben"), ("Sit up.", "Ben")]
    assert len(kept) == 5


def test_the_time_of_a_variable_may_change(mine):
    reading = mine()
    reading.sign("Ana", reading.unread)
    assert left(mine(ROUTINE.replace("5m", "6m"))) == []


def test_a_line_that_was_read_is_no_safety_question_for_that(mine):
    reading = mine()
    reading.sign("Ana", reading.unread)
    asked = mine(ROUTINE.replace("[swelling]", "[swelling: Sit down.]"))
    assert [(each.text.said, each.topic) for each in asked.unread] == [("Sit down.", "question")]


def test_a_copy_takes_along_what_was_read(mine, folder):
    reading = mine()
    reading.sign("Ana", reading.unread)
    for path, content in copy_of(folder / "mine.yaml", "other").items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    assert left(Reading.of(path)) == []


def test_two_who_read_at_the_same_time_keep_both(mine):
    first, second = mine(), mine()
    first.sign("Ana", first.unread[:2])
    second.sign("Ben", second.unread[2:])
    assert left(mine()) == []


def test_a_recording_is_read_by_its_bytes(mine, folder):
    (folder / "night.wav").write_bytes(b"RIFF one")
    text = ROUTINE + "  - audio: night.wav\n"
    reading = mine(text)
    reading.sign("Ana", reading.unread)
    (folder / "night.wav").write_bytes(b"RIFF two")
    assert left(mine(text)) == ["night.wav"]


def test_signing_is_not_refusing_and_a_reason_lets_it_stay(mine):
    text = ROUTINE.replace("Sit down.", "Take quinine.")
    reading = mine(text)
    reading.sign("Ana", reading.every)
    assert [each.text.said for each in mine(text).refused] == ["Take quinine."]
    reading.sign("Ana", reading.refused, "as prescribed")
    assert mine(text).refused == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("reviewed: [{text: a, digest: b, by: c}]\n", "'date' is missing"),
        ("reviewed: [{text: a, digest: b, by: c, date: d, x: e}]\n", "there is no 'x' here"),
        ("reviewed: nothing\n", "a list belongs here"),
        ("- a\n", "a list under 'reviewed'"),
        ("reviewed: [\n", "yaml"),
        ("other: 1\n", "there is no 'other' here"),
        ("\xff", "UTF-8"),
    ],
)
def test_a_damaged_file_is_told_with_its_place(mine, folder, content, said):
    (folder / "mine.reviewed.yaml").write_bytes(content.encode("latin-1"))
    with pytest.raises(DamagedFileError, match=said) as failed:
        mine()
    assert failed.value.diagnostics[0].span.path.name == "mine.reviewed.yaml"
