"""Ways out of a session that is not safe: its questions, its start, its checks, its stop, its timer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

from nightcue.document.adding import with_key
from nightcue.document.contents import Line, with_lines
from nightcue.document.inserting import item_from, with_item
from nightcue.document.places import steps_in
from nightcue.document.removing import without
from nightcue.document.tree import Path_
from nightcue.document.ways_out.case import Case
from nightcue.document.ways_out.way_out import WayOut
from nightcue.language.diagnostics import one_line
from nightcue.language.steps.safety import QUESTIONS
from nightcue.language.variables import lone_variable
from nightcue.language.written_line import in_quotes
from nightcue.safety.intents import in_any_language, invites_to_sleep
from nightcue.safety.rules.compression import STRONGEST, TO_ANSWER

_TO_ANSWER = Fraction(5)
"""Seconds to answer a question, as a step of questions has where nothing else is written."""
_A_CHECK = "3m"
"""Time from one check to the next, as the shipped session has it."""
_BEFORE = frozenset({"say", "pause", "rest", "chime"})
"""Kinds of steps that belong to the session after them: putting the boots on, and lying down."""
_PRESSURE = re.compile(r"\d{2,3}(?=\s*mmHg)", re.IGNORECASE)


def unasked(case: Case) -> Iterator[WayOut]:
    """Yield time to answer the questions that are there, then those that are missing, before the session.

    Where a stop of one's own says nothing of a yes, the built-in one comes in its place.
    """
    missing = case.problem.message.partition(": ")[2].partition(" (fact")[0].split(", ")
    for step in _safety_steps(case):
        wait = case.seconds((*step, "safety", "wait"))
        if wait is not None and wait < TO_ANSWER:
            yield from case.make_it((*step, "safety", "wait"), _TO_ANSWER)
        if case.value((*step, "safety", "stop")) is not None and missing == [""]:
            path = (*step, "safety", "stop")
            yield WayOut("built_in_words", partial(without, path=path))
    yield from questions_before(case, [name for name in QUESTIONS if name in missing] or [*QUESTIONS])


def questions_before(case: Case, names: list[str], right_before: bool = False) -> Iterator[WayOut]:
    """Yield these questions as a step before the one that it is about, and before what belongs to that.

    With `right_before` they come after all of that.
    """
    if len(case.at) < 2 or not isinstance(case.at[-1], int):
        return
    steps, index = case.at[:-1], case.at[-1]
    while index and not right_before and _kind_at(case, (*steps, index - 1)) in _BEFORE:
        index -= 1
    item = item_from(f"- safety: {{ask: [{', '.join(names)}]}}")
    label, values = ("add_questions", {"count": str(len(names))}) if len(names) > 1 else ("add_question", {})
    yield WayOut(label, lambda tree: with_item(tree, steps, index, *item), values)


def too_strong(case: Case) -> Iterator[WayOut]:
    """Yield the highest pressure that is right, in the field or in the line that names one; or leave the line out."""
    text = case.path_of_text()
    if case.kind == "session" and case.value(case.field("pressure")) and (text is None or text[-1] == "pressure"):
        yield case.write(case.field("pressure"), f"{STRONGEST} mmHg")
    elif text and isinstance(said := case.value(text), str):
        lower = _PRESSURE.sub(lambda found: str(min(int(found[0]), STRONGEST)), said)
        if lower != said:
            yield case.write(text, lower, "write", text=one_line(lower))
        yield from case.leave_out(text)


def says(part: str, name: str) -> Callable[[Case], Iterator[WayOut]]:
    """Return what yields a line of nightcue's, `name`, as the last or the first of a `part` of the session."""

    def ways(case: Case) -> Iterator[WayOut]:
        if case.kind == "session" and (line := case.line(name)):
            path, there = case.field(part), _lines_at(case, case.field(part))
            for lines in ([*there, line], [line, *there]):
                change = partial(with_lines, path=path, lines=lines)
                yield WayOut("add_line", change, {"text": one_line(line)})

    return ways


def left_on(name: str) -> Callable[[Case], Iterator[WayOut]]:
    """Return what yields the session without what invites to sleep in it, or with the line `name` at its end."""

    def ways(case: Case) -> Iterator[WayOut]:
        if case.kind != "session":
            yield from case.remove_step()
            return
        if "invites to sleep" not in case.problem.message:
            yield from says("stop", name)(case)
        for path in _texts_below(case, (*case.at, case.kind)):
            if in_any_language(invites_to_sleep, str(case.value(path))):
                yield from case.leave_out(path)

    return ways


def unwatched(case: Case) -> Iterator[WayOut]:
    """Yield the check more often, or in words that ask how it feels, or a check where there is none."""
    check, line = case.value(case.field("check")), case.line("check")
    if isinstance(check, dict):
        every = case.seconds((*case.field("check"), "every"))
        if every is None or every > 300:
            yield case.write((*case.field("check"), "every"), "5m", "make_it", amount="5 min")
        if line:
            yield case.write((*case.field("check"), "say"), line, "write", text=one_line(line))
    elif case.kind == "session" and line:
        path = case.field("check")
        yield WayOut("add_check", lambda tree: with_key(tree, path, {"every": _A_CHECK, "say": line}))


def no_timer(case: Case) -> Iterator[WayOut]:
    """Yield a line about the device's own timer before the session."""
    length = case.value(case.field("duration"))
    seconds = case.seconds(case.field("duration"))
    if isinstance(length, str) and seconds is not None:
        time = length.strip() if lone_variable(length) else case.forms.routine.speech.duration(seconds)
        yield from line_before(case, "timer", time=time)


def line_before(case: Case, name: str, **filled: str) -> Iterator[WayOut]:
    """Yield a line of nightcue's as a step before the one that it is about."""
    line = case.line(name, **filled)
    if line and len(case.at) > 1 and isinstance(case.at[-1], int):
        steps, index, item = case.at[:-1], case.at[-1], item_from(f"- say: {in_quotes(line)}")
        yield WayOut("add_before", lambda tree: with_item(tree, steps, index, *item), {"text": one_line(line)})


def is_compression(case: Case) -> Iterator[WayOut]:
    """Yield the session as one of compression, or the routine without the line that lets a device run."""
    if case.kind == "session" and case.value(case.field("therapy")) != "compression":
        yield case.write(case.field("therapy"), "compression")
    if case.kind != "session" or case.path_of_text() != (*case.at, case.kind):
        yield from case.leave_out(case.path_of_text())


def _safety_steps(case: Case) -> Iterator[Path_]:
    """Yield the steps of questions before the one that it is about, in its list and in the lists around it."""
    for length in range(1, len(case.at)):
        index = case.at[length]
        if isinstance(index, int):
            for step in steps_in(case.tree, case.at[:length])[:index]:
                if _kind_at(case, step) == "safety":
                    yield step


def _kind_at(case: Case, step: Path_) -> str:
    return Case(case.seen, case.problem, step).kind


def _lines_at(case: Case, path: Path_) -> list[Line]:
    written = case.value(path)
    return list(written) if isinstance(written, list) else [written] if written else []


def _texts_below(case: Case, path: Path_) -> Iterator[Path_]:
    written = case.value(path)
    if isinstance(written, str):
        yield path
    keys = written if isinstance(written, dict) else range(len(written)) if isinstance(written, list) else ()
    for key in keys:
        yield from _texts_below(case, (*path, key))


WAYS: dict[str, Callable[[Case], Iterator[WayOut]]] = {
    "compression-unchecked": unasked,
    "compression-too-strong": too_strong,
    "compression-no-start": says("start", "start"),
    "compression-no-stop": says("stop", "stop"),
    "compression-no-way-out": says("start", "way_out"),
    "compression-unwatched": unwatched,
    "compression-no-timer": no_timer,
    "compression-left-on": left_on("stop"),
    "compression-hidden": is_compression,
    "heat-left-on": says("stop", "warmth_away"),
}
"""The ways out by the code of what is found."""
