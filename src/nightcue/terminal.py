"""The one door to the terminal: no text that came from a file gets through it as anything but text."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO, cast

from nightcue.grounds import end, says

SIGN = "\ufffd"
"""What stands where something was that a terminal would obey, or nobody would see."""

_EMOJI = "\u203c-\u3299\U0001f000-\U0001faff"
_JOINED = f"(?<=[{_EMOJI}\ufe0f])\u200d(?=[{_EMOJI}])|(?<=[{_EMOJI}#*0-9©®])[\ufe0e\ufe0f]"
"""The invisible characters that emoji are made of."""
_LINE_ENDS = "\x0b\x0c\r\x85\u2028\u2029"
_DROPPED = "\xad\ufeff"
"""A soft hyphen, and the mark at the beginning of some files: they say nothing."""
_HIDDEN = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
"""Marks that turn the order of a line around (bidi), fillers, selectors, and what else has no shape (Unicode 15)."""
_OBEYED = "\x00-\x08\x0e-\x1f\x7f-\x9f"
"""Control characters of ISO 6429, but for tab and newline, which lay a page out."""
_SURROGATES = "\ud800-\udfff"
"""What Python makes of a file name that is not UTF-8; nothing can encode it."""

_KEPT_OR_NOT = re.compile(
    f"(?P<kept>{_JOINED})|(?P<newline>\r\n)|(?P<end>[{_LINE_ENDS}])|(?P<dropped>[{_DROPPED}])"
    f"|[{_HIDDEN}{_OBEYED}{_SURROGATES}]"
)
_RUNS = re.compile(f"{SIGN}+")
_PLAINER = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "…": "...", "·": "-", "•": "-", "→": "->"}
    | {"←": "<-", "×": "x", "≥": ">=", "≤": "<=", "█": "#", "░": ".", "⁄": "/", "¿": "", "¡": "", SIGN: "?"}
)


ELSEWHERE = 120
"""Columns of a table that goes into a file or a pipe."""


class UnheardError(Exception):
    """What there is to say cannot be written to stdout; `reason` is what the system said."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


def plain(text: str) -> str:
    """`text` with nothing in it that a terminal obeys, that turns it around, or that cannot be seen.

    Newlines and tabs stay; what stood elsewhere is one SIGN, and a blank where it was another kind of line end.
    """
    if text.isascii() and text.isprintable():
        return text
    return _RUNS.sub(SIGN, _KEPT_OR_NOT.sub(_instead, text))


def plain_line(text: str) -> str:
    """The same on one line."""
    return plain(text).replace("\n", " ")


def _instead(found: re.Match[str]) -> str:
    instead = {"kept": found[0], "newline": "\n", "end": " ", "dropped": ""}
    return instead.get(found.lastgroup or "", SIGN)


def tell(*lines: object, err: bool = False, marked: str = "", colour: str = "") -> None:
    """Write each of `lines` on a line of its own, to stdout or stderr; without any, an empty one.

    `marked` is a part of the first that is shown in bold, and in `colour`, where the terminal has colours. Raises
    UnheardError.
    """
    stream = sys.stderr if err else sys.stdout
    said = "".join(f"{plain_line(str(line))}\n" for line in lines or [""])
    before, found, after = said.partition(marked) if marked else (said, "", "")
    if found and stream.isatty() and not os.environ.get("NO_COLOR"):
        import click

        behind_the_door(stream).write(before + click.style(found, fg=colour or None, bold=True) + after)
    else:
        stream.write(said)
    stream.flush()


def columns() -> int:
    """How many letters fit into a line of what stdout goes to."""
    from shutil import get_terminal_size

    return get_terminal_size().columns if sys.stdout.isatty() else ELSEWHERE


def ask_for(question: str, default: str | None = None) -> str:
    """What is typed in answer to `question`, or `default`; where there is none, it is asked again while it is empty."""
    import click

    answer: str = click.prompt(_asked(question), default=default, show_default=False, prompt_suffix=" ")
    return answer


def confirm(question: str, default: bool = False) -> bool:
    """Whether `question` is answered with yes; `default` where nothing is typed."""
    import click

    return click.confirm(_asked(question), default=default)


def _asked(question: str) -> str:
    return _fitting(plain_line(question), sys.stdout.encoding)  # on a terminal, what asks goes around the door


def tell_json(text: str) -> None:
    """Write JSON to stdout, the same for whoever reads it: what may not be shown is escaped. Raises UnheardError."""
    encoding = sys.stdout.encoding or "utf-8"
    escaped = _KEPT_OR_NOT.sub(lambda found: found[0] if found["kept"] else _escaped(found[0]), text)
    if not _fits(escaped, encoding):
        escaped = "".join(c if _fits(c, encoding) else _escaped(c) for c in escaped)
    sys.stdout.write(escaped.rstrip("\n") + "\n")
    sys.stdout.flush()


def pass_on(content: bytes) -> None:
    """Write a file to stdout byte for byte, for other programs; on a terminal, as text. Raises UnheardError."""
    if sys.stdout.isatty():
        sys.stdout.write(content.decode("utf-8", "replace"))
    else:
        behind_the_door(sys.stdout).write_bytes(content)
    sys.stdout.flush()


def _escaped(text: str) -> str:
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _fitting(text: str, encoding: str | None) -> str:
    """`text` in characters that `encoding` has: a plain equivalent for one that it lacks, or "?"."""
    if encoding is None or _fits(text, encoding):
        return text
    return "".join(c if _fits(c, encoding) else _plainer(c, encoding) for c in text)


def _plainer(character: str, encoding: str) -> str:
    from unicodedata import combining, normalize

    parts = normalize("NFKD", character).translate(_PLAINER)
    if character.isalpha():
        parts = "".join(part for part in parts if not combining(part))
    return parts if _fits(parts, encoding) else "?"


class _Stream:
    """A stream that takes any text, whatever its encoding, and knows what to do when it cannot be written.

    stdout raises UnheardError then; stderr is `quiet`, for the work goes on. Both write nothing any more.
    """

    def __init__(self, under: TextIO, quiet: bool) -> None:
        self._under, self._quiet = under, quiet

    def write(self, text: str) -> int:
        if not text:  # Click tries whether it can be written, and would keep to itself that it cannot
            return 0
        fitting = _fitting(text, self._under.encoding)
        with self._failing():
            self._under.write(fitting)
        says(fitting, err=self._quiet)
        return len(text)

    def write_bytes(self, content: bytes) -> None:
        end()  # said by itself, and never again
        with self._failing():
            self._under.flush()
            self._under.buffer.write(content)

    def flush(self) -> None:
        with self._failing():
            self._under.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._under, name)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            silence(self._under)
            if not self._quiet:
                raise UnheardError(error) from None


def silence(stream: TextIO) -> None:
    """Have nothing that is written to `stream` from now on go anywhere."""
    with suppress(OSError, ValueError), Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), stream.fileno())
        stream.flush()  # else Python tries again at the end


class Door(_Stream):
    """A stream to whoever reads: all text that is written to it becomes plain."""

    def __init__(self, under: TextIO, quiet: bool = False) -> None:
        super().__init__(under, quiet)
        self.behind = _Stream(under, quiet)

    def write(self, text: str) -> int:
        """Write `text` as plain text. Raises UnheardError."""
        if not isinstance(text, str):
            raise TypeError("a terminal takes text")  # Click finds out in this way what a stream takes
        return super().write(plain(text))

    @property
    def buffer(self) -> _Bytes:
        """Takes bytes, which become plain text too."""
        return _Bytes(self)


class _Bytes:
    def __init__(self, door: Door) -> None:
        self._door = door

    def write(self, content: bytes) -> int:
        self._door.write(content.decode("utf-8", "replace"))
        return len(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._door, name)


def behind_the_door(stream: TextIO) -> Any:
    """`stream` for what is ours: colours, and the places on the player's screen. Never for a text of somebody else."""
    return getattr(stream, "behind", None) or _Stream(stream, quiet=stream is sys.stderr)


@contextmanager
def doors() -> Iterator[None]:
    """All that is written to stdout and stderr in this block goes through a door. Raises UnheardError."""
    _open_what_is_closed()
    before = sys.stdout, sys.stderr
    if not isinstance(sys.stdout, Door):
        sys.stdout = cast("TextIO", Door(sys.stdout))
    if not isinstance(sys.stderr, Door):
        sys.stderr = cast("TextIO", Door(sys.stderr, quiet=True))
    try:
        yield
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            sys.stdout, sys.stderr = before


def _open_what_is_closed() -> None:
    """Give a program that was started without stdin, stdout or stderr an empty one: a file would take its place."""
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None:
            try:
                os.fstat(number)
            except OSError:
                os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free, which is this one
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
