"""Plain text, with pauses in any notation, and headings behind # where it has them."""

from __future__ import annotations

import re

from nightcue.importing.draft import Draft
from nightcue.importing.pauses import add_pause, add_with_pauses

NAME = "text"
_HEADING = re.compile(r"\s*(#{1,6})\s+(?!#)(?P<title>.*?)\s*#*\s*")
BEHIND_SEMICOLON = re.compile(r"(?P<text>.*?)\s*;\s*(?P<length>[-−–]?(?:\d+(?:[.,]\d+)?|[.,]\d+)\s*(?:m?s)?)\s*")
"""A line of a text with the length of the silence after it, as of audio_program_generator."""


def read(draft: Draft, text: str) -> None:
    """Add what stands in `text` to the draft."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            draft.paragraph()
        elif heading := _HEADING.fullmatch(line):
            draft.heading(heading["title"], len(heading[1]))
        elif timed := BEHIND_SEMICOLON.fullmatch(line):
            add_with_pauses(draft, timed["text"], number)
            add_pause(draft, timed["length"], f";{timed['length']}", number)
        else:
            add_with_pauses(draft, line, number)
    draft.paragraph()
