"""breathe: breaths on a grid."""

import json
from fractions import Fraction

import pytest
from click.testing import CliRunner

from nightcue.commands import nightcue

SLOW = "{in: 4s, hold: 7s, out: 8s, rest: 0s, times: 6}"


def breaths(inside, fields, top=""):
    return inside(f"  - breathe: {fields}\n", top)


def test_each_part_is_named_as_it_begins(inside):
    assert breaths(inside, "{in: 4s, hold: 7s, out: 8s, rest: 1s, times: 2}") == [
        ("BEAT", "start", 0, "Breathe in."),
        ("BEAT", "start", 4, "Hold."),
        ("BEAT", "start", 11, "Breathe out."),
        ("BEAT", "start", 19, "Rest."),
        ("BEAT", "start", 20, "Breathe in."),
        ("BEAT", "start", 24, "Hold."),
        ("BEAT", "start", 31, "Breathe out."),
        ("BEAT", "start", 39, "Rest."),
    ]


def test_breaths_in_spanish(inside):
    said = breaths(inside, "{in: 4s, hold: 2s, out: 6s, rest: 2s, times: 1}", "language: es\n")
    assert [word for *_, word in said] == ["Tome aire.", "Mantenga el aire.", "Suelte el aire.", "Descanse."]


def test_a_part_of_no_length_is_left_out(inside):
    assert [(at, word) for _, _, at, word in breaths(inside, "{in: 4s, out: 5500ms, times: 2}")] == [
        (0, "Breathe in."),
        (4, "Breathe out."),
        (Fraction("9.5"), "Breathe in."),
        (Fraction("13.5"), "Breathe out."),
    ]


def test_breaths_can_be_ticked(script):
    text = "title: T\nsound: {count: tick}\nsteps:\n  - breathe: {in: 4s, hold: 7s, out: 8s, times: 1}\n"
    (window,) = script(text).cues
    assert [(cue.kind, cue.offset, cue.text) for cue in window.cues] == [
        ("chime", 0, "tick"),
        ("chime", 4, "tock"),
        ("chime", 11, "tock"),
    ]


def test_breaths_are_no_hold_of_a_stretch(steps):
    assert steps(f"  - breathe: {SLOW}\n") == [("breaths", 114)]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("{in: 4s, out: 4s}", "'times' is missing here"),
        ("{out: 4s, times: 3}", "'in' is missing here"),
        ("{inn: 4s, out: 4s, times: 3}", "there is no 'inn' here"),
        ("{in: 0s, out: 4s, times: 3}", "from 1s to 30s is possible here"),
        ("{in: 4s, out: 4s, hold: 2m, times: 3}", "from 0s to 30s is possible here"),
        ("6", "'breathe' takes fields"),
    ],
)
def test_what_is_wrong_is_told_in_the_words_that_were_written(problems, fields, told):
    found = problems(f"title: T\nsteps:\n  - breathe: {fields}\n")
    assert any(told in problem.message for problem in found)


@pytest.mark.parametrize(
    ("language", "voice"), [("en", "embedded"), ("en", "heart"), ("es", "embedded"), ("es", "pico-es")]
)
def test_nineteen_seconds_stay_nineteen_seconds(tmp_path, language, voice):
    routine = tmp_path / "breaths.yaml"
    routine.write_text(f"title: Breaths\nlanguage: {language}\nsteps:\n  - breathe: {SLOW}\n", encoding="utf-8")
    shown = CliRunner().invoke(nightcue, ["plan", str(routine), "--json", "--voice", voice], catch_exceptions=False)
    plan = json.loads(shown.stdout)
    first = plan["events"][0]["start"]
    starts = [event["start"] - first for event in plan["events"]]
    assert starts == pytest.approx([19 * n + at for n in range(6) for at in (0, 4, 11)], abs=1e-3)
    assert [(window["kind"], window["seconds"]) for window in plan["windows"]] == [("breaths", 114)]
