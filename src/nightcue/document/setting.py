"""Putting another text in the place of one value, or adding a value that is missing."""

from __future__ import annotations

import re
from contextlib import suppress

from nightcue.document.adding import with_key
from nightcue.document.blocks import fits_a_block, folded, literal
from nightcue.document.edits import Edit
from nightcue.document.errors import ChangeRefusedError
from nightcue.document.nodes import Node, node_of
from nightcue.document.quoting import in_line
from nightcue.document.tree import Path_, Tree

_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")


def with_value(tree: Tree, path: Path_, value: str) -> Tree:
    """Return the tree in which `value` is what is written at `path`, in the quotes that stood there.

    Line breaks at its end are left out. A key that is missing is added where its model has it, and the mapping that it
    is in. Raises ChangeRefusedError.
    """
    value = value.replace("\r\n", "\n").rstrip("\n")
    if tree.find(path) is None:
        return with_key(tree, path, value)
    node = tree.found(path)
    if node.kind == "text" and node.text == value:
        return tree
    instead = {node: node_of(value)}
    if node.kind == "text" and fits_a_block(value):
        edit = _in_the_block if node.style and node.style in "|>" else _as_block if "\n" in value else None
        if edit and not tree.is_in_flow(path):
            # a comment that is indented deeper would become a part of the text
            with suppress(ChangeRefusedError):
                return tree.changed([edit(tree, path, node, value)], instead)
    return tree.changed([_in_line(tree, path, node, value)], instead)


def in_its_place(tree: Tree, path: Path_, node: Node, source: str) -> Edit:
    """Return the edit that puts `source` in the place of a node, behind its key or its dash."""
    start = node.start
    if node.kind in ("list", "mapping") and not node.is_flow:
        start = tree.after_sign(*tree.entry(path))
    blank = " " if start and tree.text[start - 1] in ":-" else ""
    return Edit(start, node.end, blank + source)


def _in_line(tree: Tree, path: Path_, node: Node, value: str) -> Edit:
    style = node.style if node.style in ("'", '"') else None
    source = in_line(value, style, node.text if node.kind == "text" else "", tree.is_in_flow(path))
    return in_its_place(tree, path, node, source)


def _as_block(tree: Tree, path: Path_, node: Node, value: str) -> Edit:
    """Return the edit that writes a text of several lines below its key, whose comment stays beside it."""
    parent, at = tree.entry(path)
    indent = tree.newline + " " * (tree.column(parent.marks[at]) + 2)
    comment = _COMMENT.match(tree.text, node.end)
    beside = comment.group() if comment else ""
    source = "|-" + beside + "".join(_indented(literal(value), indent, tree.newline))
    needs_blank = tree.text[node.start - 1] in ":-"
    return Edit(node.start, node.end + len(beside), f" {source}" if needs_blank else source)


def _in_the_block(tree: Tree, _: Path_, node: Node, value: str) -> Edit:
    """Return the edit of a block of text, whose sign stays as it is."""
    lines = [line.rstrip("\r\n") for line in tree.text[node.start : node.end].splitlines()]
    header, *old = lines
    filled = [line for line in old if line.strip()]
    column = len(filled[0]) - len(filled[0].lstrip()) if filled else 2
    texts = [line[column:] for line in old]
    new = literal(value) if node.style == "|" else folded(value, texts)
    indent = tree.newline + " " * column
    start = node.start + len(header)
    return Edit(start, node.end, "".join(_indented(new, indent, tree.newline)))


def _indented(lines: list[str], indent: str, newline: str) -> list[str]:
    return [indent + line if line else newline for line in lines]
