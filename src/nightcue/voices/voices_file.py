"""The file voices.yaml in the config folder: programs that speak, by the names that routines then use.

    flite:
      command: [flite, -voice, slt, -t, "{text}", -o, "{out}"]
      languages: [en]
      limit: 30

Not in a routine: a routine that somebody sends must not be able to run a program.
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
"""Bytes of the file."""

LIMIT_SECONDS = 30.0
"""Time for one line, where the file says nothing else."""

_KEYS = ("command", "languages", "limit")


def programs() -> list[Program]:
    """The voices of voices.yaml that make sense; none when there is no such file."""
    try:
        return [found for found in _listed().values() if isinstance(found, Program)]
    except VoiceError as fault:
        log_error("voices.yaml", fault)
        return []


def faults(name: str | None = None) -> list[VoiceError]:
    """What is wrong with voices.yaml: with the file as a whole, or with its voices, or only that called `name`."""
    try:
        listed = _listed()
    except VoiceError as fault:
        return [fault]
    wanted = [found for own, found in listed.items() if name is None or own.casefold() == name.casefold()]
    return [found for found in wanted if isinstance(found, VoiceError)]


def _listed() -> dict[str, Program | VoiceError]:
    """Each voice of the file by its name, or what is wrong with it. Raises VoiceError when no voice can be read."""
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
    """The voice called `name`. Raises VoiceError where it makes no sense."""

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
    """Whether the system can start a program with this word: it ends one at a NUL, and half a character is none."""
    try:
        return b"\0" not in os.fsencode(word)
    except UnicodeError:
        return False
