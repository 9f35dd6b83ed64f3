"""The sleep timer: when it is due, and where the sound may fade so that no instruction is lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Literal

from nightcue.bedside.track_metadata import Score
from nightcue.bedside.windows import worn_spans, worn_until

FADE, SHORTEST_FADE = 25.0, 20.0
"""Seconds in which the sound sinks, and in which it may sink where there is less room between two lines."""

PATIENCE = 120.0
"""Seconds after it is due in which so much room is looked for; then the most room in them has to do."""

AWAKE = 120.0
"""Seconds after the sound has stopped in which going on leads back to where it began to sink."""

Choice = Literal["step", "end"] | int | None
CHOICES: tuple[Choice, ...] = (None, "step", "end", 10, 20, 30, 45, 60)
"""Off, at the end of this step, at the end, and after so many minutes, in the order in which a key leads to them."""


class SleepTimer:
    """What is chosen, and the place to fade that follows from it. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.choose(None)

    def choose(self, choice: Choice) -> None:
        """Take this choice from now on."""
        self.choice = choice
        self._due = self._clock() + 60 * choice if isinstance(choice, int) else 0.0
        self._found: tuple[float, float] | None = None
        self._step: int | None = None

    def choose_next(self) -> None:
        """Take the choice after the one that holds."""
        self.choose(CHOICES[(CHOICES.index(self.choice) + 1) % len(CHOICES)])

    @property
    def minutes(self) -> int:
        """How many minutes are left, begun ones counted, of those that were chosen."""
        return max(0, -int(-(self._due - self._clock()) // 60))

    @property
    def is_due(self) -> bool:
        """Whether the chosen minutes are over."""
        return isinstance(self.choice, int) and self._clock() >= self._due

    def fade(self, score: Score, moment: float) -> tuple[float, float] | None:
        """Return from when to when the sound is to fade, in seconds of the track; None where it is not yet known.

        What was found holds, but at the end of a step is of the step that is heard.
        """
        if self.choice is None or (isinstance(self.choice, int) and not self.is_due):
            return None
        step = score.step_at(moment) if self.choice == "step" else None
        if self._found is None or step != self._step:
            if self.choice == "end" and not score.whole:
                return None
            self._step = step
            if step is None:
                is_end = self.choice == "end"
                self._found = fade_before(score, score.length, moment) if is_end else fade_after(score, moment)
            else:
                self._found = fade_before(score, score.end_of_step(step), moment)
        return self._found


def fade_after(score: Score, moment: float) -> tuple[float, float]:
    """Return the first place from `moment` on to fade, with no line in it, and nothing worn."""
    best: tuple[float, float] | None = None
    for begin, end in _quiet(score, moment):
        if best and begin > moment + PATIENCE:
            break
        if best is None or end - begin > best[1] - best[0]:
            best = begin, end
        if end - begin >= SHORTEST_FADE:
            break
    begin, end = best or (score.length, score.length)
    return begin, min(end, begin + FADE)


def fade_before(score: Score, stop: float, moment: float) -> tuple[float, float]:
    """Return the place to fade that ends at `stop`, or when what is worn then is off; from `moment` on."""
    stop = worn_until(score, stop) or stop
    ends = [end for end in score.ends if end <= stop]
    spans = [end for begin, end in worn_spans(score) if end <= stop]
    return max(moment if moment < stop else 0.0, stop - FADE, *ends[-1:], *spans[-1:]), stop


def _quiet(score: Score, moment: float) -> Iterator[tuple[float, float]]:
    """Return the times from `moment` on in which no line is spoken and nothing is worn, in order."""
    lines = [(start, end) for (start, _), end in zip(score.lines, score.ends, strict=False)]
    taken = sorted([*lines, *worn_spans(score)])
    now = moment
    for begin, end in taken:
        if begin > now:
            yield now, begin
        now = max(now, end)
    if now < score.length:
        yield now, score.length
