"""Moving and copying the items of lists, with the comments and empty lines above them."""

from __future__ import annotations

import re

from nightcue.document.errors import ChangeRefusedError
from nightcue.document.inserting import with_item
from nightcue.document.item_lines import lines_of_item
from nightcue.document.nodes import Node, data_of
from nightcue.document.removing import without
from nightcue.document.tree import Path_, Tree

_ANCHOR = re.compile(r"&\S+\s+")


def moved(tree: Tree, path: Path_, to: Path_, index: int) -> tuple[Tree, Path_]:
    """Return the tree with the item at `path` as number `index` of the list at `to`, counted without it, and its path.

    Raises ChangeRefusedError, as where it would be moved into itself.
    """
    parent, at = tree.entry(path)
    if parent.kind != "list" or to[: len(path)] == path:
        raise ChangeRefusedError("wrong-place")
    if to == path[:-1] and index == at:
        return tree, path
    lines, data = _lines(tree, parent, at), data_of(parent.children[at])
    left = without(tree, path)
    to = _without(path, at, to)
    there = left.find(to)
    count = len(there.resolved.children) if there else 0
    return with_item(left, to, index, lines, data), (*to, max(0, min(index, count)))


def copied(tree: Tree, path: Path_) -> tuple[Tree, Path_]:
    """Return the tree with a copy of the item at `path` after it, and the copy's path. Raises ChangeRefusedError."""
    parent, at = tree.entry(path)
    if parent.kind != "list":
        raise ChangeRefusedError("wrong-place")
    node = parent.children[at]
    anchors = [one.anchor for one in node.every() if one.anchor]
    lines = _lines(tree, parent, at)
    if anchors:
        # the name of a value stays with the first of the two
        lines = [
            _ANCHOR.sub(lambda found: "" if found.group().strip()[1:] in anchors else found.group(), line)
            for line in lines
        ]
    return with_item(tree, path[:-1], at + 1, lines, data_of(node)), (*path[:-1], at + 1)


def _lines(tree: Tree, parent: Node, at: int) -> list[str]:
    """Return the lines of an item as they stand with the dash at the left edge."""
    if parent.is_flow:
        first, *rest = tree.text[parent.marks[at] : parent.children[at].end].splitlines()
        return [f"- {first}", *(f"    {line.strip()}" for line in rest)]
    place = lines_of_item(tree, parent, at)
    column = tree.column(parent.marks[at])
    lines = [line.rstrip("\r\n") for line in tree.lines[place.first : place.last + 1]]
    return [line[column:] if not line[:column].strip() else line.lstrip() for line in lines]


def _without(path: Path_, at: int, other: Path_) -> Path_:
    """Return where `other` leads once the item at `path`, which is number `at`, is gone."""
    depth = len(path) - 1
    if len(other) <= depth or other[:depth] != path[:-1]:
        return other
    number = other[depth]
    return (*other[:depth], number - 1, *other[depth + 1 :]) if isinstance(number, int) and number > at else other
