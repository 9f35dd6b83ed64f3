"""Variables in text: `{name}` is filled in, `{{` and `}}` are literal braces."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from nightcue.language.diagnostics import did_you_mean, one_line

LONGEST_TEXT = 2_000
"""Characters in one spoken line; about two and a half minutes of speech."""

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PIECE = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}]*)\}|(?P<stray>[{}])")


class VariableError(ValueError):
    """A brace or a variable that means nothing."""

    def __init__(self, message: str, hint: str | None) -> None:
        super().__init__(message)
        self._hint = hint

    @property
    def hint(self) -> str | None:
        """A way out."""
        return self._hint


class UnknownVariableError(VariableError):
    """A variable that none of the `known` ones is; the closest of them is looked for when the hint is asked for."""

    def __init__(self, name: str, known: Collection[str]) -> None:
        super().__init__(f"there is no variable '{one_line(name, 40)}'", None)
        self.name, self.known = name, known

    @property
    def hint(self) -> str | None:
        """The closest known variable."""
        return did_you_mean(self.name, self.known) if self.known else "declare it under vars:"


class TooLongError(ValueError):
    """The values of variables make a text far too long."""


def lone_variable(text: str) -> str | None:
    """The name when `text` is nothing but `{name}`, else None."""
    piece = _PIECE.fullmatch(text.strip())
    return piece["name"].strip() if piece and piece["name"] is not None else None


def look_up(name: str, variables: Mapping[str, str]) -> str:
    """The value of a variable as it was written. Raises VariableError when there is none."""
    if name in variables:
        return variables[name]
    if not NAME.fullmatch(name):
        raise VariableError(f"'{{{one_line(name, 40)}}}' is not a variable", "literal braces are written {{ and }}")
    raise UnknownVariableError(name, variables)


def fill_in(text: str, variables: Mapping[str, str], spoken: Callable[[str, str, str], str]) -> str:
    """`text` with each `{name}` replaced by `spoken` of its name, its value and the text that comes after it.

    Raises VariableError for an unknown variable or a brace without its partner, and TooLongError when the values bring
    in more than LONGEST_TEXT characters.
    """
    brought_in = 0

    def replace(piece: re.Match[str]) -> str:
        nonlocal brought_in
        if piece["stray"]:
            raise VariableError(
                f"a '{piece['stray']}' without its partner", "a variable is {name}; literal braces are {{ and }}"
            )
        if piece["name"] is None:
            return piece[0][0]
        name = piece["name"].strip()
        said = spoken(name, look_up(name, variables), text[piece.end() :])
        brought_in += len(said)
        if brought_in > LONGEST_TEXT:
            raise TooLongError
        return said

    return _PIECE.sub(replace, text)
