"""Ways out of what lasts too long, too short or too often: the nearest length that is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from math import floor

from nightcue.document.places import STEPS
from nightcue.document.tree import Path_, Tree
from nightcue.document.ways_out.case import Case, amount
from nightcue.document.ways_out.way_out import WayOut
from nightcue.language.script import Window
from nightcue.safety.rules import breathing, compression, lengths, movements, rescue, stretching
from nightcue.safety.rules.breathing import SLOW_PART

_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_BREATH = ("in", "hold", "out", "rest")
_CALM_PART = Fraction(2)
"""Seconds of breathing in, and of breathing out, that make a breath of 4 s, as the rule about fast ones advises."""
_HALF = Fraction(1, 2)


def hold(case: Case) -> Iterator[WayOut]:
    """Yield the nearest usual length of a hold; of a line with pauses after it, what is left for the last of them.

    One that is too long only with those before it, because nobody lets go in between, can be left out.
    """
    against_cramps = case.forms.routine.topic == "cramps"
    usual = stretching.USUAL if against_cramps else (Fraction(1), stretching.LONGEST_ELSEWHERE)
    path = case.length_of(case.at)
    now = case.seconds(path) if path else None
    if now is None:
        return
    if case.kind == "movement":
        beats = len(case.value(case.field("beat")) or ["one"])
        longest = stretching.LONGEST if against_cramps else stretching.LONGEST_ELSEWHERE
        yield from case.make_it(path, longest * beats)
    elif case.kind == "stretch" and now < Fraction(_first_number(case)):
        yield from case.remove_step()
    elif case.kind == "stretch":
        yield from case.make_it(path, min(max(now, usual[0]), usual[1]))
    else:
        before = Fraction(_first_number(case)) - now
        yield from case.make_it(path, floor_to_seconds(usual[1] - before))
        yield from case.remove_step()


def session(limit: Fraction) -> Callable[[Case], Iterator[WayOut]]:
    """Return what yields the length with which all sessions of a therapy stay within `limit` seconds."""

    def ways(case: Case) -> Iterator[WayOut]:
        here = [window for window in case.windows if window.treatment]
        if here and here[0].treatment:
            therapy = here[0].treatment.therapy
            every = [cue for cue in case.cues if isinstance(cue, Window) and cue.treatment]
            whole = sum(cue.seconds for cue in every if cue.treatment and cue.treatment.therapy == therapy)
            others = whole - len(here) * here[0].seconds
            for seconds in ((limit - others) / len(here), limit / len(here)):
                if 60 <= seconds < here[0].seconds:
                    yield from case.make_it(case.length_of(case.at), floor_to_seconds(seconds))
        yield from case.remove_step()

    return ways


def slow_breath(case: Case) -> Iterator[WayOut]:
    """Yield breaths with no part over the limit; of a movement, none; of a line, a shorter pause after it."""
    if case.kind == "breathe":
        yield from _breath(
            case, [name for name in _BREATH if (case.seconds(case.field(name)) or 0) > SLOW_PART], SLOW_PART
        )
    elif case.kind in {"movement", "stretch"}:
        yield from case.remove_step()
    else:
        yield from _silence_after(case, SLOW_PART)


def fast_breath(case: Case) -> Iterator[WayOut]:
    """Yield breaths of 4 s; of a movement, none; of a line, a shorter pause after it."""
    if case.kind == "breathe":
        yield from _breath(case, ["in", "out"], _CALM_PART)
    elif case.kind == "movement":
        yield from case.remove_step()
    else:
        yield from _silence_after(case, breathing.FAST_FOR)


def rescue_length(case: Case) -> Iterator[WayOut]:
    """Yield another length for the longest pause, with which the routine lasts as long as a rescue does."""
    now = Fraction(_first_number(case))
    silent = sum(cue.seconds for cue in case.cues if isinstance(cue, Window))
    # no voice may make it too long, nor the fastest too short
    shift = rescue.LONGEST - now if now > rescue.LONGEST else rescue.SHORTEST - silent
    pauses = [(seconds, path) for path in _pauses(case) if (seconds := case.seconds(path)) is not None]
    for seconds, path in sorted(pauses, key=lambda pause: pause[0], reverse=True):
        yield from case.make_it(path, floor_to_seconds(seconds + shift))


def too_often(case: Case) -> Iterator[WayOut]:
    """Yield fewer repetitions, or fewer sets, with which the step is done for no longer than is right."""
    windows = [window for window in case.windows if window.kind in movements.LONGEST]
    if windows and case.kind in {"movement", "stretch"}:
        most = Fraction(60 * movements.LONGEST[windows[0].kind])
        count = case.value(case.field("reps"))
        if case.kind == "movement" and isinstance(count, str) and count.isdecimal():
            tempo = windows[0].seconds / int(count)
            fewer = min(floor(movements.MOST / len(windows)), floor(most / tempo / len(windows)))
            if 0 < fewer < int(count):
                yield case.write(case.field("reps"), str(fewer))
        sets = case.value(case.field("sets"))
        if isinstance(sets, str) and sets.isdecimal() and int(sets) > 1:
            each = sum(window.seconds for window in windows) / int(sets)
            times = Fraction(sum(window.times for window in windows), int(sets))
            fewer = min(floor(most / each), floor(movements.MOST / times) if times else int(sets))
            if 0 < fewer < int(sets):
                yield case.write(case.field("sets"), str(fewer))
        yield from case.make_it(case.length_of(case.at), floor_to_seconds(most / len(windows)))
    yield from case.remove_step()


def beat(case: Case) -> Iterator[WayOut]:
    """Yield a tempo, in halves of a second, at which the word fits even when a slow voice says it."""
    numbers = [Fraction(number) for number in _NUMBERS.findall(case.problem.message.rpartition("' takes ")[2])]
    tempo = case.seconds(case.field("tempo")) if case.kind == "movement" else None
    if tempo and len(numbers) == 2 and numbers[1]:
        yield from case.make_it(case.field("tempo"), -(-tempo * numbers[0] / numbers[1] // _HALF) * _HALF)


def floor_to_seconds(seconds: Fraction) -> Fraction:
    """Return a length in whole seconds that is not longer."""
    return Fraction(floor(seconds))


def _breath(case: Case, names: list[str], seconds: Fraction) -> Iterator[WayOut]:
    def change(tree: Tree) -> Tree:
        for name in names:
            for way in Case(case.seen, case.problem, case.at).make_it(case.field(name), seconds):
                tree = way.change(tree)
        return tree

    yield WayOut("make_each", change, {"amount": amount(seconds)})


def _silence_after(case: Case, most: Fraction) -> Iterator[WayOut]:
    """Yield a length for the first window after the line, and then the text without the line."""
    for step in _steps_after(case):
        if path := case.length_of(step):
            yield from case.make_it(path, most)
            break
    yield from case.leave_out(case.path_of_text())


def _steps_after(case: Case) -> Iterator[Path_]:
    at = case.at
    if len(at) > 1 and isinstance(at[-1], int):
        siblings = case.value(at[:-1])
        for number in range(at[-1] + 1, len(siblings)):
            yield (*at[:-1], number)


def _pauses(case: Case, path: Path_ = (STEPS,)) -> Iterator[Path_]:
    written = case.value(path)
    for number in range(len(written)) if isinstance(written, list) else ():
        if (length := case.length_of((*path, number))) and length[-1] in {"pause", "duration"}:
            yield length


def _first_number(case: Case) -> str:
    found = _NUMBERS.search(case.problem.message)
    return found[0] if found else "0"


WAYS: dict[str, Callable[[Case], Iterator[WayOut]]] = {
    "stretch-too-long": hold,
    "stretch-unusual": hold,
    "compression-too-long": session(compression.LONGEST),
    **{f"{therapy}-too-long": session(Fraction(60 * limit)) for therapy, limit in lengths.LONGEST.items()},
    "massager-too-long": session(Fraction(60 * lengths.MASSAGER)),
    "breath-held": slow_breath,
    "breath-fast": fast_breath,
    "rescue-length": rescue_length,
    "too-often": too_often,
    "beat-too-long": beat,
}
"""The ways out by the code of what is found."""
