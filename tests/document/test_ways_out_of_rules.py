"""Every finding of a rule has a way out: its button mends it, in one place, and changes nothing else."""

import importlib.util
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from nightcue.document.document import Document
from nightcue.document.errors import ChangeRefusedError
from nightcue.document.findings import look
from nightcue.document.ways_out.offering import OF_RULES
from nightcue.safety.checker import every_rule

pytestmark = pytest.mark.once

SAFETY_TESTS = Path(__file__).parents[1] / "safety"
_SPEC = importlib.util.spec_from_file_location("cases_of_the_rules", SAFETY_TESTS / "test_rules.py")
RULES = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(RULES)

NONE = {"words-not-judged": "only somebody who knows the language can read it"}
"""Rules without a way out, and why."""

CASES = [
    pytest.param(code, language, changes, text, id=f"{code}-{number}-{language}")
    for number, (code, texts, changes) in enumerate(RULES.CASES)
    for language, text in texts.items()
]


def opened(folder, text, name="mine"):
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return Document(path)


def of(document, code):
    return [found for found in look(document).found if found.diagnostic.code == code]


@pytest.mark.parametrize(("code", "language", "changes", "text"), CASES)
def test_what_a_rule_finds_is_gone_after_its_button(tmp_path, code, language, changes, text):
    for old, new in changes:
        text = text.replace(old, new)
    found = of(opened(tmp_path, text), code)
    assert found
    for each in found:
        assert each.ways_out, each.diagnostic
        for way in each.ways_out:
            document = opened(tmp_path, text)
            way.apply(document)
            assert len(of(document, code)) < len(found), way
            hunks = [hunk for hunk in _hunks(text, document.text) if hunk[0] != "equal"]
            assert len(hunks) == 1, way
            document.undo()
            assert document.text == text


def _hunks(before, after):
    return SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False).get_opcodes()


def test_every_rule_has_a_way_out():
    assert {rule.code for rule in every_rule()} == {*NONE} | {code for code in OF_RULES if code in _codes()}


def _codes():
    return {rule.code for rule in every_rule()}


def steps(*lines, head=""):
    said = "  - say: This is not medical advice. Ask your doctor if cramps come often. If anything hurts, stop.\n"
    return f"title: T\nlanguage: en\n{head}steps:\n{said}" + "".join(f"  - {line}\n" for line in lines)


def test_a_number_that_a_variable_brings_is_changed_where_the_variable_is(tmp_path):
    text = steps('stretch: {name: Calf, hold: "{hold}"}', head="vars:\n  hold: 75s    # too long\n")
    document = opened(tmp_path, text)
    (found,) = of(document, "stretch-too-long")
    assert (found.at, found.fact) == (("steps", 1), "stretch-hold")
    found.ways_out[0].apply(document)
    assert document.text == text.replace("75s", "30s")


@pytest.mark.parametrize(("written", "right"), [("19s", "20s"), ("5s", "20s"), ("31s", "30s"), ("2m", "30s")])
def test_a_hold_becomes_the_nearest_that_is_usual(tmp_path, written, right):
    document = opened(tmp_path, steps(f"stretch: {{name: Calf, hold: {written}}}"))
    (found,) = of(document, "stretch-too-long") or of(document, "stretch-unusual")
    found.ways_out[0].apply(document)
    assert f"hold: {right}" in document.text


def test_two_sessions_share_what_is_left_of_the_time(tmp_path):
    session = "session: {{name: Massage, therapy: massage, start: Rub., duration: {}, stop: Rest.}}"
    document = opened(tmp_path, steps(session.format("20m"), session.format("25m")))
    (found,) = of(document, "massage-too-long")
    assert (found.at, [(way.label, way.values) for way in found.ways_out]) == (
        ("steps", 2), [("make_it", {"amount": "10 min"}), ("remove_step", {})],
    )  # fmt: skip
    found.ways_out[0].apply(document)
    assert "duration: 10m" in document.text and "duration: 20m" in document.text


def test_a_word_that_is_too_long_for_its_beat_gets_a_slower_tempo(tmp_path):
    document = opened(tmp_path, steps("movement: {name: Ankles, reps: 5, tempo: 500ms, beat: [Point your toes down]}"))
    found, *_ = of(document, "beat-too-long")
    assert found.severity == "warning"
    found.ways_out[0].apply(document)
    assert of(document, "beat-too-long") == []


def test_a_cue_that_does_not_fit_can_be_left_out(tmp_path):
    long = "Breathe in and out and in again and out and let your shoulders sink a little more each time "
    document = opened(
        tmp_path, steps(f"stretch: {{name: Calf, hold: 20s, cues: {{halfway: true, encourage: {long * 2}now}}}}")
    )
    (found,) = of(document, "cue-left-out")
    found.ways_out[0].apply(document)
    assert "cues: {halfway: true}" in document.text


def test_a_button_of_a_text_that_is_another_by_now_changes_nothing(tmp_path):
    document = opened(tmp_path, steps("puase: 3s"))
    (found,) = of(document, "unknown-step")
    document.replace_text(document.text.replace("3s", "4s"))
    with pytest.raises(ChangeRefusedError):
        found.ways_out[0].apply(document)
    assert "puase: 4s" in document.text


def test_what_is_found_in_a_part_is_mended_once_the_part_is_copied(tmp_path):
    (tmp_path / "calf.yaml").write_text("steps:\n  - stretch: {name: Calf, hold: 75s}\n", encoding="utf-8")
    document = opened(tmp_path, steps("include: calf.yaml"))
    (found,) = of(document, "stretch-too-long")
    assert [way.label for way in found.ways_out] == ["copy_in"]
    found.ways_out[0].apply(document)
    (found,) = of(document, "stretch-too-long")
    found.ways_out[0].apply(document)
    assert document.text == steps("stretch: {name: Calf, hold: 30s}")
    assert of(document, "stretch-too-long") == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("*Gently* stretch your calf", "Gently stretch your calf"),
        ("Hold it for {{hold}}", "Hold it for {hold}"),
        ("See [this page](http://example.org) first", "See this page first"),
        ("Rest <b>now</b> please", "Rest now please"),
    ],
)
def test_marks_of_another_program_are_taken_out(tmp_path, written, said):
    document = opened(tmp_path, steps(f'say: "{written}"', head="vars: {hold: 20s}\n"))
    found = of(document, "markup")
    found[0].ways_out[0].apply(document)
    assert document.value(("steps", 1, "say")) == said
    assert of(document, "markup") == []


def test_what_can_mean_two_things_is_written_as_it_is_said(tmp_path):
    document = opened(tmp_path, steps("say: Walk 10 m to the door."))
    for found in of(document, "two-meanings"):
        found.ways_out[0].apply(document)
        assert of(document, "two-meanings") == []


def test_what_a_variable_brings_to_a_part_is_changed_in_the_routine(tmp_path):
    (tmp_path / "calf.yaml").write_text('steps:\n  - stretch: {name: Calf, hold: "{hold}"}\n', encoding="utf-8")
    text = steps("include: calf.yaml", head="vars: {hold: 75s}\n")
    document = opened(tmp_path, text)
    (found,) = of(document, "stretch-too-long")
    assert [way.label for way in found.ways_out] == ["make_it", "copy_in"]
    found.ways_out[0].apply(document)
    assert document.text == text.replace("75s", "30s")
