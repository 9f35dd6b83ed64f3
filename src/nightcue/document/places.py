"""Which steps a text has, and what stands in a line of it."""

from __future__ import annotations

from bisect import bisect_left

from nightcue.document.item_lines import last_line, lines_of_item
from nightcue.document.nodes import Node
from nightcue.document.tree import Path_, Tree

STEPS = "steps"
"""The key of a list of steps, of a routine and of the steps that hold others."""


def steps_in(tree: Tree, path: Path_) -> list[Path_]:
    """Return the paths of the steps in the list at `path`, or in the list that the routine or the step there holds."""
    node = tree.find(path)
    if node is None:
        return []
    if node.resolved.kind == "list":
        return [(*path, at) for at in range(len(node.resolved.children))]
    if STEPS in [key.text for key in node.resolved.keys]:
        return steps_in(tree, (*path, STEPS))
    inside = ((*path, key.text) for key in node.resolved.keys)
    if path and isinstance(path[-1], int):
        return next((found for below in inside if (found := steps_in(tree, (*below, STEPS)))), [])
    return []


def lines_of(tree: Tree, path: Path_) -> tuple[int, int]:
    """Return the first and the last line of what is at `path` with its key or dash, from 1.

    Raises ChangeRefusedError where nothing is.
    """
    if not path:
        return 1, max(1, len(tree.lines))
    parent, at = tree.entry(path)
    return tree.line(parent.marks[at]) + 1, tree.line(max(parent.marks[at], parent.children[at].end)) + 1


def place_of_line(tree: Tree, line: int) -> Path_:
    """Return the path of the innermost step that holds a `line`, from 1; outside of the steps, that of the key there.

    Comments right above a step belong to it, and the empty lines above them.
    """
    path: Path_ = ()
    step: Path_ | None = None
    node = tree.root
    while node is not None:
        at = _child_at(tree, node, line - 1)
        if at is None:
            break
        path = (*path, at if node.kind == "list" else node.key(at))
        if node.kind == "list" and path[-2:-1] == (STEPS,):
            step = path
        node = node.children[at]
        if step is None and node.kind != "mapping" and path != (STEPS,):
            break
    return path if step is None else step


def _child_at(tree: Tree, node: Node, line: int) -> int | None:
    """Return which child of a node holds `line`, from 0; None where none does."""
    # the last one that begins by the end of the line, or one beside it
    end = tree.starts[min(line + 1, len(tree.lines))]
    begun = max(0, bisect_left(node.marks, end) - 1)
    while begun and last_line(tree, node, begun - 1) >= line:
        begun -= 1
    for at in range(begun, len(node.children)):
        if line > last_line(tree, node, at):
            continue
        first = tree.line(node.marks[at])
        if node.kind == "list" and not node.is_flow and tree.is_first_in_line(node.marks[at]):
            first = lines_of_item(tree, node, at).first
        return at if line >= first else None
    return None
