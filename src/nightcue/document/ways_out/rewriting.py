"""Rewriting a text at the place of a problem: its key, its value, the rest of its line, or whole lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from nightcue.document.edits import Edit, applied
from nightcue.document.nodes import Node, read_nodes
from nightcue.language.diagnostics import Diagnostic
from nightcue.language.written_line import WrittenLine, in_quotes, written_line

_PLAIN = re.compile(r"[^\W_][\w/.-]*(?: [\w/.-]+)*")


@dataclass(frozen=True)
class Rewrite:
    """A way to write a text otherwise: the `label` of its button with what is filled in, and the whole new `text`."""

    label: str
    text: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Spot:
    """A key or a value in a text: its node, and the mapping or list that it is a child of, by number."""

    parent: Node
    index: int
    is_key: bool

    @property
    def value(self) -> Node:
        """The value itself, or that of the key."""
        return self.parent.children[self.index]

    @property
    def node(self) -> Node:
        """What begins here."""
        return self.parent.keys[self.index] if self.is_key else self.value


class Place:
    """The place of a problem in a text, and what can be written there."""

    def __init__(self, text: str, problem: Diagnostic) -> None:
        self.text, self.problem = text, problem
        self.lines = text.splitlines(keepends=True) or [""]
        self._starts = [0, *accumulate(map(len, self.lines))]
        self.number = problem.span.line
        self.at = self.start_of(self.number) + problem.span.column - 1

    def at_place(self, at: int) -> Place:
        """Return the place of the same problem at another character."""
        there = Place(self.text, self.problem)
        there.at = at
        return there

    @cached_property
    def line(self) -> WrittenLine:
        """The line of the place."""
        return written_line(self.number, self.lines[self.number - 1])

    @cached_property
    def spot(self) -> Spot | None:
        """The key or value that begins at the place; None where none does, or where the text is no YAML."""
        root = read_nodes(self.text)
        # of a value that is missing, the place is somewhere behind its key
        return (_spot(root, self.at) or _spot(root, self.start_of(self.number) + self.line.at)) if root else None

    @property
    def newline(self) -> str:
        """How the lines of the text end."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def start_of(self, number: int) -> int:
        """Return where a line begins, by its number from 1."""
        return self._starts[min(number - 1, len(self.lines))]

    def with_key(self, key: str) -> str | None:
        """Return the text with another key at the place."""
        if self.spot is None or not self.spot.is_key:
            return None
        return self._with(self.spot.node.start, self.spot.node.end, key)

    def with_value(self, value: str) -> str | None:
        """Return the text with another value at the place, or for the key that stands there."""
        if self.spot is None or self.spot.value.kind == "alias":
            return None
        node = self.spot.value
        space = "" if self.text[node.start - 1 : node.start] != ":" else " "
        return self._with(node.start, node.end, space + value)

    def with_pair(self, pair: str) -> str | None:
        """Return the text with another key and value in place of those here."""
        spot = self.spot
        if spot is None or spot.parent.kind != "mapping":
            return None
        return self._with(spot.parent.keys[spot.index].start, spot.value.end, pair)

    def with_list(self, items: str) -> str | None:
        """Return the text with another list in place of the one that the value here is in."""
        if self.spot is None or self.spot.parent.kind != "list":
            return None
        return self._with(self.spot.parent.start, self.spot.parent.end, items)

    def with_rest(self, rest: str) -> str:
        """Return the text with another rest of the line, after its indentation and its dash."""
        start = self.start_of(self.number)
        first = len(self.line.indent) if rest.startswith("- ") or not self.line.dashes else self.line.at
        return self._with(start + first, start + len(self.line.text), rest)

    def with_lines(self, changed: Mapping[int, str | None]) -> str:
        """Return the text with other lines, by number; None takes a line out. What ends them is kept."""
        edits = []
        for number, new in changed.items():
            old = self.lines[number - 1]
            end = self.start_of(number) + (len(old) if new is None else len(old.rstrip("\r\n")))
            edits.append(Edit(self.start_of(number), end, new or ""))
        return applied(self.text, edits)

    def without_pair(self) -> str | None:
        """Return the text without the key here and its value; None where it stands alone."""
        spot = self.spot
        if spot is None or spot.parent.kind != "mapping" or len(spot.parent.keys) < 2:
            return None
        start, end = spot.parent.keys[spot.index].start, spot.value.end
        if not spot.parent.is_flow:
            return self._without_lines(start, end)
        if spot.index + 1 < len(spot.parent.keys):
            return self._with(start, spot.parent.keys[spot.index + 1].start, "")
        return self._with(spot.parent.children[spot.index - 1].end, end, "")

    def without_step(self) -> str | None:
        """Return the text without the step that begins here, with its dash."""
        root = read_nodes(self.text)
        step = _item(root, self.at) if root else None
        if step is None or len(step.parent.children) < 2 or step.parent.is_flow:
            return None
        return self._without_lines(step.parent.marks[step.index], step.value.end)

    def in_quotes(self) -> str | None:
        """Return the text with what stands here, as it is written, in quotes."""
        if self.spot is None:
            return None
        node = self.spot.value
        return self._with(node.start, node.end, in_quotes(self.text[node.start : node.end]))

    def _without_lines(self, start: int, end: int) -> str | None:
        """Return the text without the whole lines of a pair; None where anything else stands in them."""
        first = self.text.rfind("\n", 0, start) + 1
        last = self.text.find("\n", end) + 1 or len(self.text)
        before, after = self.text[first:start], self.text[end:last]
        if before.strip() or (after.strip() and not after.strip().startswith("#")):
            return None
        return self._with(first, last, "")

    def _with(self, start: int, end: int, new: str) -> str:
        return applied(self.text, [Edit(start, end, new)])


def as_written(value: str) -> str:
    """Return a value as YAML reads it back: in quotes, unless it is a plain word."""
    return value if _PLAIN.fullmatch(value) else in_quotes(value)


def _spot(node: Node, at: int) -> Spot | None:
    for index, child in enumerate(node.children):
        if node.keys and node.keys[index].start == at:
            return Spot(node, index, True)
        if child.start == at and (child.kind == "text" or not _begins_deeper(child, at)):
            return Spot(node, index, False)
        if child.start <= at <= child.end and (found := _spot(child, at)):
            return found
    return None


def _item(node: Node, at: int) -> Spot | None:
    """Return the smallest item of a list that holds the character `at`."""
    for index, child in enumerate(node.children):
        first = node.marks[index] if node.kind == "list" else child.start
        if first <= at <= child.end:
            return _item(child, at) or (Spot(node, index, False) if node.kind == "list" else None)
    return None


def _begins_deeper(node: Node, at: int) -> bool:
    first: Iterable[Node] = (*node.keys[:1], *node.children[:1])
    return any(child.start == at for child in first)
