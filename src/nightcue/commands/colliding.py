"""Finding routines whose tracks would be one file, as on a disk that ignores capitals."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nightcue.terminal import tell


def told_apart(paths: list[Path]) -> list[Path]:
    """Return those of `paths` whose tracks have names of their own; tell each of the others, with the one before it."""
    from nightcue.language.names_of_files import folded
    from nightcue.routine_index import tags_of

    by_stem: dict[str, list[Path]] = {}
    for path in paths:
        by_stem.setdefault(folded(path.stem), []).append(path)
    alike = [each for each in by_stem.values() if len(each) > 1]
    if not alike:
        return paths
    tags = tags_of(path for each in alike for path in each)
    taken = {path for each in alike for path in _taken(each, tags)}
    return [path for path in paths if path not in taken]


def _taken(paths: list[Path], tags: Mapping[Path, str]) -> list[Path]:
    """Return those of `paths`, all of one name, that speak the language of one before them; tell each."""
    first: dict[str, Path] = {}
    taken = []
    for path in paths:
        tag = tags[path]
        if not tag:  # told when it is built
            continue
        if tag in first:
            where = "" if path.stem == first[tag].stem else " on a disk that knows no capitals, or no accents as these"
            tell(
                f"nightcue: error: {path}: its track would take the place of that of {first[tag]}{where}; "
                "rename one of them, or build each into a folder of its own",
                err=True,
            )
            taken.append(path)
        first.setdefault(tag, path)
    return taken
