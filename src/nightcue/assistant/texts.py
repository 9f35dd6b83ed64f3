"""Routines as text: a shipped one whole, and one that came as text, alone in a folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nightcue.document.included import include_steps
from nightcue.document.parts import copied_in
from nightcue.document.tree import Tree
from nightcue.language.library import folder_in, routine_files, shipped, shipped_routine
from nightcue.language.names_of_files import REVIEWED
from nightcue.storage.reading import read_file
from nightcue.storage.scratch import ScratchFolder


def shipped_names(language: str) -> list[str]:
    """Return the names of the shipped routines in `language`."""
    return [path.stem for path in routine_files(folder_in(shipped("routines"), language))]


def whole_text(name: str, language: str) -> str:
    """Return the text of a shipped routine with the steps of its parts in it, so that it needs no other file."""
    path = shipped_routine(name, language)
    tree = Tree(read_file(path).decode("utf-8-sig"))
    while (found := next(include_steps(tree), None)) is not None:
        tree = copied_in(path, tree, found[0])
    return tree.text


@contextmanager
def alone(text: str, name: str, signed: Path | None = None) -> Iterator[Path]:
    """Write a routine to NAME.yaml in a new folder, which is gone after the block, and yield the folder.

    A routine reads nothing outside its folder, so this one can include no file and play none. `signed` is the file in
    which somebody has signed its texts. Raises OSError.
    """
    scratch = ScratchFolder()
    try:
        (scratch.path / f"{name}.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
        if signed is not None and signed.is_file():
            shutil.copyfile(signed, scratch.path / f"{name}{REVIEWED}")
        yield scratch.path
    finally:
        scratch.close()
