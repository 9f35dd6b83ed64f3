"""nightcue review: texts are read one by one, and what was signed stays signed."""

import json
from pathlib import Path

import click
import jsonschema
import mutagen
import pytest
from click.testing import CliRunner

from nightcue.commands import nightcue

SCHEMA = Path(__file__).parents[2] / "docs/schemas/review.json"
BOOTS = """title: Evening
language: en
steps:
  - say: This is not medical advice. Ask your doctor if cramps come often.
  - safety: {ask: [swelling, skin, sensation, conditions]}
  - session:
      name: Compression boots
      therapy: compression
      duration: 5s
      start: Turn the boots on gently. If it tingles or hurts, stop and take them off.
      stop: Turn the boots off and take them off.
  - say: The rain on the roof.
"""


@pytest.fixture
def run(folder, known_voice):
    """Run nightcue on routines/mine.yaml, with what is typed."""
    (folder / "routines").mkdir()
    (folder / "routines/mine.yaml").write_text(BOOTS, encoding="utf-8")

    def call(*words, typed=""):
        return CliRunner().invoke(nightcue, list(words), input=typed, catch_exceptions=False)

    return call


def test_a_routine_with_boots_is_built_when_it_was_read(run, folder):
    refused = run("build", "mine")
    assert refused.exit_code == 1
    assert "error[unreviewed]: nobody has read 5 texts of this routine; 3 touch what can do harm" in refused.stderr
    assert "mine.yaml:10, devices: Turn the boots on gently." in refused.stderr
    assert "hint: nightcue review routines/mine.yaml" in refused.stderr
    done = run("review", "mine", "--by", "Ana", typed="n\nno\nN\nn\nn\n")
    assert done.exit_code == 0
    assert "5 to read; 3 touch what can do harm" in done.stdout
    assert "Does this make a device tighter" in done.stdout
    assert "5 of 5 texts are read" in done.stdout
    built = run("build", "mine")
    assert (built.exit_code, built.stderr) == (0, "")
    assert "nothing has changed" in run("build", "mine").stdout
    (folder / "routines/mine.reviewed.yaml").unlink()
    assert run("build", "mine").exit_code == 1


def test_yes_leaves_a_text_unsigned_and_says_where_to_change_it(run):
    done = run("review", "mine", "--by", "Ana", typed="what?\nyes\n" + "n\n" * 4)
    assert "not signed; change it in routines/mine.yaml:4" in done.stdout
    assert "1 left: nightcue review routines/mine.yaml" in done.stdout


def test_what_was_signed_stays_when_it_is_ended(run):
    done = run("review", "mine", "--by", "Ana", typed="n\nn\n")
    assert done.exit_code == 130
    assert "2 of 5 texts are read" in done.stdout
    assert "3 to read" in run("review", "mine", "--by", "Ana", typed="n\n" * 3).stdout


@pytest.mark.parametrize("by", ["", "  ", "A\na", "A\x1b[2J"])
def test_who_reads_has_a_name(run, by):
    assert run("review", "mine", "--by", by, "--yes").exit_code == 2


def test_all_are_signed_at_once_by_somebody(run):
    assert run("review", "mine", "--yes").exit_code == 2
    done = run("review", "mine", "--by", "Ana Ruiz", "--yes")
    assert (done.exit_code, done.stdout) == (0, "5 of 5 texts are read; routines/mine.reviewed.yaml\n")
    assert "read by Ana Ruiz on" in run("review", "mine", "--list").stdout


def test_who_reads_is_asked_or_known_from_the_profile(run):
    assert "Your name:" in run("review", "mine", typed="Ben\nn\n").stdout
    assert "read by Ben" in run("review", "mine", "--list").stdout


def test_json_has_every_text_as_the_schema_says(run):
    run("review", "mine", "--by", "Ana", typed="n\n")
    told = json.loads(run("review", "mine", "--json").stdout)
    jsonschema.validate(told, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [each["by"] for each in told] == ["Ana", None, None, None, None]
    assert [each["topic"] is None for each in told] == [False, False, False, True, True]


def test_check_as_json_has_each_text_with_its_topic_and_place(run):
    told = json.loads(run("check", "mine", "--json").stdout)
    unread = {each["text"]: each for each in told if each["code"] == "unreviewed"}
    assert len(unread) == 5
    assert unread["The rain on the roof."]["topic"] is None
    assert unread["The rain on the roof."]["severity"] == "warning"
    stop = unread["Turn the boots off and take them off."]
    assert (stop["topic"], stop["severity"], stop["line"]) == ("devices", "error", 11)


def test_many_texts_are_one_warning_and_the_track_says_so(run, folder):
    lines = "".join(f"  - say: Row {n}.\n" for n in range(30))
    (folder / "routines/mine.yaml").write_text(f"title: Thirty\nsteps:\n{lines}", encoding="utf-8")
    done = run("build", "mine", "--format", "ogg", "--allow", "no-help", "--allow", "no-notice")
    assert done.exit_code == 0
    assert [line for line in done.stderr.splitlines() if line.startswith("routines")] == [
        "routines/mine.yaml: warning[unreviewed]: nobody has read 31 texts of this routine"
    ]
    again = run("build", "mine", "--format", "ogg", "--allow", "no-help", "--allow", "no-notice")
    assert "nothing has changed" in again.stdout
    assert again.stderr == done.stderr
    tags = mutagen.File(folder / "audio_out/mine.en.ogg")
    assert any("Nobody has read 31 of its texts." in value for values in tags.values() for value in values)


def test_a_refused_line_stays_only_for_a_reason(run, folder):
    (folder / "routines/mine.yaml").write_text("title: T\nsteps:\n  - say: Take quinine.\n", encoding="utf-8")
    run("review", "mine", "--by", "Ana", "--yes")
    refused = run("check", "mine")
    assert "mine.yaml:3:10: error[advice-quinine]" in refused.stderr
    assert "1 refused" in run("review", "mine", "--by", "Ana", "--allow", typed="\n").stdout
    assert run("check", "mine").exit_code == 1
    run("review", "mine", "--by", "Ana", "--allow", typed="The doctor wrote it.\n")
    assert run("check", "mine").exit_code == 0
    assert "allowed: The doctor wrote it." in run("review", "mine", "--list").stdout


def test_spanish_is_asked_in_spanish(run, folder):
    text = "title: Noche\nlanguage: es\nsteps:\n  - say: Tome un vaso de leche.\n"
    (folder / "routines/mine.yaml").write_text(text, encoding="utf-8")
    done = run("review", "mine", "--by", "Ana", typed="n\ns\n")
    assert "¿Le dice esto a alguien que tome, cambie o deje algo" in done.stdout
    assert "not signed" in done.stdout


def test_what_comes_with_nightcue_needs_no_reading(run):
    done = run("review", "bedtime", "--by", "Ana", "--yes")
    assert done.exit_code == 2
    assert "nightcue new NAME --from bedtime" in done.stderr


def test_the_file_of_reviews_is_no_routine(run):
    run("review", "mine", "--by", "Ana", "--yes")
    assert "reviewed" not in run("list").stdout


def test_it_stops_at_ctrl_c_with_what_was_signed(run, monkeypatch):
    asked = iter([False, KeyboardInterrupt])

    def answer(*_, **__):
        if next(asked) is KeyboardInterrupt:
            raise KeyboardInterrupt
        return "no"

    monkeypatch.setattr(click, "prompt", answer)
    done = run("review", "mine", "--by", "Ana")
    assert done.exit_code == 130
    assert "1 of 5 texts are read" in done.stdout
