"""Speech Markdown, as speechmarkdown.org describes it."""

from __future__ import annotations

import re

from nightcue.importing.draft import Draft
from nightcue.importing.pauses import Pause, add_pause, split
from nightcue.importing.spelling import SPELLED, spelled

NAME = "speech-markdown"
_SECTION = re.compile(r"\s*#\[(?P<modifiers>[^\]]*)\]\s*")
_HEADING = re.compile(r"\s*(#{1,6})\s+(?P<title>.+?)\s*")
_KEYS = (
    "address|bleep|cardinal|characters|chars|date|digits|disappointed|drc|emphasis|excited|expletive|fraction|interjection"
    "|ipa|lang|number|ordinal|phone|pitch|rate|sub|telephone|timbre|time|unit|voice|vol|volume|whisper"
)
"""What can stand in brackets behind words in parentheses, as in speechmarkdown-js."""
_MARK = re.compile(
    rf"""
      \[\s*break\s*:\s*["'](?P<break>[^"'\]]{{1,30}})["']\s*\]
    | \[\s*mark\s*:\s*["'](?P<mark>[^"'\]]{{0,200}})["']\s*\]
    | !(?:\((?P<caption>[^)]{{0,200}})\))?\[\s*["'](?P<sound>[^"'\]]{{0,500}})["']\s*\]
    | \((?P<text>[^()\n]{{0,500}}(?:\([^()\n]{{0,200}}\)[^()\n]{{0,200}}){{0,3}})\)
      \[(?P<modifiers>\s*(?:{_KEYS})\b[^\]\n]{{0,300}})\]
    | (?<!\w)(?P<sign>\+\+|[+~-])(?=\S)(?P<stressed>[^+~\n]{{0,200}}?\S)(?P=sign)(?!\w)
    """,
    re.VERBOSE,
)
_MODIFIER = re.compile(r"\s*(?P<key>[\w-]+)\s*(?::\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'))?\s*")
_SURE = re.compile(
    r"#\[\s*(?:voice|lang)|\[break:[\"']|!(?:\([^)]{0,200}\))?\[[\"']"
    rf"|\)\[\s*(?:{_KEYS})\s*(?:[:;][^\]\n]{{0,300}})?\]"
)


def is_speech_markdown(text: str) -> bool:
    """Return whether something stands in `text` that only Speech Markdown writes so."""
    return _SURE.search(text) is not None


def read(draft: Draft, text: str) -> None:
    """Add what stands in `text` to the draft."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            draft.paragraph()
        elif section := _SECTION.fullmatch(line):
            draft.paragraph()
            _section(draft, _modifiers(section["modifiers"]), number)
        elif heading := _HEADING.fullmatch(line):
            draft.heading(heading["title"], len(heading[1]))
        else:
            _line(draft, line, number)
            draft.end_line()
    draft.paragraph()


def _section(draft: Draft, modifiers: dict[str, str], line: int) -> None:
    for key, value in modifiers.items():
        if key == "lang" and draft.language is None and not draft.items:
            draft.language = value
        else:
            draft.lost(line, f'a section with {key} "{value}": the routine\'s own voice says its words')


def _line(draft: Draft, line: str, number: int) -> None:
    """Add a line, or a piece of it."""
    end = 0
    for found in _MARK.finditer(line):
        _plain(draft, line[end : found.start()], number)
        _marked(draft, found, number)
        end = found.end()
    _plain(draft, line[end:], number)


def _plain(draft: Draft, text: str, line: int) -> None:
    for part in split(text):
        if isinstance(part, Pause):
            add_pause(draft, part.written, part.shown, line)
        else:
            draft.words(part)


def _marked(draft: Draft, found: re.Match[str], line: int) -> None:
    shown = found.group()
    if found["break"]:
        add_pause(draft, found["break"].strip(), shown, line)
    elif found["mark"] is not None:
        draft.lost(line, f"{shown}: a mark is not heard")
    elif found["sound"] is not None:
        hint = "put the file beside the routine, and write `- audio: NAME` there"
        draft.lost(line, f"the sound {found['sound']} is not taken over", hint)
    elif found["sign"]:
        draft.lost(line, "emphasis is not heard; the words are said")
        _plain(draft, found["stressed"], line)
    else:
        _modified(draft, found["text"], _modifiers(found["modifiers"]), shown, line)


def _modified(draft: Draft, text: str, modifiers: dict[str, str], shown: str, line: int) -> None:
    """Add `text` as its modifiers say, as far as a routine can; the last that changes the words decides."""
    words = text
    for key, value in modifiers.items():
        if key == "sub":
            words = value
        elif key in SPELLED:
            words = spelled(text, key)
        elif key in ("expletive", "bleep"):
            words = ""
            draft.lost(line, f"{shown}: nothing is said, and nothing bleeps")
        else:
            said = f'[{key}:"{value}"]' if value else f"[{key}]"
            draft.lost(line, f"{said} is not taken over; the words before it are said")
    draft.words(words)


def _modifiers(written: str) -> dict[str, str]:
    """Return the modifiers in brackets, each with its value, empty where it has none."""
    found = (_MODIFIER.fullmatch(part) for part in written.split(";"))
    return {one["key"]: one["double"] or one["single"] or "" for one in found if one}
