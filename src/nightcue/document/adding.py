"""Adding a key that is missing to a mapping, at the place that its model gives it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from nightcue.document.blocks import fits_a_block, literal
from nightcue.document.edits import Edit
from nightcue.document.errors import ChangeRefusedError
from nightcue.document.field_order import place_of_key
from nightcue.document.nodes import Data, Node, data_of, node_of
from nightcue.document.quoting import flow_source, in_line
from nightcue.document.tree import Path_, Tree

_SHORT_FOR: Mapping[Path_, str] = MappingProxyType({("voice",): "name"})
"""Fields that may be one text alone, each with the key that this text has where there are more."""
_A_KEY_A_LINE = ("vars",)
"""Mappings that get a line for each key; other new ones stand in brackets."""


def with_key(tree: Tree, path: Path_, value: Data) -> Tree:
    """Return the tree with a key that is missing, and with the mapping that holds it. Raises ChangeRefusedError."""
    tree.found(())
    if not path:
        raise ChangeRefusedError("wrong-place")
    key, above = path[-1], path[:-1]
    if not isinstance(key, str):
        raise ChangeRefusedError("no-such-place")
    parent = tree.find(above)
    if parent is None:
        return with_key(tree, above, {key: value})
    if parent.kind == "text":
        return _with_mapping(tree, above, parent, key, value)
    parent = parent.resolved
    if parent.kind != "mapping":
        raise ChangeRefusedError("no-such-place")
    grown = Node("mapping", 0, 0, keys=[*parent.keys, node_of(key)], children=[*parent.children, node_of(value)])
    at = place_of_key(above, [node.text for node in parent.keys], key)
    edit = _in_brackets if parent.is_flow else _on_a_line
    return tree.changed([edit(tree, parent, at, key, value)], {parent: grown})


def _with_mapping(tree: Tree, path: Path_, node: Node, key: str, value: Data) -> Tree:
    """Return the tree with a mapping in the place of what is empty, or of a text that is short for one."""
    short = _SHORT_FOR.get(path)
    if node.text and short is None:
        raise ChangeRefusedError("no-such-place")
    whole: Data = {short: data_of(node), key: value} if node.text and short else {key: value}
    if node.text or tree.is_in_flow(path):
        blank = "" if node.text else " "
        return tree.changed([Edit(node.start, node.end, blank + flow_source(whole))], {node: node_of(whole)})
    parent, at = tree.entry(path)
    indent = tree.newline + " " * (tree.column(parent.marks[at]) + 2)
    end = tree.end_of_line(node.end)
    return tree.changed([Edit(end, end, indent + indent.join(_lines(key, value)))], {node: node_of(whole)})


def _in_brackets(_: Tree, parent: Node, at: int, key: str, value: Data) -> Edit:
    source = f"{in_line(key, is_flow=True)}: {flow_source(value)}"
    if not parent.children:
        return Edit(parent.start + 1, parent.start + 1, source)
    if at == 0:
        return Edit(parent.marks[0], parent.marks[0], f"{source}, ")
    end = parent.children[at - 1].end
    return Edit(end, end, f", {source}")


def _on_a_line(tree: Tree, parent: Node, at: int, key: str, value: Data) -> Edit:
    indent = tree.newline + " " * tree.column(parent.marks[0])
    source = indent.join(_lines(key, value))
    if at == 0:
        return Edit(parent.marks[0], parent.marks[0], source + indent)
    end = tree.end_of_line(max(parent.children[at - 1].end, tree.after_sign(parent, at - 1)))
    return Edit(end, end, indent + source)


def _lines(key: str, value: Data) -> list[str]:
    """Return the lines of a key with its value, as they stand at the left edge."""
    name = in_line(key)
    if isinstance(value, str) and "\n" in value and fits_a_block(value):
        return [f"{name}: |-", *(f"  {line}" if line else "" for line in literal(value))]
    if isinstance(value, str):
        return [f"{name}: {in_line(value)}"]
    if isinstance(value, dict) and key in _A_KEY_A_LINE:
        return [f"{name}:", *(f"  {line}" for inner, item in value.items() for line in _lines(inner, item))]
    if isinstance(value, list) and any(not isinstance(item, str) or " " in item for item in value):
        return [f"{name}:", *(f"  - {in_line(item) if isinstance(item, str) else flow_source(item)}" for item in value)]
    return [f"{name}: {flow_source(value)}"]
