"""Whatever is in a routine, nothing comes of it but a timeline, or a RoutineError that is told as it has to be."""

from judging import run_rules
from nightcue.language.diagnostics import RoutineError
from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll
from nightcue.safety.conditions import CONDITIONS
from nightcue.safety.profile import parse_profile
from nightcue.safety.rule import Context
from nightcue.timeline.schedule import schedule
from written import PART

CUT = b"\n# === part.yaml ===\n"
"""Stands in a file between a routine and the file `part.yaml` that it may include."""
RATE = 22_050
FRAIL = parse_profile({"conditions": list(CONDITIONS)})
"""A listener who every rule about listeners is about."""


def laid_out(data, home):
    """The path of the routine in `data`, which is written into the folder `home` with its part."""
    routine, cut, part = data.partition(CUT)
    (home / "fuzzed.yaml").write_bytes(routine)
    (home / "part.yaml").write_bytes(part if cut else PART.encode())
    return home / "fuzzed.yaml"


def problems_in(path):
    """Everything that is found in the routine at `path` on the way to a timeline, each shown as it has to be.

    Any exception is a fault of nightcue, and an AssertionError says that something is told badly.
    """
    try:
        routine = read_routine(path)
        script = unroll(routine)
        timeline = schedule(script, lambda kind, text: len(text) * RATE // 13, RATE)
        found = [*timeline.warnings, *run_rules(Context(routine, script, timeline.duration, FRAIL))]
    except RoutineError as error:
        assert error.diagnostics
        found = error.diagnostics
    for problem in found:
        assert "could not be applied" not in problem.message, problem.message
        is_shown_well(problem)
    return found


def is_shown_well(problem):
    """One message on one line, and below it the line of the file with a caret under the column."""
    shown = str(problem).split("\n")
    place = f"{problem.span.path}:{problem.span.line}:{problem.span.column}" if problem.span.line else problem.span.path
    assert shown[0] == f"{place}: {problem.severity}[{problem.code}]: {problem.message}"
    assert all(line.isprintable() for line in shown)
    assert problem.message
    if problem.hint:
        assert shown.pop() == f"  hint: {problem.hint}"
    if problem.span.line:
        _, source, caret = shown
        assert source.startswith("  | ")
        assert caret.rstrip("^").strip() == "|"
        assert caret.endswith("^")
    else:
        assert len(shown) == 1
