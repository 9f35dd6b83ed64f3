"""breathe: breaths on a steady beat."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate
from typing import Annotated

from pydantic import Field

from nightcue.language.phrase_models import Words
from nightcue.language.script import Rank, WindowCue
from nightcue.language.step import Step
from nightcue.language.unrolling import Unrolling
from nightcue.language.values import duration, whole


class Said(Words):
    """What is said as each part of a breath begins."""

    inward: str = Field(alias="in")
    hold: str
    out: str
    rest: str


class Breathe(Step):
    """Breaths in and out on a beat: breath n starts exactly n times its own length after the first.

    Each part is named as it begins, or ticked where `sound: {count: tick}` is set. A part of no length is left out.
    """

    kind = "breathe"
    words = Said
    example = """
- say: Breathe through your nose, as deep as is comfortable.
- breathe: {in: 4s, hold: 2s, out: 6s, times: 6}
"""
    windows = {"breaths": "breaths, in and out on their beat"}  # noqa: RUF012

    inward: Annotated[Fraction, duration("1s", "30s"), Field(alias="in", description="How long to breathe in.")]
    hold: Annotated[Fraction, duration("0s", "30s"), Field(description="How long to hold the breath, lungs full.")] = (
        Fraction(0)
    )
    out: Annotated[Fraction, duration("1s", "30s"), Field(description="How long to breathe out.")]
    rest: Annotated[Fraction, duration("0s", "30s"), Field(description="How long to rest before the next breath.")] = (
        Fraction(0)
    )
    times: Annotated[int, whole(1, 1000), Field(description="How many breaths.")]

    def unroll(self, cues: Unrolling) -> None:
        """Keep one window of all the breaths."""
        parts = self._parts(cues)
        length = sum((seconds for seconds, _ in parts), Fraction(0))
        expected = self.times * len(parts)
        cues.window("breaths", self.times * length, self._cues(cues, parts), expected=expected, times=self.times)

    def _parts(self, cues: Unrolling) -> list[tuple[Fraction, str]]:
        """Return the parts of one breath that last: seconds and what is said."""
        said: Said = cues.speech.phrases.steps.breathe
        parts = [(self.inward, said.inward), (self.hold, said.hold), (self.out, said.out), (self.rest, said.rest)]
        return [part for part in parts if part[0]]

    def _cues(self, cues: Unrolling, parts: list[tuple[Fraction, str]]) -> Iterator[WindowCue]:
        ticking = cues.sound.count == "tick"
        *starts, length = accumulate((seconds for seconds, _ in parts), initial=Fraction(0))
        for breath in range(self.times):
            for number, (start, (_, said)) in enumerate(zip(starts, parts, strict=True)):
                at = breath * length + start
                if ticking:
                    yield WindowCue("tock" if number else "tick", Rank.BEAT, "start", at, cues.origin, "chime")
                else:
                    yield WindowCue(said, Rank.BEAT, "start", at, cues.origin)
