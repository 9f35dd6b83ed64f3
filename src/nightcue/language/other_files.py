"""Recognising files that are not text, such as office documents, by their first bytes."""

from __future__ import annotations

from pathlib import Path

from nightcue.language.diagnostics import Diagnostic, Span
from nightcue.storage.reading import open_file

ENOUGH = 65_536
"""First bytes of a file by which its kind is recognised."""

_WAY_OUT = (
    "copy its text into a plain text file, in a text editor such as Notepad, TextEdit or nano, and save it as .yaml"
)


def what_it_is(beginning: bytes) -> str | None:
    """Return what kind of office document begins with these bytes, or None."""
    if beginning.startswith(rb"{\rtf"):
        return "a rich-text file"
    if beginning.startswith(b"%PDF"):
        return "a PDF document"
    if beginning.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old Word or office document"
    if beginning.startswith(b"PK\x03\x04"):
        kinds = {b"word/": "a Word document", b"opendocument.text": "an OpenDocument text"}
        return next((kind for sign, kind in kinds.items() if sign in beginning), "a zip file")
    return None


def beginning_of(path: Path) -> bytes:
    """Return the first bytes of the file at `path`; empty if it cannot be read."""
    try:
        with open_file(path) as file:
            return file.read(ENOUGH)
    except OSError:
        return b""


def no_routine(shown: Path, what: str) -> Diagnostic:
    """Return the diagnostic for such a file."""
    return Diagnostic(Span(shown), "not-text", f"this is {what}; a routine is a plain text file", _WAY_OUT)
