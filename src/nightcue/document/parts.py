"""Included parts: what is in one, and copying its steps into the routine, where they can be changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from textwrap import dedent
from typing import Any

from nightcue.document.adding import with_key
from nightcue.document.contents import with_data
from nightcue.document.document import Document
from nightcue.document.errors import ChangeRefusedError
from nightcue.document.inserting import item_from, with_item
from nightcue.document.item_lines import lines_of_item
from nightcue.document.nodes import Data, data_of
from nightcue.document.places import STEPS, steps_in
from nightcue.document.removing import without
from nightcue.document.setting import with_value
from nightcue.document.tree import Path_, Tree
from nightcue.language.detail import DETAIL
from nightcue.language.diagnostics import DiagnosedError
from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll
from nightcue.language.script import Script
from nightcue.language.source import MAX_BYTES
from nightcue.language.unsaved import unsaved
from nightcue.storage.reading import read_file

_FILES = ("include", "audio")
"""Kinds of steps that name a file, from the folder of the file that they stand in."""


@dataclass(frozen=True)
class Part:
    """A part as its file has it: its `steps`, as plain values, its variables and its facts."""

    file: Path
    tree: Tree = field(compare=False, repr=False)
    steps: list[Any]
    variables: Mapping[str, Any]
    facts: list[str]


def part_at(document: Document, step: Path_) -> Part | None:
    """Return the part that the step at `step` includes; None where it includes none, or one that cannot be read."""
    written = document.value((*step, "include"))
    return part_of(document.path.parent / written) if isinstance(written, str) else None


def copy_in(document: Document, step: Path_) -> None:
    """Put the steps of a part in the place of the step that includes it, with its variables and facts, as one change.

    What is heard stays what it was. Raises ChangeRefusedError where it would not, or the part cannot be read.
    """
    document.make(lambda tree: copied_in(document.path, tree, step))


def copied_in(routine: Path, tree: Tree, step: Path_) -> Tree:
    """Return the text of the routine at `routine` with the same change. Raises ChangeRefusedError."""
    node = tree.find((*step, "include"))
    part = part_of(routine.parent / node.resolved.text) if node else None
    if part is None:
        raise ChangeRefusedError("no-such-place")
    return _with_its_steps(routine, tree, step, part)


def part_of(file: Path) -> Part | None:
    """Return the part in a file; None where it cannot be read, or holds no steps."""
    try:
        tree = Tree(read_file(file, MAX_BYTES).decode("utf-8-sig"))
    except (OSError, ValueError):
        return None
    content = data_of(tree.root) if tree.root else None
    steps = content.get(STEPS) if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(steps, list):
        return None
    variables, facts = content.get("vars"), content.get("facts")
    return Part(
        file,
        tree,
        steps,
        variables if isinstance(variables, dict) else {},
        [fact for fact in facts if isinstance(fact, str)] if isinstance(facts, list) else [],
    )


def _with_its_steps(routine: Path, tree: Tree, step: Path_, part: Part) -> Tree:
    """Return the tree with the steps of a part; its variables are called otherwise where another part has such too."""
    before = _scripts(routine, tree)
    for ending in ("", "_2", "_3"):
        declared = tree.find(("vars",))
        known = {key.text for key in declared.keys} if declared else set[str]()
        names = {name: f"{name}{ending}" for name in part.variables if name not in known}
        copied = _copied(routine, tree, step, part, names)
        if before and _scripts(routine, copied) == before:
            return copied
    raise ChangeRefusedError("changes-meaning")


def _copied(routine: Path, tree: Tree, step: Path_, part: Part, names: Mapping[str, str]) -> Tree:
    steps, index, detail = step[:-1], int(step[-1]), tree.find((*step, DETAIL))
    items = list(_items(part, names))
    for number, item in enumerate(items):
        tree = with_item(tree, steps, index + number, *item)
        tree = _with_paths(routine, tree, (*steps, index + number), part.file.parent)
        if detail and tree.find((*steps, index + number, DETAIL)) is None:
            tree = with_key(tree, (*steps, index + number, DETAIL), data_of(detail))
    tree = without(tree, (*steps, index + len(items)))
    for name, own in names.items():
        tree = with_data(tree, ("vars", own), part.variables[name])
    facts = tree.find(("facts",))
    known = data_of(facts) if facts else []
    new = [fact for fact in dict.fromkeys(part.facts) if isinstance(known, list) and fact not in known]
    return with_data(tree, ("facts",), [*known, *new]) if new and isinstance(known, list) else tree


def _items(part: Part, names: Mapping[str, str]) -> Iterator[tuple[list[str], Data]]:
    """Yield each step of a part with the comments above it, its variables by their names in the routine."""
    node = part.tree.found((STEPS,)).resolved
    for number in range(len(node.children)):
        first, _, last = lines_of_item(part.tree, node, number)
        source = dedent("".join(line.rstrip("\r\n") + "\n" for line in part.tree.lines[first : last + 1]))
        for name, own in names.items():
            source = re.sub(rf"\{{\s*{re.escape(name)}\s*\}}", f"{{{own}}}", source)
        yield item_from(source)


def _with_paths(routine: Path, tree: Tree, step: Path_, folder: Path) -> Tree:
    """Return the tree in which a step that came from `folder`, and all in it, name their files from the routine."""
    for kind in _FILES:
        node = tree.find((*step, kind))
        if node and node.kind == "text":
            from_here = PurePosixPath(folder.relative_to(routine.parent).as_posix()) / node.text
            tree = with_value(tree, (*step, kind), _plain(from_here))
    for inner in steps_in(tree, step):
        tree = _with_paths(routine, tree, inner, folder)
    return tree


def _plain(path: PurePosixPath) -> str:
    """Return a path without steps back, as parts/../ankles.yaml has one."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _scripts(routine: Path, tree: Tree) -> tuple[list[Any], list[Any]] | None:
    """Return what is heard in both forms; None where the text cannot be read."""
    try:
        with unsaved({routine: tree.text}):
            read = read_routine(routine)
        return _heard(unroll(read)), _heard(unroll(read, "brief"))
    except DiagnosedError:
        return None


def _heard(script: Script) -> list[Any]:
    """Return the cues of a script without their places."""
    return [_without_place(cue) for cue in script.cues]


def _without_place(cue: Any) -> dict[str, Any]:
    said = {name: value for name, value in vars(cue).items() if name != "origin"}
    return said | {"cues": [_without_place(one) for one in said.get("cues", ())]}
