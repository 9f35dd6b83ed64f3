"""Putting a new item into a list, be it in lines of its own or in brackets."""

from __future__ import annotations

from textwrap import dedent

from nightcue.document.adding import with_key
from nightcue.document.edits import Edit, applied
from nightcue.document.errors import ChangeRefusedError
from nightcue.document.item_lines import empty_lines, is_empty_or_comment, last_line, lines_of_item, spliced
from nightcue.document.nodes import Data, Node, data_of, node_of, read_nodes
from nightcue.document.quoting import flow_source
from nightcue.document.tree import Path_, Tree

_DASH = "- "


def item_from(source: str) -> tuple[list[str], Data]:
    """Return the lines of an item with its dash at the left edge, and what it holds, from YAML with a dash or without.

    Raises ChangeRefusedError where it is no YAML.
    """
    lines = dedent(source.replace("\r\n", "\n")).strip("\n").split("\n")
    above = next((at for at, line in enumerate(lines) if not is_empty_or_comment(line)), 0)
    node = read_nodes("\n".join(lines))
    if node is None:
        raise ChangeRefusedError("not-a-step")
    if node.kind == "list" and not node.is_flow and len(node.children) == 1:
        return lines, data_of(node.children[0])
    first, *rest = lines[above:]
    return [*lines[:above], _DASH + first, *(f"  {line}" if line else "" for line in rest)], data_of(node)


def spaced(tree: Tree, path: Path_, lines: list[str], data: Data) -> list[str]:
    """Return the lines of a new item, with an empty line above where each of its kind in the list at `path` has one."""
    node = tree.find(path)
    if node is None or node.resolved.kind != "list" or node.resolved.is_flow or not isinstance(data, dict):
        return lines
    node = node.resolved
    alike = [
        at for at, child in enumerate(node.children) if at and child.keys and child.key(0) == next(iter(data), None)
    ]
    above = [tree.lines[lines_of_item(tree, node, at).first] for at in alike]
    return ["", *lines] if above and not any(line.strip() for line in above) else lines


def with_item(tree: Tree, path: Path_, index: int, lines: list[str], data: Data) -> Tree:
    """Return the tree with an item as number `index` of the list at `path`: its `lines`, and the `data` they hold.

    Raises ChangeRefusedError where there is no list, or the item cannot stand there.
    """
    tree.found(())
    node = tree.find(path)
    if node is None:
        return with_key(tree, path, [data])
    node = node.resolved
    is_empty = node.kind == "text" and not node.text
    if node.kind != "list" and not is_empty:
        raise ChangeRefusedError("no-such-place")
    index = max(0, min(index, len(node.children)))
    grown = Node("list", 0, 0, children=[*node.children[:index], node_of(data), *node.children[index:]])
    if node.children and not node.is_flow:
        return tree.rewritten(_between(tree, node, index, lines), {node: grown})
    if not tree.is_in_flow(path) and not node.children and path:
        return tree.rewritten(_as_first(tree, path, node, lines), {node: grown})
    return tree.changed([_in_brackets(node, index, lines, data)], {node: grown})


def _between(tree: Tree, node: Node, index: int, lines: list[str]) -> str:
    at = last_line(tree, node, index - 1) + 1 if index else lines_of_item(tree, node, 0).first
    if index == 0:
        # empty lines stand between steps, and not above the first one
        above = empty_lines(lines)
        has_some = empty_lines(tree.lines[at:])
        lines = lines[above:] + ([] if has_some else lines[:above])
    return spliced(tree, range(0), at, _indented(lines, tree.column(node.marks[-1])))


def _as_first(tree: Tree, path: Path_, node: Node, lines: list[str]) -> str:
    """Return the text with an item in a list that is empty, a line below its key."""
    above, at = tree.entry(path)
    sign = tree.after_sign(above, at)
    line = tree.line(node.end)
    text = spliced(tree, range(0), line + 1, _indented(lines[empty_lines(lines) :], tree.column(above.marks[at]) + 2))
    return text[:sign] + text[node.end :] if node.kind == "list" else text


def _in_brackets(node: Node, index: int, lines: list[str], data: Data) -> Edit:
    if _has_comment("\n".join(lines)):
        raise ChangeRefusedError("wrong-place")  # a comment has no place there
    source = lines[0].removeprefix(_DASH) if len(lines) == 1 else ""
    read = read_nodes(f"[{source}]") if isinstance(data, str) or source.startswith(("{", "[")) else None
    if read is None or data_of(read) != [data]:
        source = flow_source(data)
    if not node.children:
        return Edit(node.start + 1, node.start + 1, source)
    if index == 0:
        return Edit(node.marks[0], node.marks[0], f"{source}, ")
    end = node.children[index - 1].end
    return Edit(end, end, f", {source}")


def _has_comment(source: str) -> bool:
    node = read_nodes(source)
    texts = [Edit(one.start, one.end, "") for one in node.every() if one.kind == "text"] if node else []
    return "#" in applied(source, texts)


def _indented(lines: list[str], column: int) -> list[str]:
    return [" " * column + line if line.strip() else "" for line in lines]
