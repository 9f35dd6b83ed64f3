"""The addresses of the editor's pages, all below the key, and which files they may open."""

from __future__ import annotations

import os
from pathlib import Path
from typing import get_args
from urllib.parse import quote

from nicegui.language import Language

from nightcue.editor.words import languages
from nightcue.language.library import shelves, shipped


def first_address(language: str) -> str:
    """Return the address of the first page in a language, below the key."""
    return f"/{language}/"


def routine_address(language: str, path: Path | str) -> str:
    """Return the address of the page that shows the routine at `path`, below the key."""
    return f"/{language}/routine?file={quote(os.fsencode(path), safe='/')}"


def may_be_opened(written: str, given: Path | None) -> Path | None:
    """Return the routine of one's own, or the one that was `given` to the command, that an address names, else None.

    What comes with nightcue is not changed, but copied.
    """
    known = [shelved.path for shelved in shelves() if shelved.own]
    if given and not given.resolve().is_relative_to(shipped("routines").resolve()):
        known.append(given)
    # a name that is no UTF-8 comes with a sign in the place of what is none
    return next((path for path in known if os.fsencode(path).decode(errors="replace") == written), None)


def interface_language(language: str) -> Language:
    """Return what the elements of NiceGUI call a language."""
    found: Language = next(one for one in get_args(Language) if one == language or one.startswith(f"{language}-"))
    return found


INTERFACES = {language: interface_language(language) for language in languages()}
