"""Putting another text in the place of one value, or adding a value that is missing."""

from __future__ import annotations

import re

from nightcue.document.adding import with_key
from nightcue.document.blocks import fits_a_block, folded, literal
from nightcue.document.edits import Edit
from nightcue.document.nodes import Data, Node, data_of, node_of
from nightcue.document.quoting import flow_source, in_line
from nightcue.document.tree import Path_, Tree

_HEADER = re.compile(r"[|>][0-9+-]*")
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
    return tree.changed(_edits(tree, path, node, value), {node: node_of(value)})


def with_data(tree: Tree, path: Path_, data: Data) -> Tree:
    """Return the tree in which `data` is what is written at `path`: a text as it is set, all else in brackets.

    Raises ChangeRefusedError.
    """
    if isinstance(data, str):
        return with_value(tree, path, data)
    node = tree.find(path)
    if node is None:
        return with_key(tree, path, data)
    if data_of(node) == data:
        return tree
    start = node.start
    if node.kind in ("list", "mapping") and not node.is_flow:
        start = tree.after_sign(*tree.entry(path))
    blank = " " if start and tree.text[start - 1] in ":-" else ""
    return tree.changed([Edit(start, node.end, blank + flow_source(data))], {node: node_of(data)})


def _edits(tree: Tree, path: Path_, node: Node, value: str) -> list[Edit]:
    if node.kind == "text" and node.style and node.style in "|>" and fits_a_block(value):
        return [_in_the_block(tree, node, value)]
    is_flow = tree.is_in_flow(path)
    end = node.end
    if "\n" in value and not is_flow and node.kind == "text" and fits_a_block(value):
        comment = _COMMENT.match(tree.text, end)
        end = comment.end() if comment else end
        indent = tree.newline + " " * _indent_below(tree, path)
        source = "|-" + (comment.group() if comment else "") + "".join(_indented(literal(value), indent, tree.newline))
    else:
        style = node.style if node.style in ("'", '"') else None
        source = in_line(value, style, node.text if node.kind == "text" else "", is_flow)
    start = node.start
    if node.kind in ("list", "mapping") and not node.is_flow:
        start = tree.after_sign(*tree.entry(path))
    needs_blank = bool(start) and tree.text[start - 1] in ":-"
    return [Edit(start, end, f" {source}" if needs_blank else source)]


def _in_the_block(tree: Tree, node: Node, value: str) -> Edit:
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


def _indent_below(tree: Tree, path: Path_) -> int:
    """Return the column for what stands below the sign of the value at `path`, in lines of its own."""
    parent, at = tree.entry(path)
    return tree.column(parent.marks[at]) + 2
