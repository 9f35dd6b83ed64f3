"""Rules about breaths: none held for long, and none in a hurry for long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

from nightcue.language.script import Line, Window
from nightcue.safety.intents import in_any_language
from nightcue.safety.postures import holds_the_breath, hurries_the_breath, names_breathing
from nightcue.safety.rule import Context, Finding, rule

HELD = Fraction(30)
"""Seconds for which a line may have the breath held, by the fact caution-breath: what a step of breaths may say."""

SLOW_PART, SLOW_BREATHS = Fraction(15), 5
"""Seconds from which a part of a breath is long, and how many such breaths there may be, by the same fact."""

FAST, FAST_FOR = Fraction(3), Fraction(60)
"""Seconds below which a breath is fast, and how many seconds of such breaths there may be, by the same fact."""


@rule(
    "breath-held", "error", "caution-breath",
    "a breath is held for at most 30 s, and at most 5 times for over 15 s (our own caution, from no document)",
    "let it go earlier, or breathe on",
)  # fmt: skip
def held(context: Context) -> Iterator[Finding]:
    """Find lines that have a breath held through long windows, and slow breaths again and again."""
    times = 0
    for line, seconds, often in (*_through_the_silence(context, holds_the_breath), *_in_each_beat(context)):
        before = times
        times += often if seconds > SLOW_PART else 0
        if seconds > HELD:
            yield Finding(line.origin.span, f"this has the breath held for over {HELD} s")
        elif before <= SLOW_BREATHS < times:
            yield Finding(line.origin.span, f"this has the breath held for over {SLOW_PART} s again and again")
    for _, window in context.windows("breaths"):
        slow = sum(after - before > SLOW_PART for before, after in pairwise(_beats(window)))
        if slow > SLOW_BREATHS:
            yield Finding(window.origin.span, f"{slow} breaths with a part of over {SLOW_PART} s")


@rule(
    "breath-fast", "error", "caution-breath",
    "breaths of under 3 s go on for at most a minute in all (our own caution, from no document)",
    "give each breath at least 4 s",
)  # fmt: skip
def fast(context: Context) -> Iterator[Finding]:
    """Find lines that have somebody breathe fast through long windows, and fast breaths that are too many in all."""
    for line, seconds, _ in _through_the_silence(context, hurries_the_breath):
        if seconds > FAST_FOR:
            yield Finding(line.origin.span, f"this has somebody breathe fast for over {FAST_FOR} s")
    in_all = Fraction(0)
    for window in _breaths(context):
        breath = window.seconds / max(1, window.times)
        if breath < FAST:
            in_all += window.seconds
            if in_all > FAST_FOR:
                yield Finding(window.origin.span, f"breaths of {float(breath):.3g} s for {float(in_all):g} s")
                return


def _breaths(context: Context) -> Iterator[Window]:
    """Return every window of breaths, and of a movement that its lines or beats say is breathing."""
    breathing: set[str] = set()
    movements = {window.origin.step for _, window in context.windows("beats")}
    for cue in context.script.cues:
        if isinstance(cue, Line) and cue.origin.step in movements and in_any_language(names_breathing, cue.text):
            breathing.add(cue.origin.step)
        elif isinstance(cue, Window) and (
            cue.kind == "breaths" or (cue.kind == "beats" and (cue.origin.step in breathing or _says_to_breathe(cue)))
        ):
            yield cue


def _says_to_breathe(window: Window) -> bool:
    return any(in_any_language(names_breathing, text) for text in {cue.text for cue in window.spoken})


def _through_the_silence(context: Context, intent: Callable[[str, str], bool]) -> Iterator[tuple[Line, Fraction, int]]:
    """Return every line with the intent, the seconds of the windows until the next line, and 1 for once."""
    line: Line | None = None
    seconds = Fraction(0)
    for cue in (*context.script.cues, None):
        if isinstance(cue, Line) or cue is None:
            if line:
                yield line, seconds, 1
            line, seconds = (cue if cue and in_any_language(intent, cue.text) else None), Fraction(0)
        elif isinstance(cue, Window):
            seconds += cue.seconds


def _in_each_beat(context: Context) -> Iterator[tuple[Line, Fraction, int]]:
    """Return every line that has the breath held in a movement or stretch, for how long each time, and how often."""
    said: dict[str, Line] = {}
    for cue in context.script.cues:
        if isinstance(cue, Line) and in_any_language(holds_the_breath, cue.text):
            said[cue.origin.step] = cue
        elif isinstance(cue, Window) and cue.kind in {"beats", "hold"} and cue.origin.step in said:
            parts = (
                [after - before for before, after in pairwise(_beats(cue))] if cue.kind == "beats" else [cue.seconds]
            )
            yield said[cue.origin.step], max(parts, default=Fraction(0)), len(parts)


def _beats(window: Window) -> list[Fraction]:
    return [*sorted(cue.offset for cue in window.cues), window.seconds]
