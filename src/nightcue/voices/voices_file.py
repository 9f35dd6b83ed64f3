"""Reading voices.yaml in the config folder: programs that speak, by their names in routines.

    flite:
      command: [flite, -voice, slt, -t, "{text}", -o, "{out}"]
      languages: [en]
      limit: 30

This is not in a routine, because a routine from somebody else must not run a program.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from nightcue.debugging import log_error
from nightcue.storage.paths import voices_file
from nightcue.storage.reading import read_file
from nightcue.voices.command import Program
from nightcue.voices.matching import normal_tag
from nightcue.voices.voice import VoiceError

LARGEST = 250_000
"""Bytes of the largest file."""

LIMIT_SECONDS = 30.0
"""Seconds for one line, unless the file says otherwise."""

_KEYS = ("command", "languages", "limit")


def programs() -> list[Program]:
    """Return the valid voices of voices.yaml; none if there is no such file."""
    try:
        return [found for found in _listed().values() if isinstance(found, Program)]
    except VoiceError as fault:
        log_error("voices.yaml", fault)
        return []


def faults(name: str | None = None) -> list[VoiceError]:
    """Return the errors of voices.yaml: of the whole file, or of its voices, or only of the voice `name`."""
    try:
        listed = _listed()
    except VoiceError as fault:
        return [fault]
    wanted = [found for own, found in listed.items() if name is None or own.casefold() == name.casefold()]
    return [found for found in wanted if isinstance(found, VoiceError)]


def _listed() -> dict[str, Program | VoiceError]:
    """Return each voice of the file, or its error, by name. Raises VoiceError if the file is unreadable."""
    import yaml

    path = voices_file()
    try:
        content = yaml.safe_load(read_file(path, LARGEST).decode("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeError) as error:
        raise VoiceError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise VoiceError(f"{path}{place}: {getattr(error, 'problem', None) or 'this is not YAML'}") from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise VoiceError(f"{path}: voices are names, each with a command; docs/voices.md shows one")
    return {str(name): _program_or_fault(path, str(name), written) for name, written in content.items()}


def _program_or_fault(path: Path, name: str, written: Any) -> Program | VoiceError:
    try:
        return _program(path, name, written)
    except VoiceError as fault:
        return fault


def _program(path: Path, name: str, written: Any) -> Program:
    """Return the voice `name`. Raises VoiceError if its entry is wrong."""

    def refuse(what: str) -> VoiceError:
        return VoiceError(f"{path}: voice '{name}': {what}")

    if not isinstance(written, dict) or not set(written) <= set(_KEYS):
        raise refuse(f"it takes {', '.join(_KEYS)}")
    words, languages, limit = written.get("command"), written.get("languages", ["en"]), written.get("limit")
    if not isinstance(words, list) or not words or not all(isinstance(word, str | int | float) for word in words):
        raise refuse('\'command\' is a list: the program, then its words, such as [flite, -t, "{text}", -o, "{out}"]')
    words = tuple(map(str, words))
    if not all(map(_can_be_handed_over, (name, *words))):
        raise refuse("it holds a character that no program can be given, such as \\0")
    missing = [place for place in ("{text}", "{out}") if not any(place in word for word in words[1:])]
    if missing:
        raise refuse(f"'command' has no place for {' and '.join(missing)}")
    if not isinstance(languages, list) or not languages or not all(isinstance(tag, str) for tag in languages):
        raise refuse("'languages' is a list of tags, such as [en]")
    limit = LIMIT_SECONDS if limit is None else limit
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 < limit <= 3600:
        raise refuse("'limit' is a number of seconds, up to 3600")
    return Program(name, words, tuple(normal_tag(tag) for tag in languages), float(limit), path)


def _can_be_handed_over(word: str) -> bool:
    """Return whether a program can get this word: it has no NUL, and can be encoded for the system."""
    try:
        return b"\0" not in os.fsencode(word)
    except UnicodeError:
        return False
