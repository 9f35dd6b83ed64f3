"""Pauses in the middle of a text, in the notations of the programs that know one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from nightcue.importing.draft import Draft
from nightcue.language.durations import is_number, parse_duration
from nightcue.language.locale_files import words_of
from nightcue.locales import languages_with

UNTOLD = Fraction(2)
"""Seconds of a pause that says no length: those of ### and [pause] in ebook2audiobook, v25.5.19."""
STRENGTHS = {
    name: Fraction(milliseconds, 1000)
    for name, milliseconds in {
        "x-weak": 250, "weak": 500, "medium": 750, "strong": 1000, "x-strong": 1250,
    }.items()
}  # fmt: skip
"""Seconds of a break that only says how strong it is: those of Microsoft's description of SSML for its voices."""
_UNLIKELY = 100
"""From so many on, a number without a unit may be meant as milliseconds."""


@dataclass(frozen=True)
class Pause:
    """A pause as it stands in a text: its length as written, empty where it has none."""

    written: str
    shown: str


def add_with_pauses(draft: Draft, text: str, line: int) -> None:
    """Add a line's text to the draft, every pause in it as a silence."""
    for part in split(text):
        if isinstance(part, Pause):
            add_pause(draft, part.written, part.shown, line)
        else:
            draft.words(part)
    draft.end_line()


def split(text: str) -> Iterator[str | Pause]:
    """Yield the text before, between and behind the pauses, and the pauses."""
    end = 0
    for found in _pause().finditer(text):
        yield text[end : found.start()]
        yield Pause(_length(found), found.group())
        end = found.end()
    yield text[end:]


def add_pause(draft: Draft, written: str, shown: str, line: int) -> None:
    """Add the pause `written`, such as 5 or 1.5 s, to the draft; `shown` is all of it, for messages."""
    if written == "none":
        return  # it says that there is no pause where a program might make one
    if written in STRENGTHS:
        seconds = STRENGTHS[written]
        draft.taken(line, f"{shown}: '{written}' is no length; a pause of {float(seconds):g} s was taken")
    elif not written:
        seconds = UNTOLD
        draft.taken(line, f"{shown} has no length; a pause of {UNTOLD} s was taken")
    else:
        try:
            seconds = parse_duration(written)
        except ValueError as problem:
            draft.lost(line, f"{shown}: {problem}", "write a length such as [pause 5s]")
            return
        if is_number(written) and seconds >= _UNLIKELY:
            hint = f"if milliseconds are meant, write {written}ms"
            draft.taken(line, f"{shown} has no unit; {written} seconds were taken", hint)
    draft.pause(seconds, line)


def _length(found: re.Match[str]) -> str:
    """Return the length as written, with its unit where the notation itself is in milliseconds."""
    name, written = next(((name, value) for name, value in found.groupdict().items() if value), ("", ""))
    written = " ".join(written.split()).strip("\"'")
    return f"{written}ms" if name.startswith("milliseconds") else written


@cache
def _pause() -> re.Pattern[str]:
    """Return the pattern of every notation; in each, at most one group says the length."""
    silence, waiting, between = (_words(part) for part in ("silence", "waiting", "for"))
    said = rf"\s*[:=]?\s*(?:(?:{between})\s+)?"
    opened, closed = r"[\[{<]{1,2}", r"[\]}>]{1,2}"
    number = r"[-−–]?\.?\d[^\]\[(){}<>/\n]{0,30}?"
    notations = [
        # SAPI 5: <silence msec="500"/>
        r"<silence\s+msec\s*=\s*[\"']?(?P<milliseconds_sapi>\d{1,9})[\"']?\s*/?>",
        # [pause 5s] [PAUSE:5] [pause] {{pause: 1.5}} <silence:500ms> <pause/>
        rf"{opened}\s*(?:{silence})(?:\s*/?|{said}(?P<pause>[^\s\]}}>/:=][^\]\[{{}}<>/\n]{{0,30}}?)\s*/?){closed}",
        # [wait:2] [hold for 30 seconds] <hold 1 minute>
        rf"{opened}\s*(?:{waiting}){said}(?P<waiting>{number})\s*/?{closed}",
        # (pause) (pause 5 seconds)
        rf"\(\s*(?:{silence})(?:\s*|{said}(?P<round>{number})\s*)\)",
        # [5s] [500 ms]
        r"\[\s*(?P<alone>[-−–]?\d+(?:[.,]\d+)?\s?m?s)\s*\]",
        # <break time="5s"/> <break/>
        r"<break(?:\s+(?:time|strength)\s*=\s*(?P<tag>\"[^\"<>\n]{0,30}\"|'[^'<>\n]{0,30}'))?\s*/?>",
        # macOS: [[slnc 1000]]; Yandex: sil<[300]>; Acapela: \pau=300\
        r"\[\[\s*slnc\s+(?P<milliseconds_macos>\d{1,9})\s*\]\]",
        r"\bsil<\[(?P<milliseconds_yandex>\d{1,9})\]>",
        r"\\pau(?:se)?=(?P<milliseconds_acapela>\d{1,9})\\",
        # MiniMax, in seconds: <#0.5#>
        r"<#(?P<minimax>\d{1,5}(?:\.\d{1,3})?)#>",
        # ebook2audiobook: ###, several for more; before other words, at the beginning of a line, it makes a heading
        r"(?<=\S\s)###(?!\S)|^[ \t]*###(?=[ \t]*(?:$|###(?!\S)))",
    ]
    return re.compile("|".join(notations), re.IGNORECASE | re.MULTILINE)


@cache
def _words(part: str) -> str:
    """Return the words of every language as a pattern: a program's own are English wherever a text comes from."""
    words = {word for language in languages_with("importing") for word in words_of("importing", language)[part]}
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
