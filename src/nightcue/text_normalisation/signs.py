"""Speaking or removing signs, addresses, emoji and dots."""

from __future__ import annotations

import re
from functools import cached_property

from nightcue.patterns import compiled
from nightcue.text_normalisation.tables import Tables

_MAILBOX = r"[\w%+-]{1,64}(?:\.[\w%+-]{1,64}){0,4}@"
_HOST = r"(?:[\w-]{1,63}\.){1,4}[a-z]{2,12}(?![^\W_])"
_ADDRESS = compiled(rf"(?:https?://)?(?P<mailbox>{_MAILBOX})?(?P<host>{_HOST})(?:/[\w./-]{{0,80}}[\w/])?")
_HOST_ENDS = ("com", "org", "net", "edu", "gov", "info", "example")
"""The endings of a host name without www.: a full stop without a space could look like one."""

_PICTOGRAPHS = compiled(
    "[\u200d\u20e3\ufe0e\ufe0f\u2049\u203c]"
    "|[\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u2500-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299]"
    "|[\U0001f000-\U0001faff\U000e0020-\U000e007f\ue000-\uf8ff\U0001fb00-\U0001fbff]"
)
"""Pictographs and their modifiers, by Unicode's reserved blocks, so that new ones are included."""

_ARROW = "[\u2190-\u21ff\u27f0-\u27ff\u2900-\u297f\u2794-\u27be]"
_ARROWS = compiled(rf"\s*(?:->|=>|-->|{_ARROW})\s*")
_KEYS = compiled("[0-9#*]\ufe0f?\u20e3")
_BULLETS = compiled(r"(?:^|\s+)[•‣◦▪▫●○■□◆◇▶►▸✓✔☐☑➢➤·∙*](?=\s)|(?<=[.!?:] )[-–—]\s(?=[^\W\d_])|^[-–—]\s")
_ELLIPSIS = compiled(r"\s*(?:…|\.(?:\s?\.)+)\s*")
_NUMBERED = compiled(r"(?:^|(?<=[.!?:] ))(\d{1,2})\)(?=\s)")
_MARKS_LEFT = ".…,;:!?'’‘\"“”«»()¿¡—–-"


class Signs:
    """The signs of one language."""

    def __init__(self, tables: Tables) -> None:
        self._signs, self._per = tables.signs, tables.per

    def addresses(self, text: str) -> str:
        """Return `text` with web and mail addresses in words."""
        return _ADDRESS.sub(self._address, text)

    def in_words(self, text: str) -> str:
        """Return `text` with signs in words; signs without words are removed."""
        text = _ARROWS.sub(", ", text)
        text = re.sub(r"(?<=[^\W\d_])/([^\W\d_]+)", self._slash, text)
        return self._odd.sub(lambda found: f" {self._signs.get(found[0], '')} ", text)

    @cached_property
    def _odd(self) -> re.Pattern[str]:
        return compiled(rf"[^\w\s{re.escape(_MARKS_LEFT)}]|_")

    def _slash(self, found: re.Match[str]) -> str:
        per = self._per.get(found[1].lower())
        return f" {per}" if per else f" {self._signs['/']} {found[1]}"

    def _address(self, found: re.Match[str]) -> str:
        written = found[0].removeprefix("http://").removeprefix("https://")
        known = found["mailbox"] or written.startswith("www.") or found["host"].rpartition(".")[2] in _HOST_ENDS
        if not known and written == found[0]:
            return written
        said = written.replace("www.", "w w w.", 1)
        said = said.replace("@", f" {self._signs['@']} ").replace(".", f" {self._signs['@.']} ").replace("/", ", ")
        return " ".join(re.sub(r"[_%+-]", " ", said).split())


def without_pictographs(text: str) -> str:
    """Return `text` without emoji and other pictures; arrows stay, which become a pause."""
    return _PICTOGRAPHS.sub(lambda found: found[0] if re.match(_ARROW, found[0]) else "", _KEYS.sub("", text))


def keycaps_as_digits(text: str) -> str:
    """Return `text` with keycap emoji as digits."""
    return re.sub("\ufe0f?\u20e3", "", text)


def without_bullets(text: str) -> str:
    """Return `text` without list bullets; a numbered item, as 2), becomes a sentence."""
    return _NUMBERED.sub(r"\1.", _BULLETS.sub("", text).lstrip())


def with_pauses(text: str) -> str:
    """Return `text` with a comma for an ellipsis inside a sentence, and a full stop for one at its end."""

    def mark(found: re.Match[str]) -> str:
        rest = text[found.end() :]
        if not found.start() or rest[:1] in tuple("?!,;:)"):
            return ""
        begins = rest.lstrip("¿¡“«\"'(")[:1]
        return ". " if begins.isupper() else ", " if begins else "."

    return _ELLIPSIS.sub(mark, text).rstrip()


def tidied(text: str) -> str:
    """Return `text` without spaces and marks that are left over from removals."""
    text = re.sub(r"\(\s*\)|\[\s*\]", "", text)
    text = re.sub(r"\s+(?=[,.;:!?)])", "", " ".join(text.split()))
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    text = re.sub(r"[,;:]+(?=[.!?])|(?<=[.!?])[,;:.]+(?=\s|$)", "", text)
    text = re.sub(r"(?<=[(¿¡])\s+", "", text)
    return text.strip(" ,;:") if re.match(r"[ ,;:]", text) else text.strip()
