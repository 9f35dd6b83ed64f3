"""Writing more than one text at once: lists, mappings, and the lines that a step says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from nightcue.document.adding import with_key
from nightcue.document.errors import ChangeRefusedError
from nightcue.document.inserting import with_item
from nightcue.document.item_lines import spliced
from nightcue.document.nodes import Data, Node, data_of, node_of
from nightcue.document.quoting import flow_source, in_line
from nightcue.document.removing import without
from nightcue.document.setting import in_its_place, with_value
from nightcue.document.tree import Path_, Tree

Line = str | Mapping[str, str]
"""A line to say, or {"full": line} for one of the full form alone."""


def with_data(tree: Tree, path: Path_, data: Data) -> Tree:
    """Return the tree in which `data` is what is written at `path`; what is in it already stays as it is written.

    A list or a mapping is written in brackets where there was none. Raises ChangeRefusedError.
    """
    if isinstance(data, str):
        return with_value(tree, path, data)
    if (node := tree.find(path)) is None:
        return with_key(tree, path, data)
    if isinstance(data, list) and node.kind == "list":
        return _with_list(tree, path, node, data)
    if isinstance(data, dict) and node.kind == "mapping":
        for key in [key.text for key in node.keys if key.text not in data]:
            tree = without(tree, (*path, key))
        for key, item in data.items():
            tree = with_data(tree, (*path, key), item)
        return tree
    return tree.changed([in_its_place(tree, path, node, flow_source(data))], {node: node_of(data)})


def with_lines(tree: Tree, path: Path_, lines: Sequence[Line]) -> Tree:
    """Return the tree in which `lines` are what is said at `path`: one text stays a text, and a list a list.

    Lines that are said already stay as they are written. Raises ChangeRefusedError.
    """
    new: list[Data] = [line if isinstance(line, str) else dict(line) for line in lines]
    alone = new[0] if len(new) == 1 and isinstance(new[0], str) else None
    tree.found(())
    node = tree.find(path)
    if node is None:
        return with_key(tree, path, new if alone is None else alone)
    node = node.resolved
    if node.kind == "list":
        return _with_list(tree, path, node, new)
    if node.kind != "text":
        raise ChangeRefusedError("no-such-place")
    return _as_list(tree, path, node, new) if alone is None else with_value(tree, path, alone)


def _as_list(tree: Tree, path: Path_, node: Node, new: list[Data]) -> Tree:
    """Return the tree with a list in the place of one text."""
    if tree.is_in_flow(path) or not new:
        return tree.changed([in_its_place(tree, path, node, flow_source(new))], {node: node_of(new)})
    parent, at = tree.entry(path)
    sign = tree.after_sign(parent, at)
    indent = " " * (tree.column(parent.marks[at]) + 2)
    text = spliced(tree, range(0), tree.line(node.end) + 1, [indent + _item(line) for line in new])
    return tree.rewritten(text[:sign] + text[node.end :], {node: node_of(new)})


def _with_list(tree: Tree, path: Path_, node: Node, new: list[Data]) -> Tree:
    old = [repr(data_of(child)) for child in node.children]
    steps = SequenceMatcher(None, old, [*map(repr, new)], autojunk=False).get_opcodes()
    for kind, first, last, new_first, new_last in reversed(steps):
        if kind == "equal":
            continue
        same = min(last - first, new_last - new_first)
        for at in reversed(range(first + same, last)):
            tree = without(tree, (*path, at))
        for at, line in enumerate(new[new_first + same : new_last], first + same):
            tree = with_item(tree, path, at, [_item(line)], line)
        for at, line in enumerate(new[new_first : new_first + same], first):
            tree = _with_other(tree, path, at, line)
    return tree


def _with_other(tree: Tree, path: Path_, index: int, line: Data) -> Tree:
    """Return the tree with another item in the place of number `index` of the list at `path`."""
    old = tree.found((*path, index))
    is_alike = old.kind == ("text" if isinstance(line, str) else "list" if isinstance(line, list) else "mapping")
    if is_alike and (not isinstance(line, dict) or [key.text for key in old.keys] == [*line]):
        return with_data(tree, (*path, index), line)
    return without(with_item(tree, path, index, [_item(line)], line), (*path, index + 1))


def _item(line: Data) -> str:
    if isinstance(line, dict) and len(line) == 1:
        (key, text), *_ = line.items()
        return f"- {in_line(key)}: {in_line(text) if isinstance(text, str) else flow_source(text)}"
    return f"- {in_line(line)}" if isinstance(line, str) else f"- {flow_source(line)}"
