"""The takes of each word: what a person recorded, kept on this machine, where only that person can read it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.bedside.voice_words.errors import WordNotKeptError
from nightcue.bedside.voice_words.uses import TAKES, USES, Use
from nightcue.storage.paths import words_folder
from nightcue.storage.private_file import keep_private
from nightcue.storage.reading import open_file

if TYPE_CHECKING:
    from nightcue.audio.clip import Wave


def recorded_uses() -> list[Use]:
    """Return the uses that a word was recorded for; nothing is read of it."""
    return [use for use in USES if all(path.is_file() for path in _paths(use))]


def keep_takes(use: Use, takes: Sequence[Wave]) -> None:
    """Keep TAKES takes of the word for `use`, in place of those that were there. Raises WordNotKeptError."""
    import soundfile

    from nightcue.bedside.voice_words.utterances import RATE

    for path, take in zip(_paths(use), takes, strict=True):
        content = BytesIO()
        soundfile.write(content, take, RATE, "PCM_16", format="WAV")
        try:
            keep_private(path, content.getvalue())
        except OSError as problem:
            raise WordNotKeptError(f"cannot keep {path}: {problem.strerror or problem}; make room there") from problem


def read_takes(use: Use) -> list[Wave]:
    """Return the takes of the word for `use`, at RATE; nothing where one is missing or damaged."""
    import soundfile

    takes = []
    with suppress(OSError, soundfile.SoundFileError):
        for path in _paths(use):
            with open_file(path) as file:
                takes.append(soundfile.read(file, dtype="float32")[0])
        return takes
    return []


def remove_takes(use: Use) -> bool:
    """Remove the word for `use`; returns whether there was one. Raises WordNotKeptError."""
    there = [path for path in _paths(use) if path.is_file()]
    try:
        for path in there:
            path.unlink()
    except OSError as problem:
        raise WordNotKeptError(f"cannot remove {problem.filename}: {problem.strerror or problem}") from problem
    return bool(there)


def _paths(use: Use) -> list[Path]:
    return [words_folder() / f"{use}-{number}.wav" for number in range(1, TAKES + 1)]
