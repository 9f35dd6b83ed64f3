"""The folder that is copied into Home Assistant's own: sentences, a package, and the tracks."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nightcue.audio.errors import OutputError
from nightcue.audio.tags.ours import is_ours
from nightcue.audio.track import output_errors
from nightcue.home_assistant.package import House, beginning, package
from nightcue.home_assistant.sentences import Sayable, sentences
from nightcue.home_assistant.signed import is_as_written, signed
from nightcue.storage.atomic_file import atomic_file
from nightcue.storage.reading import read_file
from nightcue.storage.targets import TargetError, target

PACKAGE = Path("packages/nightcue.yaml")
_TRACKS = "www"
_KEYED = re.compile(rb"/local/(nightcue-[0-9a-f]{16})/")
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Chosen:
    """A track that somebody asked for: its file, its language, and what its routine is called, by file and by title."""

    track: Path
    language: str
    names: tuple[str, ...]


def check_folder(folder: Path, languages: Iterable[str], overwrite: bool = False) -> None:
    """Raise OutputError when the package, or the sentences of one of `languages`, may not be written into `folder`."""
    _see_places([folder / PACKAGE, *(folder / _sentences(tag) for tag in languages)], overwrite)


def write_folder(
    folder: Path,
    button: str,
    speaker: str,
    language: str,
    rescues: Mapping[str, Path],
    routines: Sequence[Chosen],
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write into `folder` what Home Assistant needs to play one of `rescues`, by language, or one of `routines`.

    The button plays the rescue in `language`. Returns the files; none is written before every place was looked at.
    Raises OutputError when something is there that nightcue did not write, or that was changed since, and is not to
    `overwrite`, and when a file cannot be read or written.
    """
    keyed = _folder_of_tracks(folder)
    named = dict(zip(_file_names(routines), routines, strict=True))
    house = House(button, speaker, _rescue(language), language)
    texts = {PACKAGE: beginning(house) + _yaml(package(house, keyed))}
    for tag in rescues:
        sayable = [Sayable(name, each.names) for name, each in named.items() if each.language == tag]
        texts[_sentences(tag)] = _yaml(sentences(tag, _rescue(tag), sayable))
    tracks = {_rescue(tag): track for tag, track in rescues.items()}
    tracks |= {name: each.track for name, each in named.items()}
    contents = {folder / _TRACKS / keyed / name: _track(track) for name, track in tracks.items()}
    contents |= {folder / path: signed(text) for path, text in texts.items()}
    _see_places(contents, overwrite)
    for path, content in contents.items():
        with output_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with atomic_file(path) as file:
                file.write(content)
    return tuple(contents)


def _folder_of_tracks(folder: Path) -> str:
    """Return the name of the folder of tracks, as it was when the package there was written, or a new one.

    Whoever reaches Home Assistant may open what lies in www, so nobody can guess the name.
    """
    with suppress(OSError):
        if kept := _KEYED.search(read_file(folder / PACKAGE)):
            return kept[1].decode()
    return f"nightcue-{secrets.token_hex(8)}"


def _file_names(routines: Iterable[Chosen]) -> list[str]:
    """Return a file name for each track, which an address can hold as it is, and no two alike."""
    names: list[str] = []
    for each in routines:
        plain = _NOT_IN_A_NAME.sub("-", each.names[0].lower()).strip("-") or "routine"
        name, number = f"{plain}.{each.language}.mp3", 2
        while name in names or name == _rescue(each.language):
            name, number = f"{plain}-{number}.{each.language}.mp3", number + 1
        names.append(name)
    return names


def _sentences(language: str) -> Path:
    return Path("custom_sentences", language, "nightcue.yaml")


def _rescue(language: str) -> str:
    return f"rescue.{language}.mp3"


def _track(path: Path) -> bytes:
    try:
        return read_file(path)
    except OSError as problem:
        raise OutputError(f"cannot read {path}: {problem.strerror or problem}") from None


def _yaml(content: Mapping[str, Any]) -> str:
    import yaml

    written: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=1_000)
    return written


def _see_places(paths: Iterable[Path], overwrite: bool) -> None:
    """Raise OutputError when nothing may be written at one of `paths`."""
    for path in paths:
        known = is_as_written if path.suffix == ".yaml" else is_ours
        with output_errors(path):
            end = target(path)
            if end.exists() and end.stat().st_size and not overwrite and not known(end):
                why = "this file is not as nightcue wrote it; take another folder, or say --overwrite"
                raise TargetError(path, why)
