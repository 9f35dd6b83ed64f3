"""Rules about a leg that is left alone, and about what no massage does: press with all weight, or on bare veins."""

from __future__ import annotations

import math
from collections.abc import Iterator

from nightcue.language.diagnostics import Span
from nightcue.language.script import Cue, Line, Window
from nightcue.safety.intents import in_any_language
from nightcue.safety.postures import (
    is_for_a_leg,
    kneads_a_bare_place,
    kneads_with_all_weight,
    names_a_leg_to_leave_alone,
    names_one_bad_leg,
    presses_a_bare_place,
    presses_with_all_weight,
    warns_of_a_swollen_leg,
)
from nightcue.safety.rule import Context, Finding, rule
from nightcue.safety.rules.rescue import is_rescue


@rule(
    "massage-of-a-swollen-leg", "error", "massage-before-warmth",
    "no session of massage is for a leg that is swollen, hot or red, or has just been hurt",
    'say: "Not if the leg is swollen, warm or red. Get help then."',
)  # fmt: skip
def swollen(context: Context) -> Iterator[Finding]:
    """Find sessions of massage whose start, a title, or one of the two lines before it, is about such a leg."""
    for number, window in context.sessions("massage"):
        start = window.treatment.start if window.treatment else ()
        before = [line.text for line in context.lines(max(0, number - 4 - len(start)), number)]
        if any(
            in_any_language(names_a_leg_to_leave_alone, text) or in_any_language(names_one_bad_leg, text)
            for text in (*start, *before, *context.headings)
        ):
            yield Finding(window.origin.span, "this massages a leg that is swollen, hot or red, or has just been hurt")


@rule(
    "massage-unwarned", "error", "massage-before-warmth",
    "before a leg is massaged it is said, or asked, that it is not swollen, hot or red",
    'say before it: "Never massage a leg that is swollen, warm or red. Get help then."',
)  # fmt: skip
def unwarned(context: Context) -> Iterator[Finding]:
    """Find the first massage of a leg before which no line warns of such a leg, and no safety question asks for one."""
    if is_rescue(context.routine):
        return  # it begins with what helps
    named = {line.origin.step for line in context.lines() if in_any_language(is_for_a_leg, line.text)}
    of_legs = any(in_any_language(is_for_a_leg, title) for title in context.headings)
    warned = next((number for number, cue in enumerate(context.script.cues) if _warns(cue)), math.inf)
    for number, window in context.sessions("massage"):
        if number < warned and (of_legs or window.origin.step in named):
            yield Finding(window.origin.span, "nothing before this massage says to leave a swollen or red leg alone")
            return


def _warns(cue: Cue) -> bool:
    return isinstance(cue, Line) and (cue.question == "swelling" or in_any_language(warns_of_a_swollen_leg, cue.text))


@rule(
    "bad-leg-worked", "error", "thrombosis-emergency",
    "nothing is done with one leg that is swollen or has just been hurt",
    'say: "If one leg is swollen or has just been hurt, leave it alone, and get help."',
)  # fmt: skip
def worked(context: Context) -> Iterator[Finding]:
    """Find steps that stretch, move, warm or squeeze a leg of which their lines, or the two before them, say so."""
    lines: list[tuple[str, str]] = []
    found: set[str] = set()
    for cue in context.script.cues:
        if isinstance(cue, Window):
            step = cue.origin.step
            if step not in found and _works(cue) and _names_it(lines, step):
                found.add(step)
                yield Finding(cue.origin.span, "this works a leg that is swollen or has just been hurt")
        elif isinstance(cue, Line) and not cue.question:
            lines.append((cue.origin.step, "" if context.is_read(cue.text) else cue.text))


def _works(window: Window) -> bool:
    therapy = window.treatment.therapy if window.treatment else None
    return window.kind in {"hold", "beats"} or therapy in {"heat", "compression"}


def _names_it(lines: list[tuple[str, str]], step: str) -> bool:
    """Tell whether one of the lines of a step, or of the two before it, is about such a leg."""
    before = next((number for number in range(len(lines), 0, -1) if lines[number - 1][0] != step), 0)
    return any(in_any_language(names_one_bad_leg, text) for _, text in lines[max(0, before - 2) :])


@rule(
    "massage-too-hard", "error", "caution-massage-gentle",
    "a massage, in any step, is gentle: nobody stands on a leg, or presses with all weight (our own caution)",
    'say: "Press gently, with your hands, and never so that it hurts."',
)  # fmt: skip
def too_hard(context: Context) -> Iterator[Finding]:
    """Find sessions of massage, and other steps with a tool, that press a leg as hard as anybody can."""
    for window, texts in _said_in(context):
        if any(in_any_language(presses_with_all_weight, text) for text in texts):
            yield Finding(window.origin.span, "this presses a leg as hard as anybody can")
    for place, text in _said_elsewhere(context):
        if in_any_language(kneads_with_all_weight, text):
            yield Finding(place, "this presses a leg as hard as anybody can")


@rule(
    "massage-of-a-bare-place", "error", "caution-massage-gentle",
    "no massage presses the hollow of the knee, the groin, the shin bone or veins (our own caution, from no document)",
    "leave these places out: massage the calf, the thigh and the foot",
)  # fmt: skip
def bare_place(context: Context) -> Iterator[Finding]:
    """Find sessions of massage, and other steps with a tool, for a place where veins and nerves lie bare."""
    for window, texts in _said_in(context):
        if any(in_any_language(presses_a_bare_place, text) for text in texts):
            yield Finding(window.origin.span, "this presses where veins and nerves lie bare")
    for place, text in _said_elsewhere(context):
        if in_any_language(kneads_a_bare_place, text):
            yield Finding(place, "this presses where veins and nerves lie bare")


def _said_elsewhere(context: Context) -> Iterator[tuple[Span, str]]:
    """Return every line outside a session of massage that nobody has read, with its place."""
    massaged = {window.origin.step for _, window in context.sessions("massage")}
    told: set[str] = set()
    for line in context.lines():
        known = line.text in told or context.is_read(line.text)
        if not known and line.origin.step not in massaged and not line.question:
            told.add(line.text)
            yield line.origin.span, line.text


def _said_in(context: Context) -> Iterator[tuple[Window, set[str]]]:
    """Return every session of massage with what its step says, and nobody has read."""
    sessions = [window for _, window in context.sessions("massage")]
    said: dict[str, set[str]] = {}
    for line in context.lines() if sessions else ():
        said.setdefault(line.origin.step, set()).add(line.text)
    for window in sessions:
        texts = said.get(window.origin.step, set()) | {cue.text for cue in window.spoken}
        yield window, set(context.unread(texts))
