"""session: a device, socks, a massage, warmth or raised legs, with a start, checks and a stop."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo

from nightcue.language.choices import choice
from nightcue.language.fields import Fields
from nightcue.language.phrase_models import Words
from nightcue.language.script import Rank, Treatment, WindowCue
from nightcue.language.sets_and_sides import as_sentence
from nightcue.language.step import Step
from nightcue.language.texts import Text, Texts
from nightcue.language.unrolling import Unrolling
from nightcue.language.values import duration, refusal, resolved
from nightcue.language.window_cues import Cues, repeats
from nightcue.patterns import compiled

_PRESSURE = compiled(r"(\d{1,3})\s*mmHg", re.IGNORECASE)


def _pressure(value: Any, info: ValidationInfo) -> int:
    written = _PRESSURE.fullmatch(resolved(value, info, "a pressure"))
    if written is None:
        raise refusal("bad-pressure", "a pressure is a whole number of mmHg", "pressure: 40 mmHg")
    return int(written[1])


class Check(Fields):
    """A question asked again and again while a session runs. It is never left out."""

    every: Annotated[Fraction, duration("5s", "12h"), Field(description="Time from one check to the next.")]
    say: Annotated[Text, Field(description="The check, such as: Still comfortable? No tingling, no numbness.")]


class Said(Words):
    """How long a session lasts, said before it."""

    lasts: str


class Session(Step):
    """A session of a therapy that lasts an exact time."""

    kind = "session"
    words = Said
    example = """
- session:
    name: Foot massage
    therapy: massage
    intensity: gentle
    start: Rub your feet slowly, from the toes to the heel.
    duration: 4m
    check: {every: 2m, say: "Still comfortable? If anything hurts, stop."}
    stop: Let go, and rest your hands.
"""
    windows = {"session": "a session runs"}  # noqa: RUF012
    takes = {"pressure": "a pressure such as `40 mmHg`"}  # noqa: RUF012

    name: Annotated[Text, Field(description="What it is called; spoken first.")]
    therapy: Annotated[
        str,
        choice("compression", "massage", "socks", "heat", "elevation"),
        Field(description="What kind of session it is; the safety rules look at it."),
    ]
    intensity: Annotated[
        str | None, choice("gentle", "moderate"), Field(description="How strong it is set; not spoken.")
    ] = None
    pressure: Annotated[
        int | None,
        BeforeValidator(_pressure, json_schema_input_type=str),
        Field(
            description="The pressure of the device, in mmHg; not spoken.", json_schema_extra={"examples": ["40 mmHg"]}
        ),
    ] = None
    start: Annotated[Texts, Field(description="What to do to begin; spoken before the session.")] = []  # noqa: RUF012
    duration: Annotated[Fraction, duration("1s", "12h"), Field(description="How long the session lasts.")]
    check: Annotated[Check | None, Field(description="A check asked at even times during the session.")] = None
    cues: Annotated[Cues, Field(description="What else is said during the session.")] = Cues()
    stop: Annotated[Texts, Field(description="What to do at the end; spoken after the session.")] = []  # noqa: RUF012

    def unroll(self, cues: Unrolling) -> None:
        """Speak the start, keep the session with its checks, speak the stop."""
        cues.say(as_sentence(self.name), at=self.name.span)
        cues.say(*self.start)
        said: Said = cues.speech.phrases.steps.session
        cues.say(said.lasts.format(time=cues.speech.duration(self.duration)))
        checks = repeats(self.check.every, self.duration) if self.check else 0
        expected = checks + self.cues.expected(self.duration)
        treatment = Treatment(self.therapy, self.intensity, self.pressure, tuple(self.start), tuple(self.stop))
        cues.window("session", self.duration, self._inside(cues), expected=expected, treatment=treatment)
        cues.say(*self.stop)

    def _inside(self, cues: Unrolling) -> list[WindowCue]:
        inside = self.cues.inside(self.duration, cues.speech, cues.origin)
        if self.check:
            check, origin = self.check, cues.at(self.check.say.span)
            for n in range(1, repeats(check.every, self.duration) + 1):
                inside.append(WindowCue(check.say, Rank.CHECK, "start", n * check.every, origin))
        return inside
