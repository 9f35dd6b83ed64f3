"""Rules about movements: how long one goes on, and that none bounces."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction

from nightcue.language.script import Window
from nightcue.safety.intents import in_any_language
from nightcue.safety.postures import bounces
from nightcue.safety.rule import Context, Finding, rule

LONGEST = {"beats": 15, "hold": 10}
"""Minutes of one movement, and of one stretch, in a track, all sides and sets, by the fact caution-again-and-again."""

MOST = 300
"""Repetitions of one movement in a track, all sides and sets, by the same fact."""

_CALLED = {"beats": "movement", "hold": "stretch"}


@rule(
    "too-often", "error", "caution-again-and-again",
    "a movement is done 300 times and for 15 minutes at most, a stretch held for 10, in all (our own caution)",
    "fewer repetitions, sets or rounds",
    topics=frozenset({"cramps", "stretching"}),
)  # fmt: skip
def too_often(context: Context) -> Iterator[Finding]:
    """Find the movement or stretch that is done for too long in all, by its name."""
    seconds: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    times: Counter[tuple[str, str]] = Counter()
    found: set[tuple[str, str]] = set()
    for window, name in _named(context):
        key = window.kind, name
        seconds[key] += window.seconds
        times[key] += _repetitions(window) if window.kind == "beats" else 0
        if key not in found and (seconds[key] > 60 * LONGEST[window.kind] or times[key] > MOST):
            found.add(key)
            much = f"over {MOST} times" if times[key] > MOST else f"for over {LONGEST[window.kind]} minutes"
            yield Finding(window.origin.span, f"this {_CALLED[window.kind]} is done {much} in all")


def _repetitions(window: Window) -> int:
    """Return how often the words of the first beat come round, or how many beats there are where all differ."""
    rounds = [cue for cue in window.cues if cue.text == window.cues[0].text]
    return round(window.seconds / rounds[1].offset) if len(rounds) > 1 and rounds[1].offset else len(window.cues)


@rule(
    "bouncing", "error", "exit-gentle",
    "no movement bounces in a stretch",
    "hold the stretch still for 20 to 30 s",
    topics=frozenset({"cramps", "stretching"}),
)  # fmt: skip
def bouncing(context: Context) -> Iterator[Finding]:
    """Find movements that bounce, by their name, their setup or the words of their beat."""
    said: dict[str, set[str]] = {}
    for line in context.lines():
        said.setdefault(line.origin.step, set()).add(line.text)
    for _, window in context.windows("beats"):
        texts = said.get(window.origin.step, set()) | {cue.text for cue in window.spoken}
        if any(in_any_language(bounces, text) for text in texts):
            yield Finding(window.origin.span, "this bounces")


def _named(context: Context) -> Iterator[tuple[Window, str]]:
    """Return every movement and hold with the first line of its step, which is its name."""
    names: dict[str, str] = {}
    for line in context.lines():
        names.setdefault(line.origin.step, line.text)
    for _, window in context.windows(*LONGEST):
        yield window, names.get(window.origin.step, window.origin.step)
