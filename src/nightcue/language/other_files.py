"""Files that are no routine though somebody meant one: what they are, by how they begin, and what to do instead."""

from __future__ import annotations

from pathlib import Path

from nightcue.language.diagnostics import Diagnostic, Span
from nightcue.storage.reading import open_file

ENOUGH = 65_536
"""Bytes from the beginning of a file by which it is known."""

_WAY_OUT = (
    "copy its text into a plain text file, in a text editor such as Notepad, TextEdit or nano, and save it as .yaml"
)


def what_it_is(beginning: bytes) -> str | None:
    """What a file is that begins so, where that is a document of an office program; None for anything else."""
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
    """How the file at `path` begins; nothing where it cannot be read."""
    try:
        with open_file(path) as file:
            return file.read(ENOUGH)
    except OSError:
        return b""


def no_routine(shown: Path, what: str) -> Diagnostic:
    """What to say of such a file."""
    return Diagnostic(Span(shown), "not-text", f"this is {what}; a routine is a plain text file", _WAY_OUT)
