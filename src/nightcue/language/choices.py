"""Fields that hold one word out of a few: sides, yes or no, and others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import ValidationInfo
from pydantic.json_schema import JsonSchemaValue

from nightcue.language.diagnostics import one_line
from nightcue.language.phrase_models import Side
from nightcue.language.placing import told_at
from nightcue.language.source import Scalar, Sequence
from nightcue.language.values import Read, context_of, refusal, resolved

_SIDES: tuple[Side, ...] = ("left", "right")


class _Sides(Read):
    takes = "`left`, `right`, `[left, right]` or `none`"
    schema: JsonSchemaValue = {  # noqa: RUF012
        "anyOf": [
            {"type": "array", "items": {"enum": ["left", "right"]}, "uniqueItems": True},
            {"enum": ["left", "right", "none"]},
        ]
    }

    def read(self, value: Any, info: ValidationInfo) -> tuple[Side, ...]:
        if isinstance(value, Scalar) and value.strip().lower() == "none":
            return ()
        items = value if isinstance(value, Sequence) else [value]
        sides = [resolved(item, info, "left or right") for item in items]
        wrong = next((side for side in sides if side.lower() not in _SIDES), None)
        if wrong is not None:
            with told_at(wrong.span, info, value):
                message = f"a side is left or right, not '{one_line(wrong, 40)}'"
                hint = _sides_meant(sides) if context_of(info).may_guess() else None
                raise refusal("unknown-word", message, hint or "write [left, right], or none")
            return ()
        named: tuple[Side, ...] = tuple("left" if side.lower() == "left" else "right" for side in sides)
        if len(set(named)) < len(named):
            raise refusal("duplicate-side", "the same side twice", "to do it again, use sets")
        return named


def _sides_meant(written: list[Scalar]) -> str | None:
    """Return a hint for sides that are written in other words, such as izquierda."""
    from nightcue.language import meant

    if len(written) == 1 and meant.fold(written[0].strip("()")) in meant.listed("both") | {"left,right"}:
        return "write [left, right]"
    found = [meant.hint("words", side, _SIDES) for side in written]
    if not all(hint and hint.startswith("did") for hint in found):
        return None
    named = [str(hint).split("'")[1] for hint in found]
    return f"write {named[0]}" if len(named) == 1 else f"write [{', '.join(dict.fromkeys(named))}]"


@dataclass(frozen=True)
class OneOf(Read):
    """The type of a field that holds one of `words`."""

    words: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "schema", {"enum": list(self.words)})

    @property
    def takes(self) -> str:
        """The values that the field takes, in words for docs/steps.md."""
        *first, last = (f"`{word}`" for word in self.words)
        return f"{', '.join(first)} or {last}"

    def read(self, value: Any, info: ValidationInfo) -> str:
        """Return the word. Raises a refusal for any other."""
        text = resolved(value, info, f"one of {', '.join(self.words)}")
        if (word := text.lower()) in self.words:
            return word
        from nightcue.language import meant

        hint = meant.hint("words", text, self.words) if context_of(info).may_guess() else None
        raise refusal("unknown-word", f"'{one_line(text, 40)}' is not possible here", hint)


class _YesNo(Read):
    takes = "`true` or `false`"
    schema: JsonSchemaValue = {"type": "boolean"}  # noqa: RUF012
    words = dict.fromkeys(("true", "yes", "on"), True) | dict.fromkeys(("false", "no", "off"), False)

    def read(self, value: Any, info: ValidationInfo) -> bool:
        text = resolved(value, info, "true or false")
        if text.lower() not in self.words:
            from nightcue.language import meant

            found = meant.meant("words", text, ("true", "false")) if context_of(info).may_guess() else None
            hint = f"write {found[0]}" if found else "write true or false; the words are nightcue's own"
            raise refusal("unknown-word", f"true or false belongs here, not {one_line(text, 40)}", hint)
        return self.words[text.lower()]


def choice(*words: str) -> Any:
    """Return the field type of one word out of a few."""
    return OneOf(words)


Sides = Annotated[tuple[Side, ...], _Sides()]
"""The sides to do in turn; empty for both legs at once."""
YesNo = Annotated[bool, _YesNo()]
"""true or false, also yes, no, on, off."""
