"""Rules about movements and stretches: how long one goes on under all its names, and that none bounces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from nightcue.language.script import Window
from nightcue.safety.intents import in_any_language
from nightcue.safety.postures import bounces, kinds_of_movement, kinds_of_stretch, says_the_same_again
from nightcue.safety.rule import Context, Finding, rule
from nightcue.safety.rules.stretching import longest_hold

LONGEST = {"beats": 15, "hold": 10}
"""Minutes of one movement, and of one stretch, in a track, all sides and sets, by the fact caution-again-and-again."""

MOST = 300
"""Repetitions of one movement in a track, all sides and sets, by the same fact."""

MOST_OF_ALL = 500
"""Repetitions of all movements of a track together, by the same fact."""


@dataclass(frozen=True)
class _Sum:
    """Seconds and repetitions of what is done again and again."""

    seconds: Fraction = Fraction(0)
    times: int = 0

    def __add__(self, other: _Sum) -> _Sum:
        return _Sum(self.seconds + other.seconds, self.times + other.times)

    def over(self, kind: str) -> str | None:
        """Return how much too much it is, in words; None where it is not."""
        if self.times > MOST:
            return f"over {MOST} times"
        return f"for over {LONGEST[kind]} minutes" if self.seconds > 60 * LONGEST[kind] else None


_CALLED = {"beats": "movement", "hold": "stretch"}


@rule(
    "too-often", "error", "caution-again-and-again",
    "a movement is done 300 times and for 15 minutes at most, a stretch held for 10, in all (our own caution)",
    "fewer repetitions, sets or rounds",
    topics=frozenset({"cramps", "stretching"}),
)  # fmt: skip
def too_often(context: Context) -> Iterator[Finding]:
    """Find the movement or stretch that is done for too long in all, by its name or by what moves in it."""
    sums: dict[tuple[str, str], _Sum] = defaultdict(_Sum)
    every = _Sum()
    found: set[tuple[str, str]] = set()
    longest = longest_hold(context)
    for window, name, moves in _named(context):
        much = _much(window, longest)
        every += much
        keys = {(window.kind, name), *((window.kind, f"<{move}>") for move in moves)}
        for key in keys:
            sums[key] += much
        over = next((told for key in keys if (told := sums[key].over(window.kind))), None)
        if over and found.isdisjoint(keys):
            found |= keys
            yield Finding(window.origin.span, f"this {_CALLED[window.kind]} is done {over} in all")
    if every.times > MOST_OF_ALL and not found:
        yield Finding(context.routine.span, f"{every.times} repetitions of movements in all; at most {MOST_OF_ALL}")


def _much(window: Window, longest: Fraction) -> _Sum:
    """Return what a window adds; a hold that is too long by itself, which another rule tells, counts as the longest."""
    if window.kind == "hold":
        return _Sum(min(window.seconds, longest))
    return _Sum(window.seconds, window.times)


@rule(
    "bouncing", "error", "exit-gentle",
    "no movement or stretch bounces",
    "hold the stretch still for 20 to 30 s",
    topics=frozenset({"cramps", "stretching"}),
)  # fmt: skip
def bouncing(context: Context) -> Iterator[Finding]:
    """Find movements and stretches that bounce, by their name, their setup or the words of their beat."""
    said: dict[str, set[str]] = {}
    for line in context.lines():
        said.setdefault(line.origin.step, set()).add(line.text)
    found: set[str] = set()
    for _, window in context.windows(*LONGEST):
        texts = said.get(window.origin.step, set()) | {cue.text for cue in window.spoken}
        if window.origin.step not in found and any(in_any_language(bounces, text) for text in texts):
            found.add(window.origin.step)
            yield Finding(window.origin.span, "this bounces")


def _named(context: Context) -> Iterator[tuple[Window, str, frozenset[str]]]:
    """Return every movement and hold with the first line of its step, which is its name, and with what moves in it.

    What only says "the same again" moves what the one before it did.
    """
    said: dict[str, list[str]] = {}
    for line in context.lines():
        said.setdefault(line.origin.step, []).append(line.text)
    moves: dict[str, frozenset[str]] = {}
    before: dict[str, frozenset[str]] = {}
    for _, window in context.windows(*LONGEST):
        step = window.origin.step
        texts = said.get(step, [step])
        if step not in moves:
            kinds = kinds_of_movement if window.kind == "beats" else kinds_of_stretch
            moves[step] = frozenset().union(*map(kinds, texts))
            if not moves[step] and any(in_any_language(says_the_same_again, text) for text in texts):
                moves[step] = before.get(window.kind, frozenset())
            before[window.kind] = moves[step]
        yield window, texts[0], moves[step]
