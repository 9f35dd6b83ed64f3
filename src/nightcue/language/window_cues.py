"""What is said inside a window: halfway, countdown, time left and encouragement."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from pydantic import Field

from nightcue.language.choices import YesNo
from nightcue.language.fields import Fields
from nightcue.language.phrases import Speech
from nightcue.language.script import Origin, Rank, WindowCue
from nightcue.language.texts import Text
from nightcue.language.values import duration, whole


class Cues(Fields):
    """What is said inside a hold or a session. It never makes it longer."""

    halfway: Annotated[YesNo, Field(description="Say when half of the time has passed.")] = False
    countdown: Annotated[
        int, whole(0, 60), Field(description="Count the last seconds aloud; 3 gives three, two, one.")
    ] = 0
    every: Annotated[
        Fraction | None,
        duration("1s", "12h"),
        Field(description="Say how much time is left, each time this long has passed."),
    ] = None
    encourage: Annotated[
        Text | None, Field(description="A line of encouragement, said when a quarter of the time has passed.")
    ] = None

    def inside(self, seconds: Fraction, speech: Speech, origin: Origin) -> list[WindowCue]:
        """Return the cues for a window of `seconds`, in no particular order."""
        cues: list[WindowCue] = []
        if self.encourage:
            place = Origin(origin.step, self.encourage.span, origin.only_full)
            cues.append(WindowCue(self.encourage, Rank.ENCOURAGEMENT, "start", seconds / 4, place))
        if self.every:
            times = range(1, self.count_every(seconds) + 1)
            cues += [
                WindowCue(speech.time_left(seconds - n * self.every), Rank.TIME, "start", n * self.every, origin)
                for n in times
            ]
        if self.halfway:
            cues.append(WindowCue(speech.phrases.halfway, Rank.HALFWAY, "start", seconds / 2, origin))
        numbers = range(1, min(self.countdown, int(seconds)) + 1)
        cues += [WindowCue(speech.number(n), Rank.COUNTDOWN, "end", Fraction(n), origin) for n in numbers]
        return cues

    def count_every(self, seconds: Fraction) -> int:
        """Return how many times the time left is said in a window of `seconds`."""
        return repeats(self.every, seconds) if self.every else 0

    def expected(self, seconds: Fraction) -> int:
        """The most cues that `inside` can return."""
        return self.count_every(seconds) + self.countdown + 2


def repeats(every: Fraction, seconds: Fraction) -> int:
    """Return how many times `every` passes within `seconds`, the end not counted."""
    return max(0, -(-seconds // every) - 1)
