"""Fields that hold one word out of a few: sides, yes or no, and others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import ValidationInfo
from pydantic.json_schema import JsonSchemaValue

from nightcue.language.diagnostics import one_line
from nightcue.language.phrases import Side
from nightcue.language.source import Scalar, Sequence
from nightcue.language.values import Read, reading, refusal, resolved, told_at

_SIDES: tuple[Side, ...] = ("left", "right")


class _Sides(Read):
    schema: JsonSchemaValue = {  # noqa: RUF012
        "anyOf": [
            {"type": "array", "items": {"enum": ["left", "right"]}, "uniqueItems": True},
            {"enum": ["left", "right", "none"]},
        ]
    }

    def read(self, value: Any, info: ValidationInfo) -> tuple[Side, ...]:
        if isinstance(value, Scalar) and value.strip().lower() == "none":
            return ()
        sides: list[Side] = []
        for item in value if isinstance(value, Sequence) else [value]:
            with told_at(getattr(item, "span", None) or value.span, info, item):
                sides.append(_side(resolved(item, info, "left or right"), info))
        if len(set(sides)) < len(sides):
            raise refusal("duplicate-side", "the same side twice", "to do it again, use sets")
        return tuple(sides)


def _side(written: Scalar, info: ValidationInfo) -> Side:
    for side in _SIDES:
        if written.lower() == side:
            return side
    from nightcue.language import meant

    hint = "write [left, right], or none"
    if reading(info).may_guess() and (found := meant.meant("words", written, _SIDES)):
        hint = f"write {found[0]}"
    elif any(meant.fold(side) in meant.fold(written) for side in _SIDES) or meant.fold(written) in meant.listed("both"):
        hint = "write sides: [left, right]"
    raise refusal("unknown-word", f"a side is left or right, not '{one_line(written, 40)}'", hint)


@dataclass(frozen=True)
class _Choice(Read):
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "schema", {"enum": list(self.words)})

    def read(self, value: Any, info: ValidationInfo) -> str:
        text = resolved(value, info, f"one of {', '.join(self.words)}")
        if (word := text.lower()) in self.words:
            return word
        from nightcue.language import meant

        hint = meant.hint("words", text, self.words) if reading(info).may_guess() else None
        raise refusal("unknown-word", f"'{one_line(text, 40)}' is not possible here", hint)


class _YesNo(Read):
    schema: JsonSchemaValue = {"type": "boolean"}  # noqa: RUF012
    words = dict.fromkeys(("true", "yes", "on"), True) | dict.fromkeys(("false", "no", "off"), False)

    def read(self, value: Any, info: ValidationInfo) -> bool:
        text = resolved(value, info, "true or false")
        if text.lower() not in self.words:
            from nightcue.language import meant

            found = meant.meant("words", text, ("true", "false")) if reading(info).may_guess() else None
            hint = f"write {found[0]}" if found else "write true or false"
            raise refusal("unknown-word", f"true or false belongs here, not {one_line(text, 40)}", hint)
        return self.words[text.lower()]


def choice(*words: str) -> Any:
    """The field type of one word out of a few."""
    return _Choice(words)


Sides = Annotated[tuple[Side, ...], _Sides()]
"""The sides to do in turn; none of them for both legs at once."""
YesNo = Annotated[bool, _YesNo()]
"""true or false, also yes, no, on, off."""
