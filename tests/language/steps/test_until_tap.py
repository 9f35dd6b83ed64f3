"""Windows of getting ready that wait for a tap: how they are written, and what is said where they are written wrong."""

from fractions import Fraction

import pytest

from nightcue.language.script import Window

WHERE = {
    "pause": "  - pause: {}\n",
    "rest": "  - rest: {{duration: {}}}\n",
    "ready": "  - stretch: {{name: Calf, hold: 25s, ready: {}}}\n",
    "switch": "  - stretch: {{name: Calf, hold: 25s, sides: [left, right], ready: 0s, switch: {}}}\n",
    "rest of a movement": "  - movement: {{name: Ankle, reps: 2, tempo: 2s, sets: 2, ready: 0s, rest: {}}}\n",
    "wait": "  - safety: {{ask: [skin], wait: {}}}\n",
}
READY = {"pause", "rest", "switch", "wait"}


def of_getting_ready(script):
    return [cue for cue in script.cues if isinstance(cue, Window) and cue.kind in READY]


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("written", ["{until: tap, at most: 1m30s}", "{wait: 90s}", '{wait: "{time}"}'])
def test_every_window_of_getting_ready_can_wait_and_keeps_what_is_written(script, where, written):
    made = script(f"title: T\nvars: {{time: 90s}}\nsteps:\n{WHERE[where].format(written)}")
    assert [(each.seconds, each.until_tap) for each in of_getting_ready(made)] == [(Fraction(90), True)]


@pytest.mark.parametrize("where", WHERE)
def test_without_that_it_lasts_as_long_as_ever(script, where):
    made = script(f"title: T\nsteps:\n{WHERE[where].format('90s')}")
    assert [(each.seconds, each.until_tap) for each in of_getting_ready(made)] == [(Fraction(90), False)]


def test_it_is_said_how_long_a_rest_may_take(steps):
    assert steps("  - stretch: {name: Calf, hold: 25s, sets: 2, rest: {wait: 20s}, ready: 0s}\n")[3:5] == [
        "Relax. Rest for 20 seconds.",
        ("rest", 20),
    ]


@pytest.mark.parametrize(
    ("written", "code", "hint", "pointed_at"),
    [
        ("{until: button, at most: 2m}", "unknown-word", "until: tap", "until"),
        ("{until: tap}", "missing-key", "at most: 60s", "until"),
        ("{at most: 2m}", "missing-key", "until: tap", "at most"),
        ("{wait: 60s, until: tap}", "wrong-shape", "write {wait: 60s}", "wait"),
        ("{until: tap, at_most: 60s}", "unknown-key", "did you mean 'at most'?", "at_most"),
        ("{until: tap, max: 60s}", "unknown-key", "did you mean 'at most'?", "max"),
        ("{untill: tap, at most: 60s}", "unknown-key", "did you mean 'until'?", "untill"),
        ("{wait: soon}", "bad-duration", "25s, 1m30s", "soon"),
        ("until tap", "bad-duration", "write {wait: 60s}", "until"),
        ("wait 60s", "bad-duration", "write {wait: 60s}", "wait"),
        ("{wait: 0s}", "out-of-range", None, "0s"),
        ("{wait: [1, 2]}", "wrong-shape", "one value alone", "[1"),
        ("{wait: }", "missing-value", "write it behind the colon", " }"),
    ],
)
def test_what_is_wrong_is_told_at_its_place_with_a_way_out(problems, written, code, hint, pointed_at):
    [problem] = problems(f"title: T\nsteps:\n  - say: hi\n  - pause: {written}\n")
    assert problem.code == code
    assert hint is None or hint in problem.hint
    line = f"  - pause: {written}"
    assert (problem.span.line, problem.span.column) == (4, line.index(pointed_at, 8) + 1)


def test_a_hold_and_a_session_do_not_wait(problems):
    for step in (
        "stretch: {name: Calf, hold: {wait: 25s}}",
        "session: {name: M, therapy: massage, duration: {wait: 9s}}",
    ):
        [problem] = problems(f"title: T\nsteps:\n  - {step}\n")
        assert problem.message == "a duration such as 25s belongs here, not a mapping"
