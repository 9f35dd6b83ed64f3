"""The Draft: what was found in a file of another format, before it is written as a routine."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

from nightcue.language.diagnostics import Diagnostic, Span, one_line
from nightcue.language.durations import LONGEST, in_short

NOT_KEPT = "not-kept"
"""The code of what a routine has no place for."""
TAKEN_AS = "taken-as"
"""The code of what can mean more than one thing, and of what it was taken as."""

_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_WRAPPED = 60
"""Characters from which on a line without a full stop was broken by its editor, and goes on in the next one."""


@dataclass(frozen=True)
class Heading:
    """Where a chapter begins."""

    title: str


@dataclass(frozen=True)
class Said:
    """Lines that belong together."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Silence:
    """A pause of so many seconds."""

    seconds: Fraction


@dataclass(frozen=True)
class Rest:
    """A line, and after it so many seconds of rest."""

    line: str
    seconds: Fraction


@dataclass(frozen=True)
class Hold:
    """A stretch that is held for so many seconds."""

    name: str
    setup: tuple[str, ...]
    seconds: Fraction


@dataclass(frozen=True)
class Repeat:
    """Items that are done several times over."""

    times: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Comment:
    """What somebody wrote beside the text, for whoever reads it."""

    text: str


Item: TypeAlias = Heading | Said | Silence | Rest | Hold | Repeat | Comment


@dataclass
class Draft:
    """What was found in the file at `path`, in order, and what of it could not be kept.

    `language` is a BCP 47 tag, where the file names one.
    """

    path: Path
    title: str | None = None
    language: str | None = None
    items: list[Item] = field(default_factory=list)
    told: list[Diagnostic] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _comments: list[Comment] = field(default_factory=list)
    """Those inside the lines that are open, which they do not part."""
    _is_broken: bool = True
    """Whether what comes next begins a line of its own."""

    def words(self, words: str) -> None:
        """Add a piece of a line, with the blanks around it."""
        self._words.append(words)

    def text(self, text: str) -> None:
        """Add what is on a line, or the rest of it; it goes on with the line before where an editor has broken that."""
        self.words(text)
        self.end_line()

    def end_line(self) -> None:
        """End a line of the file, which may go on in the next one."""
        said = " ".join("".join(self._words).split())
        self._words = []
        goes_on = bool(self._open) and not self._is_broken
        if not any(map(str.isalnum, said)):
            if goes_on:
                self._open[-1] += said  # a full stop behind a mark that is not said
        elif goes_on and _goes_on(self._open[-1], said):
            self._open[-1] += f" {said}"
        else:
            self._open.append(said)
            self._is_broken = False

    def line_break(self) -> None:
        """End a line for certain."""
        self.end_line()
        self._is_broken = True

    def paragraph(self) -> None:
        """End lines that belong together."""
        self.end_line()
        if self._open:
            self.items.append(Said(tuple(self._open)))
        self.items += self._comments
        self._open, self._comments, self._is_broken = [], [], True

    def pause(self, seconds: Fraction, line: int) -> None:
        """Add a silence of exactly so many seconds, together with one right before it."""
        if seconds > LONGEST:
            self.lost(line, f"a pause of {in_short(seconds)} is longer than 12 hours")
            return
        self.paragraph()
        if self.items and isinstance(last := self.items[-1], Silence) and last.seconds + seconds <= LONGEST:
            self.items[-1] = Silence(last.seconds + seconds)
        else:
            self.items.append(Silence(seconds))

    def heading(self, title: str, level: int, is_spoken: bool = False) -> None:
        """Begin a chapter; the first heading of the highest level is the title, where nothing comes before it."""
        self.paragraph()
        title = " ".join(title.split())
        if not any(map(str.isalnum, title)):
            return
        if level == 1 and self.title is None and not any(not isinstance(item, Comment) for item in self.items):
            self.title = title
        else:
            self.items.append(Heading(title))
        if is_spoken:
            self.items.append(Said((title,)))

    def comment(self, text: str) -> None:
        """Add a comment, after the lines that it stands in."""
        if said := " ".join(text.split()):
            self._comments.append(Comment(said))
        if not self._open and not "".join(self._words).strip():
            self.paragraph()

    def add(self, item: Item) -> None:
        """Add an item that is complete."""
        self.paragraph()
        self.items.append(item)

    def lost(self, line: int, message: str, hint: str | None = None, column: int = 0) -> None:
        """Keep that something on a line of the file has no place in a routine, and what becomes of it."""
        self._tell(NOT_KEPT, line, message, hint, column)

    def taken(self, line: int, message: str, hint: str | None = None, column: int = 0) -> None:
        """Keep what something on a line was taken as, which it does not say itself."""
        self._tell(TAKEN_AS, line, message, hint, column)

    def _tell(self, code: str, line: int, message: str, hint: str | None, column: int) -> None:
        span = Span(self.path, line, column)
        self.told.append(Diagnostic(span, code, one_line(message, 200), hint, severity="warning"))


def _goes_on(before: str, after: str) -> bool:
    """Return whether a line was broken by an editor, and `after` goes on with it."""
    if _ENDS.search(before):
        return False
    return after[0].islower() or after[0] in ",;)" or len(before) >= _WRAPPED
