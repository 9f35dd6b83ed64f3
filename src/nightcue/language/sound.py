"""The field `sound`: loudness, signals, background and floor of a track."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo

from nightcue.language.choices import choice
from nightcue.language.diagnostics import one_line
from nightcue.language.fields import Fields
from nightcue.language.path_fields import Named, named_file
from nightcue.language.values import Read, context_of, refusal, resolved
from nightcue.patterns import compiled

NOISES = ("brown-noise", "rain")
"""The backgrounds that nightcue makes by itself."""

_NUMBER = compiled(r"([+-]?[0-9]{1,3}(?:\.[0-9]{1,3})?)\s*([A-Za-z]*)")


@dataclass(frozen=True)
class _Level(Read):
    """A number of `unit` from `least` to `most`, `usual` if it is not given; the unit may be written behind it."""

    least: float
    most: float
    unit: str
    usual: float

    def __post_init__(self) -> None:
        number = {"type": "number", "minimum": self.least, "maximum": self.most}
        with_unit = {"type": "string", "examples": [f"{self.least:g} {self.unit}"]}
        object.__setattr__(self, "schema", {"anyOf": [number, with_unit]})

    @property
    def takes(self) -> str:
        return f"a number of {self.unit}, {self.least:g} to {self.most:g}"

    def read(self, value: Any, info: ValidationInfo) -> float:
        text = resolved(value, info, f"a number of {self.unit}")
        written = _NUMBER.fullmatch(text)
        if not written or written[2].lower() not in {"", self.unit.lower()}:
            hint = f"write a number from {self.least:g} to {self.most:g}; {self.usual:g} is the usual"
            raise refusal("bad-number", f"a number of {self.unit} belongs here, not {one_line(text, 40)}", hint)
        if not self.least <= float(written[1]) <= self.most:
            message = f"from {self.least:g} to {self.most:g} {self.unit} is possible here, not {one_line(text, 40)}"
            raise refusal("out-of-range", message)
        return float(written[1])


class _Floor(_Level):
    """A level, or the word none."""

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "schema", {"anyOf": [*self.schema["anyOf"], {"enum": ["none"]}]})

    @property
    def takes(self) -> str:
        return f"{super().takes}, or `none`"

    def read(self, value: Any, info: ValidationInfo) -> Any:
        if resolved(value, info, f"a number of {self.unit}, or none,") == "none":
            return None
        return super().read(value, info)


def _background(value: Any, info: ValidationInfo) -> str | Named | None:
    named = resolved(value, info, "brown-noise, rain, none or a sound file")
    word = named.lower()
    if word == "none":
        return None
    if word in NOISES:
        return word
    if "." in named or "/" in named or "\\" in named:
        return named_file(named, info)
    from nightcue.language import meant

    found = meant.meant("words", named, (*NOISES, "none")) if context_of(info).may_guess() else ()
    hint = f"{' or '.join(found or NOISES)}{'' if found else ', none'}, or the path of a sound file"
    raise refusal("unknown-word", f"'{one_line(named, 40)}' is no background", hint)


class Sound(Fields):
    """How a track sounds, besides the words."""

    loudness: Annotated[
        float,
        _Level(-40, -18, "LUFS", -20),
        Field(description="How loud the track is."),
    ] = -20.0
    fade_to: Annotated[
        float,
        _Level(-30, 0, "dB", 0),
        Field(description="Everything sinks steadily, by this much at the end."),
    ] = 0.0
    chimes: Annotated[
        Literal["soft", "wood", "none"],
        choice("soft", "wood", "none"),
        Field(description="The signal at the start and the end of every hold and session."),
    ] = "soft"
    count: Annotated[
        Literal["voice", "tick"],
        choice("voice", "tick"),
        Field(description="Whether the beats of a movement are words and numbers, or soft ticks alone."),
    ] = "voice"
    background: Annotated[
        str | Named | None,
        BeforeValidator(_background, json_schema_input_type=str),
        Field(description="What sounds all the time: brown-noise, rain, or a sound file, which is looped."),
    ] = None
    level: Annotated[
        float, _Level(-40, -12, "dB", -18), Field(description="The level of the background, against the speech.")
    ] = -18.0
    duck: Annotated[
        float, _Level(0, 24, "dB", 6), Field(description="How much further the background goes down under speech.")
    ] = 6.0
    floor: Annotated[
        float | None,
        _Floor(-90, -60, "dBFS", -80),
        Field(description="How faint the noise is that keeps speakers awake in silence; none leaves exact zeros."),
    ] = -80.0
