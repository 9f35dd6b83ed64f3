"""stretch: a position held for an exact time, by side and by set."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from pydantic import Field

from nightcue.language.phrase_models import Words
from nightcue.language.sets_and_sides import Rounds
from nightcue.language.unrolling import Unrolling
from nightcue.language.values import duration
from nightcue.language.window_cues import Cues


class Said(Words):
    """What is said as a hold begins."""

    hold: str


class Stretch(Rounds):
    """A stretch that is held."""

    kind = "stretch"
    words = Said
    example = """
- stretch:
    name: Calf stretch, at the wall
    setup: Face the wall, both hands on it. One foot back, heel down, knee straight.
    hold: 25s
    sides: [left, right]
    sets: 2
    cues: {halfway: true, countdown: 3, encourage: Breathe slowly.}
"""
    windows = Rounds.windows | {"hold": "a stretch is held"}

    hold: Annotated[Fraction, duration("1s", "1h"), Field(description="How long each hold lasts.")]
    cues: Annotated[Cues, Field(description="What is said during the hold.")] = Cues()

    def unroll(self, cues: Unrolling) -> None:
        """Speak the setup, then keep one hold for each side and set."""

        said: Said = cues.speech.phrases.steps.stretch

        def hold() -> None:
            cues.say(said.hold.format(time=cues.speech.duration(self.hold)))
            inside = self.cues.inside(self.hold, cues.speech, cues.origin)
            cues.window("hold", self.hold, inside, expected=len(inside))

        self.rounds(cues, hold)
