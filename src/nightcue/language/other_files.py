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


_BY_SIGN = {
    rb"{\rtf": "a rich-text file",
    b"%PDF": "a PDF document",
    b"\xd0\xcf\x11\xe0": "an old Word or office document",
    b"\xff\xd8\xff": "a picture",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"ID3": "a recording",
    b"\xff\xfb": "a recording",
    b"RIFF": "a recording",
    b"OggS": "a recording",
    b"fLaC": "a recording",
}


def what_it_is(beginning: bytes) -> str | None:
    """What a file is that begins so: a document of an office program, a picture, a sound; None for anything else."""
    if found := next((kind for sign, kind in _BY_SIGN.items() if beginning.startswith(sign)), None):
        return found
    if beginning[4:8] == b"ftyp":
        return "a picture, a film or a recording"
    if beginning.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        return "a web page"
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
