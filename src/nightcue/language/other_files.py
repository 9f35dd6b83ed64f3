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
    """Return what a file is that begins so: an office document, a picture, a sound, a web page; None for others."""
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
    """Return the first bytes of the file at `path`; empty if it cannot be read."""
    try:
        with open_file(path) as file:
            return file.read(ENOUGH)
    except OSError:
        return b""


def no_routine(shown: Path, what: str) -> Diagnostic:
    """Return the diagnostic for such a file."""
    return Diagnostic(Span(shown), "not-text", f"this is {what}; a routine is a plain text file", _WAY_OUT)
