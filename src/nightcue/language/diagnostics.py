"""Diagnostics: a place in a file, what is wrong there, and how that is shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from nightcue.terminal import plain_line

UNREVIEWED = "unreviewed"
"""The code of a text of one's own that nobody has read."""

Severity = Literal["error", "warning"]
_SHOWN_WIDTH = 160


@dataclass(frozen=True)
class Span:
    """A place in a file; `line` and `column` count from 1. Line 0 stands for the file as a whole.

    `text` is the line itself, so that a message can show it long after the file was read. In a table, `named` is the
    name of the column, in place of its number.
    """

    path: Path
    line: int = 0
    column: int = 0
    text: str | None = field(default=None, compare=False, repr=False)
    named: str | None = None

    def __str__(self) -> str:
        """Return `path:line:column`, without the column where none is known; of the file as a whole the path alone."""
        at = [self.line, self.named or self.column] if self.line else []
        return ":".join(map(str, [self.path, *filter(None, at)]))


@dataclass(frozen=True)
class Diagnostic:
    """One problem: its place, a stable code such as `unknown-key`, a sentence, and a way out where there is one.

    `fact` is the id of the fact that a rule rests on. For the unread text of a routine, `text` is that text and `topic`
    its topic.
    """

    span: Span
    code: str
    message: str
    hint: str | None = None
    severity: Severity = "error"
    text: str | None = None
    topic: str | None = None
    fact: str | None = None

    def __str__(self) -> str:
        """Return `path:line:col: error[code]: message`, the source line with a caret, and the hint, a line each."""
        shown = [f"{self.span}: {self.severity}[{self.code}]: {self.message}"]
        if self.span.text is not None:
            shown += _with_caret(self.span.text, self.span.column - 1)
        if self.hint:
            shown.append(f"  hint: {self.hint}")
        return "\n".join(map(plain_line, shown))


class DiagnosedError(Exception):
    """A file has errors. `diagnostics` holds all of them, warnings too, in the order of the file."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = in_file_order(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))


class RoutineError(DiagnosedError):
    """The file is a routine, or is included by one."""


class DamagedFileError(DiagnosedError):
    """The file is not a routine: the profile, a file of a language, or a fact sheet."""


def in_file_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return each diagnostic once, by file in the order the files first appear, then by line and column."""
    unique = list(dict.fromkeys(diagnostics))
    files = {path: n for n, path in enumerate(dict.fromkeys(d.span.path for d in unique))}
    return sorted(unique, key=lambda d: (files[d.span.path], d.span.line, d.span.column))


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a hint with the closest known word, or with all of them if none is close and they are few."""
    import difflib

    words: Sequence[str] = list(known)
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{one_line(close[0])}'?"
    return f"one of: {', '.join(map(one_line, words))}" if 0 < len(words) <= 20 else None


def one_line(text: str, width: int = 60) -> str:
    """Return `text` for use inside a message: one line, no control characters, at most `width` characters."""
    clean = plain_line(_printable(text))
    clean = " ".join(clean.split())
    return clean if len(clean) <= width else clean[: width - 1] + "…"


def _with_caret(line: str, column: int) -> list[str]:
    first = max(0, column - _SHOWN_WIDTH // 2) if len(line) > _SHOWN_WIDTH else 0
    part = _printable(line[first : first + _SHOWN_WIDTH])
    return [f"  | {part}", f"  | {' ' * _width(part[: column - first])}^"]


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def _width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text if not unicodedata.combining(c))
