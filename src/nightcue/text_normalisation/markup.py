"""Removing the markup of other programs from a text, with a hint for each piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from nightcue.language.diagnostics import one_line
from nightcue.patterns import compiled
from nightcue.text_normalisation.context import any_of
from nightcue.text_normalisation.doubts import Doubt
from nightcue.text_normalisation.tables import Tables

_FOR_SILENCE = "for a silence, end the line here and write a step: - pause: {}"
_LENGTH = compiled(r"(\d{1,4}(?:[.,]\d{1,3})?)\s?(ms)?")
_PLAIN = "write the words alone; a voice knows no bold or italics"
_TAG = compiled(r"</?(?P<name>[A-Za-z][\w:.-]{0,30})(?:\s[^<>]{0,200})?/?>")
_SILENT_TAGS = ("break", "pause", "silence", "mstts:silence", "br")
_ENTITY = compiled(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")
_LINK = compiled(r"!?\[(?P<words>[^\[\]]{1,200})\]\([^()\s]{1,300}\)")
_EMPHASIS = compiled(
    r"(?<![\w*_~`])(?P<mark>\*{1,3}|_{1,3}|~~|`{1,3})(?=\S)(?P<words>[^*_~`\n]{1,300}?)(?<=\S)(?P=mark)(?![\w*_~`])"
)
_HEADING = compiled(r"(?:^|(?<=\. ))#{1,6} (?=[^\W\d_])")
_LITERAL = compiled(r"\{+\s?(?P<name>[A-Za-z_]\w{0,40})\s?\}+")
_TRAILING = compiled(r"\s?;\s?\d{1,4}(?:[.,]\d+)?\s?s?$")


@dataclass(frozen=True)
class Markup:
    """Removes markup; `tables` has the language's words for a pause."""

    tables: Tables

    def taken_out(self, text: str, doubts: list[Doubt]) -> str:
        """Return `text` without markup; each piece is added to `doubts`."""
        for pattern, message, hint, words in self._kinds:
            if found := pattern.search(text):
                if hint is _FOR_SILENCE:
                    hint = hint.format(_length(found[0]))
                doubts.append(Doubt("markup", f"'{one_line(found[0], 40)}' {message}", hint))
                text = pattern.sub(words, text)
        return text

    @cached_property
    def _kinds(self) -> tuple[tuple[re.Pattern[str], str, str, str], ...]:
        return tuple(_kinds(self.tables))


def _kinds(tables: Tables) -> Iterator[tuple[re.Pattern[str], str, str, str]]:
    """Yield each kind of markup: its pattern, the message, the hint, and the replacement."""
    silences = any_of(tables.silences)
    seconds = any_of(tables.units["second"].names)
    read = "is markup of another program, and is not read out"
    silent = compiled(rf"\s?<(?:{any_of(_SILENT_TAGS)})\b[^<>]{{0,200}}>", re.IGNORECASE)
    yield silent, read, _FOR_SILENCE, ", "
    yield _TAG, read, _PLAIN, ""
    length = rf"[:=\s]{{0,2}}[\d.,]{{0,6}}\s?(?:ms|{seconds})?"
    before = rf"(?:[\d.,]{{1,6}}[\s-]?(?:ms|{seconds})\.?\s)?"
    direction = rf"(?:\[+|\(|\*+|\{{+)\s?{before}(?:{silences}){length}\s?(?:\]+|\)|\*+|\}}+)"
    yield compiled(rf"\s?{direction}", re.IGNORECASE), "is not read out, and makes no silence", _FOR_SILENCE, ", "
    yield compiled(r"\s?\[\[[^\[\]]{0,80}\]\]"), read, "write the word as it sounds, under pronounce:", ""
    yield _LINK, "is a link in Markdown; its address is not read out", "write the words alone", r"\g<words>"
    yield _EMPHASIS, "has marks of Markdown, which are not read out", _PLAIN, r"\g<words>"
    yield _HEADING, "is a heading in Markdown, and is not read out", "write a step: - chapter: its name", ""
    time = any_of(name for unit in ("hour", "minute", "second") for name in tables.units[unit].names)
    dollar = compiled(rf"\$(?=[^\W\d_]|\d[\d.,:]*\s?(?:{time})(?!\w))")
    yield dollar, "is no part of a variable, and is not read out", "a variable is written {name}, without a $", ""
    literal = "is read as a word, for double braces are literal"
    yield _LITERAL, literal, "a variable is written {name}, with one brace on each side", r"\g<name>"
    yield _TRAILING, "is not read out, and makes no silence", _FOR_SILENCE, ""


def _length(silence: str) -> str:
    """Return the duration in `silence` as a routine has it, or 3s."""
    found = _LENGTH.search(silence)
    return f"{found[1].replace(',', '.')}{found[2] or 's'}" if found else "3s"


def without_entities(text: str) -> str:
    """Return `text` with HTML entities such as &amp; replaced."""
    return _ENTITY.sub(_named, text)


def _named(entity: re.Match[str]) -> str:
    from html import unescape  # few texts have any, and all names take a while to load

    return unescape(entity[0])
