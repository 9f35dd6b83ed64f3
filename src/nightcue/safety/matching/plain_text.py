"""Text made plain for matching, and split; every character knows where it stood in the original."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from nightcue.patterns import compiled

END = ".!?"
"""The marks that end a sentence."""
MARKS = ",:;.!?"
"""The marks that end a clause; of two in a row the later here counts."""

_APOSTROPHES = "'’‘ʼ`´"
_DASHES = "–—―−"
_PERCENT = " percent"
_BEGINNING = r"[\"'“‘«¿¡(*-]?[A-ZÁÉÍÓÚÑ]"
_NEW_LINE = compiled(rf"\n\s*(?:\n|(?={_BEGINNING}))")
_ELLIPSIS = compiled(rf"(?:…|\.{{2,}})(?P<end>\s*(?:$|(?={_BEGINNING})))?")
_RUN = compiled(r"(?P<words>[A-Za-z0-9]+(?: [A-Za-z0-9]+)*)|.", re.DOTALL)
"""What is read at once: words of plain letters and digits with one space between them, or one other character."""
_STATEMENT = compiled(r"[^;.!?]+[;.!?]?")
_CUT_SHORT = (compiled(r"(\w{60})\w+"), r"\1")
"""Only 60 letters of a word are read: none is so long, and patterns that step over words would take long."""


@dataclass(frozen=True)
class Spelling:
    """How one language is spelled: where a full stop ends no sentence, and which words are read as others."""

    abbreviations: re.Pattern[str]
    read_as: tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True)
class PlainText:
    """Lower case, no accents, no apostrophes, single spaces, one space after every mark; `origin` maps back."""

    original: str
    plain: str
    origin: array[int]
    """Of four bytes each: thousands of lines are kept, and a tuple takes nine times as much."""

    @cached_property
    def statements(self) -> tuple[str, ...]:
        """Return the sentences, parted at every semicolon too, each with the mark that ends it."""
        return tuple(statement for found in _STATEMENT.findall(self.plain) if (statement := found.strip()))

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Return the places in `plain` of the marks that end a sentence."""
        return tuple(at for at, character in enumerate(self.plain) if character in END)

    def fragment(self, start: int, end: int) -> str:
        """Return the words of the original that plain[start:end] came from."""
        return self.original[self.origin[start] : self.origin[end - 1] + 1]


def plain_text(text: str, spelling: Spelling) -> PlainText:
    """Return `text` made plain; a full stop after an abbreviation, or inside a number, ends no sentence."""
    silent = {match.end() - 1 for match in spelling.abbreviations.finditer(text)}
    marks = {match.start(): "." for match in _NEW_LINE.finditer(text)}
    for pause in _ELLIPSIS.finditer(text):
        # one in the middle of a sentence is a pause and no end: "If it hurts… take them off."
        marks |= dict.fromkeys(range(*pause.span()), "," if pause["end"] is None else ".")
    letters: list[str] = []
    origin: list[int] = []
    for run in _RUN.finditer(text):
        at = run.start()
        if run["words"]:
            if letters and letters[-1] in MARKS:
                _append(letters, origin, " ", at)
            letters += run["words"].lower()
            origin += range(at, run.end())
        elif at not in silent:
            for letter in marks.get(at) or _letters(text, at, run[0]):
                _append(letters, origin, letter, at)
    while letters and letters[-1] == " ":
        letters.pop()
        origin.pop()
    plain = "".join(letters)
    for written, read in (_CUT_SHORT, *spelling.read_as):
        plain, origin = _read_as(plain, origin, written, read)
    return _without_accents(text, plain, origin)


def _letters(text: str, at: int, character: str) -> str:
    """Return what one character becomes; an apostrophe vanishes, so that don't, don’t and dont are one word."""
    if character == " ":
        return character
    if character in _APOSTROPHES:
        return "" if _between(text, at, str.isalpha) else " "
    if character in ".,·" and _between(text, at, str.isdigit):
        return "·"
    if character in _DASHES or (character == "-" and not _between(text, at, str.isalnum)):
        return ","
    if character in MARKS:
        return character
    if character == "%":
        return _PERCENT
    parted = unicodedata.normalize("NFKD", character).lower()
    return "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in parted)


def _between(text: str, at: int, kind: Callable[[str], bool]) -> bool:
    """Tell whether the neighbours on both sides are of one kind, such as letters or digits."""
    return 0 < at < len(text) - 1 and kind(text[at - 1]) and kind(text[at + 1])


def _append(letters: list[str], origin: list[int], letter: str, at: int) -> None:
    """Add a letter so that spaces stay single and stand after marks, never before them."""
    last = letters[-1] if letters else " "
    if letter == " ":
        if last == " ":
            return
    elif letter in MARKS:
        if last == " " and letters:
            letters.pop()
            origin.pop()
        if not letters:
            return
        if letters[-1] in MARKS:
            letters[-1] = max(letters[-1], letter, key=MARKS.index)
            return
    elif unicodedata.combining(letter):
        if not last.isalnum():
            return
    elif last in MARKS:
        letters.append(" ")
        origin.append(at)
    letters.append(letter)
    origin.append(at)


def _read_as(plain: str, origin: list[int], written: re.Pattern[str], read: str) -> tuple[str, list[int]]:
    """Return the text with other words for those that match, and where each letter of them came from."""
    if not written.search(plain):
        return plain, origin
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for match in written.finditer(plain):
        start, end = match.span()
        words = match.expand(read)
        parts += [plain[done:start], words]
        places += origin[done:start]
        places += [origin[min(start + number, end - 1)] for number in range(len(words) - 1)]
        places.append(origin[end - 1])
        done = end
    return "".join([*parts, plain[done:]]), [*places, *origin[done:]]


def _without_accents(text: str, plain: str, origin: list[int]) -> PlainText:
    if plain.isascii():
        return PlainText(text, plain, array("I", origin))
    kept = [at for at, character in enumerate(plain) if not unicodedata.combining(character)]
    return PlainText(text, "".join(plain[at] for at in kept), array("I", (origin[at] for at in kept)))
