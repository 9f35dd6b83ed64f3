"""Which step of a routine brings a file in: itself, or a part that it includes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from nightcue.document.places import steps_in
from nightcue.document.tree import Path_, Tree
from nightcue.language.source import MAX_BYTES
from nightcue.storage.reading import read_file

_INCLUDE = re.compile(r"^[ \t]*(?:-[ \t]+)*include[ \t]*:[ \t]*(?P<path>[^#\r\n]+?)[ \t]*(?:#.*)?$", re.MULTILINE)


def include_steps(tree: Tree, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Yield the path of every include step of a text, with what it includes, as written."""
    for step in steps_in(tree, path):
        node = tree.find((*step, "include"))
        if node is not None and node.resolved.kind == "text":
            yield step, node.resolved.text
        yield from include_steps(tree, step)


def include_step(routine: Path, tree: Tree, file: Path) -> Path_:
    """Return the path of the first step of the routine at `routine` that brings `file` in; () where none does."""
    wanted = os.path.realpath(file)
    for step, written in include_steps(tree):
        if wanted in _files(routine.parent / written, set()):
            return step
    return ()


def _files(part: Path, known: set[str]) -> set[str]:
    """Return the real paths of a part and of all that it includes, with those `known`."""
    real = os.path.realpath(part)
    if real not in known:
        known.add(real)
        try:
            text = read_file(part, MAX_BYTES).decode("utf-8", "replace")
        except (OSError, ValueError):
            return known
        for found in _INCLUDE.finditer(text):
            _files(Path(real).parent / found["path"].strip("\"'"), known)
    return known
