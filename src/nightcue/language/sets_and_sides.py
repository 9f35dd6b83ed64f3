"""Sets and sides: what a stretch and a movement share."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from nightcue.language.choices import Sides
from nightcue.language.detail import Lines
from nightcue.language.step import Step
from nightcue.language.unrolling import Unrolling
from nightcue.language.values import Text, duration, whole


class Rounds(Step):
    """Fields of a step that is done in sets, and on each side in turn."""

    windows = {  # noqa: RUF012
        "wait": "getting into place before a set",
        "switch": "changing sides",
        "rest": "the rest between the sets of a stretch or movement",
    }

    name: Annotated[Text, Field(description="What it is called; spoken first.")]
    setup: Annotated[Lines, Field(description="How to get into place; spoken once, before the first set.")] = []  # noqa: RUF012
    ready: Annotated[
        Fraction, duration("0s", "10m"), Field(description="Silence for getting into place before each set.")
    ] = Fraction(5)
    sides: Annotated[Sides, Field(description="The sides, in turn, in each set; none for both legs at once.")] = ()
    sets: Annotated[int, whole(1, 100), Field(description="How many times over all sides.")] = 1
    switch: Annotated[Fraction, duration("0s", "10m"), Field(description="Silence for changing sides.")] = Fraction(5)
    rest: Annotated[Fraction, duration("0s", "1h"), Field(description="Rest between sets.")] = Fraction(10)

    def rounds(self, cues: Unrolling, once: Callable[[], None]) -> None:
        """Write what leads from one side and set to the next; `once` writes what is done each time."""
        phrases, speech = cues.speech.phrases, cues.speech
        cues.say(as_sentence(self.name), at=self.name.span)
        cues.say(*self.setup)
        for number in range(self.sets):
            if number:
                if self.rest:
                    cues.say(phrases.rest.format(time=speech.duration(self.rest)))
                    cues.window("rest", self.rest)
                cues.say(phrases.set)
            for turn, side in enumerate(self.sides or (None,)):
                if side and turn:
                    cues.say(getattr(phrases.change, side))
                    cues.window("switch", self.switch)
                else:
                    if side:
                        cues.say(getattr(phrases.side, side))
                    cues.window("wait", self.ready)
                once()
        cues.say(phrases.relax)


def as_sentence(text: str) -> str:
    """`text` with a full stop where no mark ends it, so that a voice lets it fall."""
    return text if text[-1] in ".!?…:;" else f"{text}."
