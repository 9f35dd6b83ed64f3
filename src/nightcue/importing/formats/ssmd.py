"""SSMD, Speech Synthesis Markdown, as the specification of the package ssmd describes it."""

from __future__ import annotations

import re

from nightcue.importing.draft import Draft
from nightcue.importing.front_matter import without_front_matter
from nightcue.importing.pauses import add_pause
from nightcue.importing.spelling import SPELLED, spelled

NAME = "ssmd"
_STRENGTHS = {"n": "none", "w": "x-weak", "c": "medium", "s": "strong", "p": "x-strong"}
_HEADING = re.compile(r"\s*(#{1,6})\s+(?P<title>.+?)\s*")
_DIRECTIVE = re.compile(r"\s*@voice\s*(?::\s*(?P<after>.+?)|\((?P<inside>[^)]*)\))\s*")
_DIV = re.compile(r"\s*</?div\b[^>]*>\s*", re.IGNORECASE)
_MARK = re.compile(
    r"""
      (?<!\.)\.\.\.(?P<break>\d+(?:\.\d+)?m?s|[nwcsp](?!\w))
    | !?\[(?P<text>[^\]\n]{0,500})\](?:\((?P<note>[^)\n]{0,300})\)|\{(?P<values>[^}\n]{0,300})\})
    | (?<![\w@])@(?P<mark>[A-Za-z]\w*)
    | (?P<sign>\*\*|\*|__|(?<!\w)_|~|\+\+|(?<!\w)\+|--|(?<!\w)-|<<|<|>>|>|\^\^|\^)
      (?=\S)(?P<marked>[^\n]{0,200}?\S)(?P=sign)(?!\w)
    """,
    re.VERBOSE,
)
_NOTE = re.compile(r"\s*(?P<key>[A-Za-z-]+)\s*[:=]\s*(?P<value>\"[^\"]*\"|'[^']*'|[^,]*)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_SOUND = re.compile(r"\S+\.(?:mp3|ogg|wav|m4a|flac|opus|aac)\b|https?://", re.IGNORECASE)
_SURE = re.compile(
    r"(?<!\.)\.\.\.(?:\d+m?s|[nwcsp])(?!\w)|\]\((?:sub|as|ph|ipa|sampa|vrp|v|r|p|voice|emphasis|ext)\s*:|^@voice\b"
    r"|\]\{(?:sub|as|ph|ipa|lang|voice|emphasis|ext|v|r|p)\s*=",
    re.MULTILINE,
)


def is_ssmd(text: str) -> bool:
    """Return whether something stands in `text` that only SSMD writes so."""
    return _SURE.search(text) is not None


def read(draft: Draft, text: str) -> None:
    """Add what stands in `text` to the draft. Headings are said too, as SSMD says them."""
    for number, line in enumerate(without_front_matter(draft, text).splitlines(), 1):
        if not line.strip():
            draft.paragraph()
        elif directive := _DIRECTIVE.fullmatch(line):
            draft.paragraph()
            voice = directive["after"] or directive["inside"]
            draft.lost(number, f"@voice {voice}: the routine's own voice says the words")
        elif _DIV.fullmatch(line):
            draft.paragraph()
            draft.lost(number, f"{line.strip()}: the routine's own voice says the words")
        elif heading := _HEADING.fullmatch(line):
            draft.heading(heading["title"], len(heading[1]), is_spoken=True)
        else:
            _line(draft, line, number)
            draft.end_line()
    draft.paragraph()


def _line(draft: Draft, line: str, number: int) -> None:
    """Add a line, or a piece of it."""
    end = 0
    for found in _MARK.finditer(line):
        draft.words(line[end : found.start()])
        _marked(draft, found, number)
        end = found.end()
    draft.words(line[end:])


def _marked(draft: Draft, found: re.Match[str], line: int) -> None:
    shown = found.group()
    if written := found["break"]:
        add_pause(draft, _STRENGTHS.get(written, written), shown, line)
    elif found["mark"]:
        draft.lost(line, f"{shown}: a mark is not heard")
    elif found["sign"] == "~":
        draft.lost(line, f"{shown}: these words are silent, and not said")
    elif found["sign"]:
        kind = "emphasis" if found["sign"] in ("*", "**", "_") else "how loud, high or fast words are"
        draft.lost(line, f"{kind} is not heard; the words are said")
        _line(draft, found["marked"], line)
    else:
        _noted(draft, found["text"], found["note"] or found["values"] or "", shown, line)


def _noted(draft: Draft, text: str, note: str, shown: str, line: int) -> None:
    """Add the text in brackets as the note behind it says, as far as a routine can."""
    first = _NOTE.match(note)
    key, value = (first["key"].lower(), first["value"].strip().strip("\"'")) if first else ("", "")
    if _SOUND.match(note.strip()):
        hint = "put the file beside the routine, and write `- audio: NAME` there"
        draft.lost(line, f"the sound {note.split()[0]} is not taken over", hint)
    elif key == "sub":
        draft.words(value)
    elif key == "as" and value in SPELLED:
        draft.words(spelled(text, value))
    elif key == "as" and value == "expletive":
        draft.lost(line, f"{shown}: nothing is said, and nothing bleeps")
    elif _LANGUAGE.fullmatch(note.strip()) or key == "lang":
        draft.lost(line, f"{note}: the routine's own voice says these words, in its own language")
        draft.words(text)
    else:
        draft.lost(line, f"({note}) is not taken over; the words before it are said")
        draft.words(text)
