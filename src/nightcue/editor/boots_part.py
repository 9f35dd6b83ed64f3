"""Taking the part with the compression boots out of a routine, and putting it back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from nightcue.document.document import Document
from nightcue.document.tree import Path_
from nightcue.storage.reading import read_file

_COMPRESSION = re.compile(rb"^\s*therapy:\s*compression\s*$", re.MULTILINE)
_INCLUDE = re.compile(r"\s*# - include: (?P<part>\S+)\s*")
_CHAPTER = re.compile(r"\s*# - chapter: .*\s*")
_INDENT = re.compile(r"\s*")


@dataclass(frozen=True)
class BootsPart:
    """The lines that hold the part and its chapter, `first` to `last` from 1; comments where the part `is_out`."""

    first: int
    last: int
    is_out: bool


def boots_part(document: Document) -> BootsPart | None:
    """Return where the part with the boots is, or the comments that took its place; None where there is neither."""
    return _as_steps(document) or _as_comments(document)


def take_out(document: Document, part: BootsPart) -> None:
    """Make comments of the lines of the part: its place, and all that is in it, stay for when it is put back."""
    _change(document, part, lambda line: _INDENT.sub(lambda indent: f"{indent[0]}# ", line, count=1))


def put_back(document: Document, part: BootsPart) -> None:
    """Make steps of the comments again."""
    _change(document, part, lambda line: line.replace("# ", "", 1))


def _as_steps(document: Document) -> BootsPart | None:
    steps = document.steps()
    for before, step, after in zip([None, *steps], steps, [*steps[1:], None], strict=False):
        if _is_boots(document, document.value((*step, "include"))):
            # a chapter that has nothing else in it goes with it
            alone = after is None or _is_chapter(document, after)
            first = before if before and alone and _is_chapter(document, before) else step
            return BootsPart(document.span(first)[0], document.span(step)[1], is_out=False)
    return None


def _as_comments(document: Document) -> BootsPart | None:
    lines = document.lines
    for number, line in enumerate(lines, start=1):
        found = _INCLUDE.fullmatch(line)
        if found and _is_boots(document, found["part"]):
            has_chapter = number > 1 and _CHAPTER.fullmatch(lines[number - 2]) is not None
            return BootsPart(number - has_chapter, number, is_out=True)
    return None


def _is_boots(document: Document, included: object) -> bool:
    """Return whether a file that is included holds a session of compression."""
    if not isinstance(included, str):
        return False
    try:
        return _COMPRESSION.search(read_file(document.path.parent / included)) is not None
    except OSError:
        return False


def _is_chapter(document: Document, step: Path_) -> bool:
    return document.value((*step, "chapter")) is not None


def _change(document: Document, part: BootsPart, change: Callable[[str], str]) -> None:
    lines = document.text.splitlines(keepends=True)
    inside = slice(part.first - 1, part.last)
    lines[inside] = [change(line) for line in lines[inside]]
    with document.as_one():
        document.replace_text("".join(lines))
