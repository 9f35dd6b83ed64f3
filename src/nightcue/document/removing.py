"""Taking a key or an item of a list out of a text, with the comments that belong to it."""

from __future__ import annotations

from nightcue.document.edits import Edit
from nightcue.document.errors import ChangeRefusedError, Why
from nightcue.document.item_lines import empty_lines, lines_of_item, lines_of_key, spliced
from nightcue.document.nodes import Node
from nightcue.document.tree import Path_, Tree


def taken_out(tree: Tree, path: Path_) -> Tree:
    """Return the tree without what is at `path`, and without a field that has nothing left in it then, such as `cues`.

    A step stays, be it empty. Raises ChangeRefusedError.
    """
    tree = without(tree, path)
    above = path[:-1]
    left = tree.find(above)
    is_field = bool(above) and all(isinstance(key, str) for key in above[-2:])
    if is_field and left is not None and left.kind == "mapping" and not left.children:
        return without(tree, above)
    return tree


def without(tree: Tree, path: Path_) -> Tree:
    """Return the tree without what is at `path`. Raises ChangeRefusedError, as where something else refers to it."""
    parent, at = tree.entry(path)
    child = parent.children[at]
    keys = [key for number, key in enumerate(parent.keys) if number != at]
    left = Node(parent.kind, 0, 0, keys=keys, children=[one for one in parent.children if one is not child])
    why: Why = "referred-to" if any(node.anchor for node in child.every()) else "changes-meaning"
    if parent.is_flow:
        return tree.changed([_out_of_brackets(tree, parent, at)], {parent: left}, why)
    if len(parent.children) == 1:
        return tree.rewritten(_emptied(tree, path[:-1], parent), {parent: left}, why)
    if not tree.is_first_in_line(parent.marks[at]) and parent.kind == "mapping":
        return tree.changed([Edit(parent.marks[at], parent.marks[at + 1], "")], {parent: left}, why)
    return tree.rewritten(spliced(tree, _lines(tree, parent, at), -1, []), {parent: left}, why)


def _out_of_brackets(tree: Tree, parent: Node, at: int) -> Edit:
    if at:
        gone = Edit(parent.children[at - 1].end, parent.children[at].end, "")
    elif len(parent.children) > 1:
        gone = Edit(parent.marks[0], parent.marks[1], "")
    else:
        gone = Edit(parent.marks[0], parent.children[0].end, "")
    if "#" in tree.text[gone.start : parent.marks[at]] or "#" in tree.text[parent.children[at].end : gone.end]:
        raise ChangeRefusedError("changes-meaning")  # a comment of the item beside it
    return gone


def _lines(tree: Tree, parent: Node, at: int) -> range:
    """Return the lines to take out: of the first item of a list, the empty lines above the next one too."""
    if parent.kind == "mapping":
        first, _, last = lines_of_key(tree, parent, at)
        return range(first, last + 1)
    first, _, last = lines_of_item(tree, parent, at)
    if at == 0 and len(parent.children) > 1 and not empty_lines(tree.lines[first : last + 1]):
        last += empty_lines(tree.lines[last + 1 :])
    return range(first, last + 1)


def _emptied(tree: Tree, path: Path_, parent: Node) -> str:
    """Return the text in which the list or mapping at `path` has lost its one child, and is written as empty."""
    if not path:
        raise ChangeRefusedError("wrong-place")
    empty = "[]" if parent.kind == "list" else "{}"
    if not tree.is_first_in_line(parent.marks[0]):
        return tree.text[: parent.marks[0]] + empty + tree.text[parent.end :]
    above, at = tree.entry(path)
    sign = tree.after_sign(above, at)
    text = spliced(tree, _lines(tree, parent, 0), -1, [])
    return f"{text[:sign]} {empty}{text[sign:]}"
