"""Sets and sides: what a stretch and a movement share."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Annotated, get_args

from pydantic import Field

from nightcue.language.choices import Sides, choice
from nightcue.language.detail import Lines
from nightcue.language.phrase_models import BodyPart, OfPart
from nightcue.language.step import Step
from nightcue.language.texts import Text
from nightcue.language.unrolling import Unrolling
from nightcue.language.until_tap import window
from nightcue.language.values import whole


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
        Fraction, window("0s", "10m"), Field(description="Silence for getting into place before each set.")
    ] = Fraction(5)
    sides: Annotated[Sides, Field(description="The sides, in turn, in each set; none for both at once.")] = ()
    part: Annotated[
        BodyPart,
        choice(*get_args(BodyPart)),
        Field(description="What is named with its side, as in Left arm; none is just left or right."),
    ] = "leg"
    sets: Annotated[int, whole(1, 100), Field(description="How many times over all sides.")] = 1
    switch: Annotated[Fraction, window("0s", "10m"), Field(description="Silence for changing sides.")] = Fraction(5)
    rest: Annotated[Fraction, window("0s", "1h"), Field(description="Rest between sets.")] = Fraction(10)

    def rounds(self, cues: Unrolling, once: Callable[[], None]) -> None:
        """Write the cues of every set and side; `once` writes those of one."""
        speech = cues.speech
        said: OfPart = getattr(speech.phrases.by_part, self.part)
        cues.say(as_sentence(self.name), at=self.name.span)
        cues.say(*self.setup)
        for number in range(self.sets):
            if number:
                if self.rest:
                    cues.say(said.rest.format(time=speech.duration(self.rest)))
                    cues.window("rest", self.rest)
                cues.say(speech.phrases.set)
            for turn, side in enumerate(self.sides or (None,)):
                if side and turn:
                    cues.say(getattr(said.change, side))
                    cues.window("switch", self.switch)
                else:
                    if side:
                        cues.say(getattr(said.side, side))
                    cues.window("wait", self.ready)
                once()
        cues.say(said.relax)


def as_sentence(text: str) -> str:
    """Return `text` with a full stop if it has no closing mark, so that the voice falls at its end."""
    return text if text[-1] in ".!?…:;" else f"{text}."
