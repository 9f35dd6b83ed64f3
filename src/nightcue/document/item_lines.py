"""Which lines belong to an item of a list, or to a key: the comments right above it do, and what is inside."""

from __future__ import annotations

from typing import NamedTuple

from nightcue.document.errors import ChangeRefusedError
from nightcue.document.nodes import Node
from nightcue.document.tree import Tree


class ItemLines(NamedTuple):
    """Lines, from 0: the first that goes with the item, that of its sign, and its last one.

    The comments right above an item go with it, and the empty lines above them. A comment with an empty line below it
    belongs to no item, and stays where it is.
    """

    first: int
    sign: int
    last: int


def lines_of_item(tree: Tree, parent: Node, at: int) -> ItemLines:
    """Return the lines of an item of a list that has a line for each.

    Raises ChangeRefusedError where the item begins in the middle of a line.
    """
    if not tree.is_first_in_line(parent.marks[at]):
        raise ChangeRefusedError("wrong-place")
    first = sign = tree.line(parent.marks[at])
    least = last_line(tree, parent, at - 1) + 1 if at else 0
    while first > least and tree.lines[first - 1].lstrip().startswith("#"):
        first -= 1
    while first > least and not tree.lines[first - 1].strip():
        first -= 1
    return ItemLines(first, sign, last_line(tree, parent, at))


def lines_of_key(tree: Tree, parent: Node, at: int) -> ItemLines:
    """Return the lines of a key, with the comments right above it; what a file begins with belongs to no key.

    Raises ChangeRefusedError where the key begins in the middle of a line.
    """
    if not tree.is_first_in_line(parent.marks[at]):
        raise ChangeRefusedError("wrong-place")
    sign = tree.line(parent.marks[at])
    first = sign
    if at or parent is not tree.root:
        while first and _is_comment(tree.lines[first - 1], tree.column(parent.marks[at])):
            first -= 1
    return ItemLines(first, sign, last_line(tree, parent, at))


def last_line(tree: Tree, parent: Node, at: int) -> int:
    """Return the last line of a child, from 0, with the comments after it that are indented deeper than its sign."""
    column = tree.column(parent.marks[at])
    last = tree.line(max(parent.marks[at], parent.children[at].end))
    for line in range(last + 1, len(tree.lines)):
        text = tree.lines[line]
        if not text.strip():
            continue
        if not text.lstrip().startswith("#") or len(text) - len(text.lstrip()) <= column:
            break
        last = line
    return last


def is_empty_or_comment(line: str) -> bool:
    """Return whether there is nothing in a line that YAML reads."""
    return not line.strip() or line.lstrip().startswith("#")


def empty_lines(lines: list[str]) -> int:
    """Return how many empty lines stand at the beginning."""
    return next((at for at, line in enumerate(lines) if line.strip()), len(lines))


def spliced(tree: Tree, removed: range, at: int, new: list[str]) -> str:
    """Return the text without the lines `removed`, and with `new` ones before the line `at`.

    Whether the text ends with a line break stays as it is.
    """
    lines = [line.rstrip("\r\n") for line in new]
    parts: list[str] = []
    for number in range(len(tree.lines) + 1):
        if number == at:
            parts += [line + tree.newline for line in lines]
        if number < len(tree.lines) and number not in removed:
            parts.append(tree.lines[number])
    for number, part in enumerate(parts[:-1]):
        if not part.endswith(("\n", "\r", "\x85", "\u2028", "\u2029")):
            parts[number] = part + tree.newline
    text = "".join(parts)
    return text if tree.text.endswith("\n") else text.removesuffix("\n").removesuffix("\r")


def _is_comment(line: str, column: int) -> bool:
    return line[:column].isspace() == bool(column) and line[column : column + 1] == "#"
