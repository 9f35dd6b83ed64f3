"""Too much is refused at the step that is too much, and before it is written out."""

import pytest

from nightcue.language import reading, unrolling
from nightcue.language.reading import read_routine
from nightcue.language.script import WindowCue
from nightcue.language.unrolling import MOST_CUES, Unrolling

HEAD = "title: T\nsteps:\n"


@pytest.fixture
def unrolled(write):
    """Unroll a routine with nothing to catch what goes wrong, and give back how far it came."""

    def call(text, **files):
        routine = read_routine(write(routine=text, **files))
        cues = Unrolling(routine.speech, routine.sound)
        cues.steps(routine.steps)
        return cues

    return call


def repeats(depth, inner, times=100_000):
    for _ in range(depth):
        inner = f"repeat: {{times: {times}, steps: [{inner}]}}"
    return f"{HEAD}  - {inner}\n"


def test_the_most_cues_and_one_more(unrolled):
    most = unrolled(HEAD + "  - repeat: {times: 50000, steps: [say: hi, pause: 1ms]}\n")
    assert (len(most.cues), most.problems) == (MOST_CUES, [])
    more = unrolled(HEAD + "  - repeat: {times: 50000, steps: [say: hi, pause: 1ms]}\n  - say: hi\n")
    (problem,) = more.problems
    assert (problem.code, problem.span.line, problem.span.column) == ("too-long", 4, 5)
    assert problem.message == "written out, this makes more than 100,000 cues"


def test_the_longest_time_and_a_moment_more(unrolled):
    assert unrolled(HEAD + "  - repeat: {times: 12, steps: [pause: 1h]}\n").problems == []
    (problem,) = unrolled(HEAD + "  - repeat: {times: 12, steps: [pause: 1h]}\n  - pause: 1ms\n").problems
    assert (problem.code, problem.span.line, problem.span.column) == ("too-long", 4, 5)
    assert problem.message == "written out, this makes the routine longer than 12 hours"


BEATS = "  - movement: {name: M, reps: 8334, tempo: 1s, beat: [a, b, c, d, e, f, g, h, i, j, k, l]}\n"
SESSIONS = "  - repeat: {times: 3, steps: [session: {name: S, therapy: heat, duration: 12h, cues: {every: 1m}}]}\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "written"),
    [
        pytest.param(HEAD + "  - repeat: {times: 100000, steps: [pause: 1h]}\n", 3, 5, 1, id="hours"),
        pytest.param(HEAD + "  - repeat: {times: 50001, steps: [say: a, say: b]}\n", 3, 5, 2, id="lines"),
        pytest.param(repeats(2, "pause: 1s"), 3, 37, 1, id="10⁵ × 10⁵ s"),
        pytest.param(repeats(12, "pause: 1s"), 3, 357, 1, id="10⁶⁰ s"),
        pytest.param(repeats(12, "say: a", times=2000), 3, 305, 2000, id="2000¹² lines"),
        pytest.param(HEAD + BEATS, 3, 5, 3, id="beats"),
        pytest.param(HEAD + "  - movement: {name: M, reps: 9000, tempo: 10m}\n", 3, 5, 3, id="slow beats"),
        pytest.param(HEAD + SESSIONS, 3, 5, 4, id="sessions"),
        pytest.param(HEAD + "  - stretch: {name: S, hold: 1h, sets: 100, ready: 0}\n", 3, 5, 72, id="holds"),
    ],
)
def test_what_is_too_much_is_told_once_and_not_written_out(unrolled, text, line, column, written):
    cues = unrolled(text)
    (problem,) = cues.problems
    assert (problem.code, problem.span.line, problem.span.column) == ("too-long", line, column)
    assert len(cues.cues) <= written


def test_beats_that_are_too_many_are_not_made_to_be_counted(unrolled, monkeypatch):
    def refuse(*_):
        raise AssertionError("a beat was made")

    monkeypatch.setattr(WindowCue, "__init__", refuse)
    (problem,) = unrolled(HEAD + "  - movement: {name: M, reps: 10000, tempo: 10s}\n").problems
    assert problem.code == "too-long"


@pytest.mark.parametrize("leaf", ["say: hi", "pause: 0s"])
def test_an_include_bomb(unrolled, monkeypatch, leaf):
    read = []
    monkeypatch.setattr(reading, "RoutineSource", lambda *args: read.append(args[0]) or SOURCE(*args))
    files = {f"f{n}": "steps:\n" + f"  - include: f{n + 1}.yaml\n" * 10 for n in range(7)}
    cues = unrolled(HEAD + "  - include: f0.yaml\n" * 10, **files, f7=f"steps: [{leaf}]\n")
    (problem,) = cues.problems
    assert problem.message == "written out, this makes more than 100,000 steps"
    assert len(read) == 9
    assert cues.visited <= MOST_CUES + 1


SOURCE = reading.RoutineSource


def test_a_bomb_of_variables(problems):
    files = {}
    for n in range(7):
        both = f"[include: a{n + 1}.yaml, include: b{n + 1}.yaml]"
        files |= {f"{name}{n}": f"vars: {{v{n}: {name}}}\nsteps: {both}\n" for name in "ab"}
    files |= {f"{name}7": "steps: [say: hi]\n" for name in "ab"}
    found = problems(HEAD + "  - include: a0.yaml\n  - include: b0.yaml\n", **files)
    assert {p.code for p in found} == {"too-large"}


def test_a_repeat_of_nothing_that_lasts(unrolled):
    cues = unrolled(repeats(12, "pause: 0s"))
    assert (cues.cues, cues.problems) == ([], [])


def test_the_limit_is_one_number(monkeypatch, unrolled):
    monkeypatch.setattr(unrolling, "MOST_CUES", 3)
    assert unrolled(HEAD + "  - say: [a, b, c]\n").problems == []
    assert [p.code for p in unrolled(HEAD + "  - say: [a, b, c, d]\n").problems] == ["too-long"]
    assert [p.code for p in unrolled(HEAD + "  - movement: {name: M, reps: 4, tempo: 1s}\n").problems] == ["too-long"]
