"""Windows of getting ready: a length of time, or as long as the listener needs, at most so long."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from nightcue.language.diagnostics import Span, did_you_mean, one_line
from nightcue.language.placing import told_at
from nightcue.language.source import Mapping, Scalar
from nightcue.language.values import LengthOfTime, refusal, resolved
from nightcue.patterns import compiled

UNTIL, AT_MOST, WAIT = "until", "at most", "wait"
"""The fields of a window that waits: `{until: tap, at most: 60s}`, or `{wait: 60s}`, which says the same."""

TAP = "tap"
SHORTEST = "1s"
"""A window that waits lasts at least so long, so that there is time for a tap: our own choice."""


_FIELDS = (UNTIL, AT_MOST, WAIT)
_WAITS = compiled(r"\b(tap|until|wait)\b", re.IGNORECASE)
_EXAMPLES = f"write {{{WAIT}: 60s}}, or {{{UNTIL}: {TAP}, {AT_MOST}: 60s}}"


class UntilTap(Fraction):
    """Seconds after which a window ends that a tap ends before; wherever nobody can tap, it lasts all of them."""


class LengthOfWindow(LengthOfTime):
    """The type of a field that holds how long a listener has for getting ready."""

    def __init__(self, shortest: str, longest: str) -> None:
        super().__init__(shortest, longest)
        written, at_most = {"anyOf": self.schema["anyOf"]}, LengthOfTime(SHORTEST, longest)
        waits = [
            {WAIT: {"description": "Hold until a tap, at most so long.", **written}},
            {
                UNTIL: {"description": "What ends it.", "enum": [TAP]},
                AT_MOST: {"description": "Go on by itself after so long.", **written},
            },
        ]
        self._at_most = at_most
        self.schema = {"anyOf": [*self.schema["anyOf"], *map(_mapping_of, waits)]}

    @property
    def takes(self) -> str:
        """The values that the field takes, in words for docs/steps.md."""
        return f"{super().takes}, or how long it [waits](#values) for a tap"

    def read(self, value: Any, info: ValidationInfo) -> Fraction:
        """The length in seconds, an UntilTap where it waits. Raises a refusal for what is neither, or out of range."""
        if isinstance(value, Scalar) and "{" not in value and _WAITS.search(value):  # a variable may be called wait
            raise refusal("bad-duration", f"not a duration: {one_line(value, 40)}", _EXAMPLES)
        if not isinstance(value, Mapping) or not any(map(_field_meant, value)):
            return super().read(value, info)
        if unknown := next((key for key in value if key not in _FIELDS), None):
            return self._told(value, unknown, info, _unknown(unknown))
        if WAIT in value and len(value) > 1:
            message = f"'{WAIT}' says all of it, and there is more beside it"
            return self._told(value, WAIT, info, refusal("wrong-shape", message, _EXAMPLES))
        if WAIT in value:
            return self._most(value, WAIT, info)
        if UNTIL not in value:
            return self._told(value, AT_MOST, info, refusal("missing-key", f"'{UNTIL}' is missing here", _EXAMPLES))
        what = resolved(value[UNTIL], info, TAP)
        if what.lower() != TAP:
            message = f"a window waits until a {TAP}, not until '{one_line(what, 40)}'"
            hint = f"{UNTIL}: {TAP}; a key, and play on a headset, count as one"
            return self._told(value, UNTIL, info, refusal("unknown-word", message, hint))
        if AT_MOST not in value:
            message = f"'{AT_MOST}' is missing here: nobody may be there to tap"
            return self._told(value, UNTIL, info, refusal("missing-key", message, _EXAMPLES))
        return self._most(value, AT_MOST, info)

    def _most(self, value: Mapping, key: str, info: ValidationInfo) -> Fraction:
        with told_at(_place(value, key), info, value[key]):
            return UntilTap(self._at_most.read(value[key], info))
        return _ANY

    def _told(self, value: Mapping, key: str, info: ValidationInfo, problem: PydanticCustomError) -> Fraction:
        with told_at(value.key_spans[key], info):
            raise problem
        return _ANY


def window(shortest: str, longest: str) -> Any:
    """The field type of a window of getting ready, between two durations, both included."""
    return LengthOfWindow(shortest, longest)


_ANY = UntilTap(1)
"""In place of what was refused; no routine is read from a file in which something was."""


def _mapping_of(fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": [*fields], "additionalProperties": False}


def _plain(key: str) -> str:
    return " ".join(key.lower().replace("_", " ").replace("-", " ").split())


def _field_meant(key: str) -> str | None:
    """Return the field that `key` is, or is meant to be."""
    plain = _plain(key)
    if plain in _FIELDS:
        return plain
    return AT_MOST if plain in {"atmost", "most", "max", "maximum", "for at most"} else None


def _unknown(key: str) -> PydanticCustomError:
    meant = _field_meant(key)
    hint = f"did you mean '{meant}'?" if meant else did_you_mean(key, _FIELDS)
    return refusal("unknown-key", f"there is no '{one_line(key, 40)}' here", hint)


def _place(value: Mapping, key: str) -> Span:
    """Where the value of `key` stands, or else the key."""
    span: Span = getattr(value[key], "span", value.key_spans[key])
    return span
