"""session: a therapy for an exact time, with a start, checks and a stop."""

import pytest

from nightcue.language.phrases import Speech
from nightcue.language.reading import read_routine

SPANISH = Speech("es").phrases

BOOTS = """
  - session:
      name: Compression boots
      therapy: compression
      intensity: gentle
      pressure: 40 mmHg
      start: [Lie back., Turn them on.]
      duration: 15m
      check: {every: 5m, say: "Still comfortable?"}
      cues: {halfway: true}
      stop: Turn them off.
"""


def test_a_session_in_english(steps):
    assert steps(BOOTS) == [
        "Compression boots.",
        "Lie back.",
        "Turn them on.",
        "This takes 15 minutes.",
        ("session", 900),
        "Turn them off.",
    ]


def test_a_session_in_spanish(steps):
    assert steps("  - session: {name: Calor, therapy: heat, duration: 1h}\n", "language: es\n") == [
        "Calor.",
        SPANISH.steps.session.lasts.format(time="1 hora"),
        ("session", 3600),
    ]


def test_what_is_said_during_it(inside):
    assert sorted(inside(BOOTS)) == [
        ("CHECK", "start", 300, "Still comfortable?"),
        ("CHECK", "start", 600, "Still comfortable?"),
        ("HALFWAY", "start", 450, "Halfway."),
    ]


@pytest.mark.parametrize(
    ("every", "times"),
    [("20s", [20, 40]), ("30s", [30]), ("59s", [59]), ("1m", []), ("2m", [])],
)
def test_a_check_never_falls_on_the_end(script, every, times):
    check = f"{{every: {every}, say: Well}}"
    session = f"title: T\nsteps:\n  - session: {{name: S, therapy: heat, duration: 1m, check: {check}}}\n"
    assert [cue.offset for cue in script(session).cues[-2].spoken] == times


def test_a_check_keeps_the_place_of_its_words(script):
    window = script(f"title: T\nsteps:{BOOTS}").cues[4]
    places = {cue.rank.name: (cue.origin.span.line, cue.origin.span.column) for cue in window.spoken}
    assert places == {"CHECK": (10, 31), "HALFWAY": (3, 5)}


def test_what_rules_look_at(write):
    (step,) = read_routine(write(routine=f"title: T\nsteps:{BOOTS}")).steps
    assert (step.therapy, step.intensity, step.pressure) == ("compression", "gentle", 40)
    (step,) = read_routine(write(routine="title: T\nsteps: [session: {name: S, therapy: socks, duration: 1s}]")).steps
    assert (step.therapy, step.intensity, step.pressure, step.check, step.start) == ("socks", None, None, None, [])


@pytest.mark.parametrize("therapy", ["compression", "massage", "socks", "heat", "elevation"])
def test_therapies(steps, therapy):
    assert steps(f"  - session: {{name: S, therapy: {therapy}, duration: 1m}}\n")[-1] == ("session", 60)


@pytest.mark.parametrize(
    ("field", "code", "column"),
    [
        ("therapy: magic", "unknown-word", 33),
        ("therapy: heat, intensity: strong", "unknown-word", 50),
        ("therapy: heat, pressure: 40", "bad-pressure", 49),
        ("therapy: heat, pressure: -5 mmHg", "bad-pressure", 49),
        ("therapy: heat, pressure: 4000 mmHg", "bad-pressure", 49),
        ("therapy: heat, pressure: 40 bar", "bad-pressure", 49),
        ("therapy: heat, check: {every: 4s, say: Well}", "out-of-range", 54),
        ("therapy: heat, check: Well", "wrong-shape", 46),
        ("therapy: heat, check: {say: Well, every: }", "missing-value", 64),
        ("therapy: heat, cues: {countdown: x}", "bad-number", 57),
    ],
)
def test_what_cannot_be(told, field, code, column):
    text = f"title: T\nsteps:\n  - session: {{name: S, {field}, duration: 1m}}\n"
    assert told(text) == [(code, 3, column)]


@pytest.mark.parametrize("duration", ["0s", "999ms", "12h1s"])
def test_a_duration_that_cannot_be(told, duration):
    ((code, line, column),) = told(f"title: T\nsteps:\n  - session: {{name: S, therapy: heat, duration: {duration}}}\n")
    assert (code in {"out-of-range", "bad-duration"}, line, column) == (True, 3, 49)
