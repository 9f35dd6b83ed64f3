"""Text of several lines as YAML writes it in a block: line by line (|), or folded to the width of a page (>)."""

from __future__ import annotations

import re
import textwrap

from nightcue.document.quoting import SEEN

_NARROWEST = 60
"""Characters of a line in folded text, where its lines were shorter."""


def fits_a_block(text: str) -> bool:
    """Return whether `text` can stand in a block: all of it can be seen, and no line begins with a blank."""
    lines = text.split("\n")
    return bool(lines[0]) and all(SEEN.fullmatch(line) and not line.startswith(" ") for line in lines)


def literal(text: str) -> list[str]:
    """Return the lines of a block of text that keeps its lines."""
    return text.split("\n")


def folded(text: str, old: list[str]) -> list[str]:
    """Return the lines of a folded block of `text`, those of the `old` that still fit as they are."""
    width = max([_NARROWEST, *map(len, old)])
    if "\n" in text or not all(old):
        paragraphs = re.split("(\n+)", text)
        lines: list[str] = []
        for words, ends in zip(paragraphs[::2], [*paragraphs[1::2], ""], strict=True):
            lines += [*_wrapped(words, width), *[""] * len(ends)]
        return lines
    first: list[str] = []
    while len(first) < len(old) and text.startswith(f"{old[len(first)]} "):
        first.append(old[len(first)])
        text = text[len(first[-1]) + 1 :]
    last: list[str] = []
    while len(first) + len(last) < len(old) and text.endswith(f" {old[-1 - len(last)]}"):
        last.insert(0, old[-1 - len(last)])
        text = text[: -len(last[0]) - 1]
    return [*first, *_wrapped(text, width), *last]


def _wrapped(text: str, width: int) -> list[str]:
    """Return `text` in lines that fold back to it: two blanks in a row stay within a line."""
    if "  " in text or text.endswith(" "):
        return [text]
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]
