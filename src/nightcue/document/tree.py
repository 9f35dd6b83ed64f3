"""A text with its nodes: finding a place in it by its path, and changing it without changing anything else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import accumulate

from nightcue.document.edits import Edit, applied
from nightcue.document.errors import ChangeRefusedError, Why
from nightcue.document.nodes import SPACE, Node, data_of, read_nodes

Path_ = tuple[str | int, ...]
"""Where a value stands: the keys and the numbers of the items that lead to it, from 0."""

_COLON = re.compile(SPACE.pattern + ":")


class Tree:
    """A text, and the root of its nodes: None where it is not one YAML document."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = read_nodes(text)
        self.newline = "\r\n" if "\r\n" in text else "\n"

    @cached_property
    def lines(self) -> list[str]:
        """Every line with its ending."""
        return self.text.splitlines(keepends=True)

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins, and where the text ends."""
        return [0, *accumulate(map(len, self.lines))]

    def line(self, at: int) -> int:
        """Return the line that the character `at` is in, from 0; what is behind the text is in its last line."""
        return max(0, min(bisect_right(self.starts, at) - 1, len(self.lines) - 1))

    def column(self, at: int) -> int:
        """Return how many characters stand before `at` in its line."""
        return at - self.starts[self.line(at)]

    def end_of_line(self, at: int) -> int:
        """Return where the line of `at` ends, before its line break."""
        line = self.line(at)
        return self.starts[line] + len(self.lines[line].rstrip("\r\n")) if self.lines else 0

    def is_first_in_line(self, at: int) -> bool:
        """Return whether nothing but blanks stands before `at` in its line."""
        return not self.text[self.starts[self.line(at)] : at].strip()

    def find(self, path: Path_) -> Node | None:
        """Return the node at `path` as it is written, be it an alias; None where there is none."""
        node = self.root
        for key in path:
            inside = node.resolved if node else None
            at = inside.index(key) if inside else None
            node = inside.children[at] if inside is not None and at is not None else None
        return node

    def found(self, path: Path_) -> Node:
        """Return the node at `path`. Raises ChangeRefusedError where there is none."""
        if self.root is None:
            raise ChangeRefusedError("not-yaml")
        if (node := self.find(path)) is None:
            raise ChangeRefusedError("no-such-place")
        return node

    def entry(self, path: Path_) -> tuple[Node, int]:
        """Return the list or mapping that holds the node at `path`, and which of its children that is.

        Raises ChangeRefusedError where there is none.
        """
        if not path:
            raise ChangeRefusedError("wrong-place")
        self.found(path)
        parent = self.found(path[:-1]).resolved
        at = parent.index(path[-1])
        if at is None:
            raise ChangeRefusedError("no-such-place")
        return parent, at

    def is_in_flow(self, path: Path_) -> bool:
        """Return whether a value at `path` stands between brackets."""
        above = (self.find(path[:length]) for length in range(len(path)))
        return any(node.resolved.is_flow for node in above if node)

    def after_sign(self, parent: Node, at: int) -> int:
        """Return the place right after the dash or the colon before a child of a `parent` that is not in brackets."""
        if parent.kind == "list":
            return parent.marks[at] + 1
        found = _COLON.match(self.text, parent.keys[at].end)
        return found.end() if found else parent.keys[at].end

    def changed(self, edits: Iterable[Edit], instead: Mapping[Node, Node], why: Why = "changes-meaning") -> Tree:
        """Return the tree after `edits`, in which all is as it was but for the nodes that others stand `instead` of.

        Raises ChangeRefusedError, for the reason `why`, where the edits would change anything else too.
        """
        return self.rewritten(applied(self.text, edits), instead, why)

    def rewritten(self, text: str, instead: Mapping[Node, Node], why: Why = "changes-meaning") -> Tree:
        """Return the tree of `text`, under the same condition."""
        if self.root is None:
            raise ChangeRefusedError("not-yaml")
        tree = Tree(text)
        if tree.root is None or data_of(tree.root) != data_of(self.root, instead):
            raise ChangeRefusedError(why)
        return tree
