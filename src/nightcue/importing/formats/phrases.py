"""Phrases of audio_program_generator: on each line a phrase, a semicolon, and seconds of silence."""

from __future__ import annotations

from nightcue.importing.draft import Draft
from nightcue.importing.formats.text import BEHIND_SEMICOLON
from nightcue.importing.pauses import add_pause, add_with_pauses

NAME = "phrases"
_FEW = 0.6
"""How much of a file's lines have to be phrases with their silence for it to be such a file."""


def is_phrases(text: str) -> bool:
    """Return whether nearly every line of `text` ends with a semicolon and a number."""
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and sum(map(_is_phrase, lines)) >= max(1, _FEW * len(lines))


def read(draft: Draft, text: str) -> None:
    """Add every phrase and its silence to the draft. Every line is a phrase, whatever it ends with."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            draft.paragraph()
            continue
        timed = BEHIND_SEMICOLON.fullmatch(line)
        phrase, semicolon, behind = line.rpartition(";")
        if timed:
            phrase = timed["text"]
        elif semicolon and not behind.strip():
            draft.lost(number, "no seconds stand behind the semicolon; no pause was written")
        else:
            phrase = line
            draft.lost(number, "no semicolon with seconds at the end of this line; it is said without a pause")
        draft.line_break()
        add_with_pauses(draft, phrase, number)
        if timed:
            add_pause(draft, timed["length"], f";{timed['length']}", number)
    draft.paragraph()


def _is_phrase(line: str) -> bool:
    return BEHIND_SEMICOLON.fullmatch(line) is not None
