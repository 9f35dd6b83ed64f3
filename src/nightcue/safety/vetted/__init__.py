"""The texts that are vetted, by language: those of the shipped routines, built-in phrases, and lines of ways out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from nightcue.locales import language_of
from nightcue.safety.reading.texts import OwnText

_FOLDER = Path(__file__).parent


def file_of(language: str) -> Path:
    """Return where the vetted texts of a language are, one a line."""
    return _FOLDER / f"{language}.txt"


def is_vetted(text: OwnText, tag: str) -> bool:
    """Return whether a text is one of those vetted in the language of a BCP 47 tag, whatever the numbers in it.

    Those that name a dose or a pressure are vetted with their numbers.
    """
    known = _vetted(language_of(tag))
    return text.kind in known or text.content in known


@cache
def _vetted(language: str) -> frozenset[str]:
    file = file_of(language)
    return frozenset(file.read_text(encoding="utf-8").splitlines()) if file.is_file() else frozenset()
