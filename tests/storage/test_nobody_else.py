"""What only storage/ does: rename, lock, make temporary files, and know where nightcue's own folders are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import nightcue

PACKAGE = Path(nightcue.__file__).parent
MODULES = {"fcntl", "filelock", "tempfile", "platformdirs"}
CALLS = {"rename", "renames", "flock", "lockf", "locking"}
VARIABLES = {f"NIGHTCUE_{name}" for name in ("CACHE", "CONFIG", "DATA", "STATE", "VOICES")}


def done_in(code: str) -> Iterator[str]:
    """What `code` does of it, each with its line."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            yield from (f"{node.lineno}: import {name}" for name in names if name.partition(".")[0] in MODULES)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            named, given = node.func.attr, len(node.args)
            # a text's replace takes two, a time's none but by name, an element of a page is moved to two, and a path's
            # replace and move take the one name
            of_files = isinstance(node.func.value, ast.Name) and node.func.value.id in {"os", "shutil"}
            if named in CALLS or (named in {"replace", "move"} and (of_files or (given == 1 and not node.keywords))):
                yield f"{node.lineno}: {named}"
        if isinstance(node, ast.Constant) and node.value in VARIABLES:
            yield f"{node.lineno}: {node.value}"


def everything() -> dict[str, list[str]]:
    files = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
    found = {name: [*done_in(path.read_text(encoding="utf-8"))] for name, path in files.items()}
    return {name: done for name, done in found.items() if done}


def test_only_storage_does() -> None:
    assert {name: done for name, done in everything().items() if not name.startswith("storage/")} == {}


def test_where_our_folders_are_only_one_file_knows() -> None:
    of_folders = ("NIGHTCUE_", "platformdirs")
    knowing = {name for name, done in everything().items() if any(word in each for each in done for word in of_folders)}
    assert knowing == {"storage/folders.py"}


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("import os\nos.replace(a, b)", 1),
        ("part.replace(path)", 1),
        ("from fcntl import flock", 1),
        ("import filelock._core", 1),
        ("shutil.move(a, b)", 1),
        ("os.environ.get('NIGHTCUE_DATA')", 1),
        ("'a'.replace('a', 'b')\nmoment.replace(tzinfo=None)\nreplace(timeline, voice=1)", 0),
        ("print('set NIGHTCUE_DATA to another folder')", 0),
    ],
)
def test_it_would_be_seen(code: str, count: int) -> None:
    assert len([*done_in(code)]) == count
