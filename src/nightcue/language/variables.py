"""Variables in text: `{name}` is filled in, `{{` and `}}` are literal braces."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from nightcue.language.diagnostics import did_you_mean, one_line
from nightcue.patterns import compiled

LONGEST_TEXT = 2_000
"""Characters in one spoken line; about two and a half minutes of speech."""

NAME = compiled(r"[A-Za-z_][A-Za-z0-9_]*")
_OTHER_NOTATION = compiled(
    rf"(?:vars\.|\$\{{{{0,2}}|[%@<:]|\{{\{{) ?(?P<name>{NAME.pattern}) ?[}}%>:]{{0,2}}|(?P<bare>{NAME.pattern})"
)
_WITHIN = compiled(rf"\{{ ?(?P<name>{NAME.pattern}) ?\}}")
_RECKONING = "+-*/×÷"
_LONGEST_NOTATION = 100
_PIECE = compiled(r"\{\{|\}\}|\{(?P<name>[^{}]*)\}|(?P<stray>[{}])")


class VariableError(ValueError):
    """An unbalanced brace, or something in braces that is not a variable."""

    def __init__(self, message: str, hint: str | None) -> None:
        super().__init__(message)
        self._hint = hint

    @property
    def hint(self) -> str | None:
        """A way out."""
        return self._hint


class UnknownVariableError(VariableError):
    """A variable that is not among the `known` ones; the hint looks for the closest of them."""

    def __init__(self, name: str, known: Collection[str]) -> None:
        super().__init__(f"there is no variable '{one_line(name, 40)}'", None)
        self.name, self.known = name, known

    @property
    def hint(self) -> str | None:
        """The closest known variable."""
        return did_you_mean(self.name, self.known) if self.known else "declare it under vars"


class TooLongError(ValueError):
    """The values of variables make a text too long."""


def lone_variable(text: str) -> str | None:
    """Return the name if `text` is only `{name}`, else None."""
    piece = _PIECE.fullmatch(text.strip())
    return piece["name"].strip() if piece and piece["name"] is not None else None


def look_up(name: str, variables: Mapping[str, str]) -> str:
    """Return the value of a variable as written. Raises VariableError if there is none."""
    if name in variables:
        return variables[name]
    if not NAME.fullmatch(name):
        hint = _reckoned(name, variables) or "literal braces are written {{ and }}"
        raise VariableError(f"'{{{one_line(name, 40)}}}' is not a variable", hint)
    raise UnknownVariableError(name, variables)


def notation_hint(text: str, variables: Mapping[str, str]) -> str | None:
    """Return a hint if `text` is a variable in another notation: bare, $name, %name%, <name> or {{name}}."""
    written = text.strip()
    if len(written) > _LONGEST_NOTATION:
        return None
    other = _OTHER_NOTATION.fullmatch(written)
    if other and (name := _like(other["name"] or other["bare"], variables)):
        return f'a variable is written "{{{name}}}"'
    within = _WITHIN.search(written)
    if within and (name := _like(within["name"], variables)):
        around = written.replace(within[0], "")
        if any(sign in around for sign in _RECKONING):
            return _own_variable(name)
        return f'write "{{{name}}}" alone: its unit stands in its value under vars'
    return None


def _reckoned(name: str, variables: Mapping[str, str]) -> str | None:
    """Return a hint if `name` is an expression with a known variable, or a longer name of it, such as vars.hold."""
    words = re.findall(NAME.pattern, name[:_LONGEST_NOTATION])
    known = next((found for word in words if (found := _like(word, variables))), None)
    if known is None:
        return None
    if any(sign in name for sign in _RECKONING):
        return _own_variable(known)
    return f'a variable is written "{{{known}}}"'


def _own_variable(name: str) -> str:
    return (
        f"nothing is reckoned here: give vars a variable of its own, such as other_{name}, and write {{other_{name}}}"
    )


def _like(name: str, variables: Mapping[str, str]) -> str | None:
    """Return the variable of that name, ignoring capitals."""
    return next((known for known in variables if known.casefold() == name.casefold()), None)


def fill_in(text: str, variables: Mapping[str, str], spoken: Callable[[str, str, str], str]) -> str:
    """Return `text` with each `{name}` replaced by `spoken` of its name, its value and the text that comes after it.

    Raises VariableError for an unknown variable or an unbalanced brace, and TooLongError if the values bring in more
    than LONGEST_TEXT characters.
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
