"""Text made plain for matching, where every character remembers where it stood in the original."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

_APOSTROPHES = "'’‘ʼ`´"
_DASHES = "–—―−"
_PUNCTUATION = {"…": "."} | {mark: mark for mark in ",;:.!?"}
_NEW_LINE = re.compile(r"\n\s*(?:\n|(?=[\"'“‘«¿¡(*-]?[A-ZÁÉÍÓÚÑ]))")


@dataclass(frozen=True)
class PlainText:
    """Lower case, no accents, no apostrophes, single spaces, a space after every mark; `origin` maps back."""

    original: str
    plain: str
    origin: tuple[int, ...]

    def fragment(self, start: int, end: int) -> str:
        """The words of the original that plain[start:end] came from."""
        return self.original[self.origin[start] : self.origin[end - 1] + 1]


def plain_text(text: str, abbreviations: re.Pattern[str]) -> PlainText:
    """Make `text` plain; a full stop that `abbreviations` matches, or inside a number, ends no sentence."""
    silent = {match.end() - 1 for match in abbreviations.finditer(text)}
    breaks = {match.start() for match in _NEW_LINE.finditer(text)}
    letters: list[str] = []
    origin: list[int] = []
    for at, character in enumerate(text):
        for letter in _letters(text, at, character, at in breaks) if at not in silent else "":
            _append(letters, origin, letter, at)
    while letters and letters[-1] == " ":
        letters.pop()
        origin.pop()
    return PlainText(text, "".join(letters), tuple(origin))


def _letters(text: str, at: int, character: str, is_break: bool) -> str:
    """What one character becomes; an apostrophe vanishes so that don't, don’t and dont are one word."""
    if character in _APOSTROPHES:
        return "" if _between(text, at, str.isalpha) else " "
    if character in ".,·" and _between(text, at, str.isdigit):
        return "·"
    if character in _DASHES or (character == "-" and not _between(text, at, str.isalnum)):
        return ","
    if character == "\n":
        return "." if is_break else " "
    if character in _PUNCTUATION:
        return _PUNCTUATION[character]
    if character == "%":
        return " percent"
    plain = [c for c in unicodedata.normalize("NFKD", character).lower() if not unicodedata.combining(c)]
    return "".join(c if c.isalnum() else " " for c in plain) if plain else ""


def _between(text: str, at: int, kind: Callable[[str], bool]) -> bool:
    """Whether the neighbours on both sides are of one kind, such as letters or digits."""
    return 0 < at < len(text) - 1 and kind(text[at - 1]) and kind(text[at + 1])


def _append(letters: list[str], origin: list[int], letter: str, at: int) -> None:
    """Add a letter so that spaces stay single and stand after marks, never before them."""
    last = letters[-1] if letters else " "
    if letter == " ":
        if last == " ":
            return
    elif letter in ",;:.!?":
        if last == " " and letters:
            letters.pop()
            origin.pop()
        if not letters:
            return
        if letters[-1] in ",;:.!?":
            letters[-1] = _stronger(letters[-1], letter)
            return
    elif last in ",;:.!?":
        letters.append(" ")
        origin.append(at)
    letters.append(letter)
    origin.append(at)


def _stronger(first: str, second: str) -> str:
    """Of two marks in a row the one that says more: a question, then an end, then a pause."""
    return max(first, second, key=",;:.!?".index)
