"""The values of a YAML text with the characters they stand in: what an edit needs to know, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import yaml

from nightcue.language.composing import MAX_CHARACTERS, MAX_DEPTH, MAX_NODES

Data: TypeAlias = "str | list[Data] | dict[str, Data]"
"""What is written, as plain text, lists and mappings."""

SPACE = re.compile(r"(?:\s|(?<!\S)#[^\r\n]*)*")
"""What may stand between two signs: white space and comments."""
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*(?:\s|(?<!\S)#[^\r\n]*)+)*")
"""An anchor or a tag before a value, or both."""
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_READ_IN_TWO_WAYS = re.compile("[\t\r\x85\u2028\u2029\ufeff]|^%", re.MULTILINE)
"""Where libyaml and PyYAML differ; see language/quick_composing.py."""


class _NotOneDocumentError(Exception):
    """The text is not one YAML document that a routine may be."""


class _DoubtError(Exception):
    """PyYAML may read this in another way than libyaml."""


@dataclass(slots=True, eq=False)
class Node:
    """One value, from `start` up to `end`: without its anchor, the blank lines and the comments after it.

    Text has its `text`, a block of text without the line breaks at its end. A list has its `children`, a mapping its
    `keys` beside them, and an alias the node it `stands_for`. `marks` has where the sign of each child begins: the dash
    of a list's item, or the key.
    """

    kind: Literal["text", "list", "mapping", "alias"]
    start: int
    end: int
    style: str | None = None
    is_flow: bool = False
    text: str = ""
    anchor: str | None = None
    stands_for: Node | None = None
    keys: list[Node] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)

    @property
    def resolved(self) -> Node:
        """The node itself, or the one that an alias stands for."""
        return self.stands_for or self

    def key(self, index: int) -> str:
        """Return the key of a mapping's child."""
        return self.keys[index].text

    def index(self, key: str | int) -> int | None:
        """Return which child a key, or the number of an item, means; None where there is none."""
        if isinstance(key, int):
            return key if self.kind == "list" and 0 <= key < len(self.children) else None
        if self.kind != "mapping":
            return None
        return next((at for at, node in enumerate(self.keys) if node.text == key), None)

    def every(self) -> Iterator[Node]:
        """Yield the node and all below it, in the order of the text; an alias is not followed."""
        yield self
        for at, child in enumerate(self.children):
            if self.keys:
                yield from self.keys[at].every()
            yield from child.every()


def read_nodes(text: str) -> Node | None:
    """Return the root of the one YAML document in `text`; None where it holds another number, or is no YAML."""
    # the line ends of Windows change neither a value nor its line and column, and libyaml is ten times as fast
    read = text.replace("\r\n", "\n")
    quick = None if _READ_IN_TWO_WAYS.search(read) else _quick_parser()
    for parser in (quick, yaml.SafeLoader):
        if parser is None:
            continue
        try:
            return _Builder(text, read, parser).root()
        except _DoubtError:
            continue
        except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
            if parser is yaml.SafeLoader:
                return None
        except _NotOneDocumentError:
            return None
    return None


def data_of(node: Node, instead: Mapping[Node, Node] = MappingProxyType({})) -> Data:
    """Return what is written at `node`, with other nodes `instead` of some; of two equal keys, the first counts."""
    node = instead.get(node, node)
    if node.stands_for:
        return data_of(node.stands_for, instead)
    if node.kind == "list":
        return [data_of(child, instead) for child in node.children]
    if node.kind == "mapping":
        written: dict[str, Data] = {}
        for key, child in zip(node.keys, node.children, strict=True):
            written.setdefault(key.text, data_of(child, instead))
        return written
    return node.text


def node_of(data: Data) -> Node:
    """Return a node that stands nowhere and holds `data`."""
    if isinstance(data, list):
        return Node("list", 0, 0, children=[node_of(item) for item in data])
    if isinstance(data, dict):
        keys = [Node("text", 0, 0, text=key) for key in data]
        return Node("mapping", 0, 0, keys=keys, children=[node_of(item) for item in data.values()])
    return Node("text", 0, 0, text=data)


class _Builder:
    """Builds nodes from the events of a parser."""

    def __init__(self, text: str, read: str, parser: Any) -> None:
        self.text = text
        self.lines = [0, *accumulate(map(len, text.splitlines(keepends=True)))]
        self.parser = parser(read)
        self.is_quick = parser is not yaml.SafeLoader
        self.anchors: dict[str, Node | None] = {}
        self.sizes: dict[Node, tuple[int, int, int]] = {}
        self.flows = 0
        self.depth = 0

    def root(self) -> Node:
        try:
            self._next()
            if isinstance(self.parser.peek_event(), yaml.StreamEndEvent):
                raise _NotOneDocumentError
            self._next()
            root = self._node(0)
            self._next()
            if not isinstance(self.parser.peek_event(), yaml.StreamEndEvent):
                raise _NotOneDocumentError
            return root
        finally:
            self.parser.dispose()

    def _node(self, after: int) -> Node:
        """Return the next node; where nothing is written, its place is `after` the sign before it."""
        event = self.parser.get_event()
        start, end = self._offset(event.start_mark), self._offset(event.end_mark)
        if isinstance(event, yaml.AliasEvent) and event.anchor:
            return self._measured(Node("alias", start, end, stands_for=self._anchored(event.anchor)))
        if event.anchor:
            self.anchors[event.anchor] = None
        has_properties = event.anchor is not None or event.tag is not None
        inside = self._after(_PROPERTIES, start) if has_properties else start
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _NotOneDocumentError
        if isinstance(event, yaml.ScalarEvent):
            node = self._text(event, inside, end, end if has_properties else after)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._list(inside, bool(event.flow_style))
        else:
            node = self._mapping(inside, bool(event.flow_style))
        self.depth -= 1
        if event.anchor:
            node.anchor = event.anchor
            self.anchors[event.anchor] = node
        return self._measured(node)

    def _measured(self, node: Node) -> Node:
        """Return `node` if it is not too large or too deep with every alias written out, as a routine may not be."""
        inside = [self.sizes[node.stands_for]] if node.stands_for else [self.sizes[one] for one in node.children]
        nodes = 1 + sum(size[0] for size in inside)
        characters = len(node.text) + sum(size[1] for size in inside)
        height = 1 + max((size[2] for size in inside), default=0)
        if nodes > MAX_NODES or characters > MAX_CHARACTERS or height > MAX_DEPTH:
            raise _NotOneDocumentError
        self.sizes[node] = nodes, characters, height
        return node

    def _text(self, event: Any, start: int, end: int, empty_at: int) -> Node:
        style, written = event.style or None, event.value
        if not style:
            if not written:
                return Node("text", empty_at, empty_at)
            if self.is_quick and self.flows and "?" in written:
                raise _DoubtError
        elif style in "|>":
            end = self._end_of_block(start, end)
        if not written.isascii():
            # JSON escapes an emoji as two halves
            written = written.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return Node("text", start, end, style, text=written.rstrip("\n") if style and style in "|>" else written)

    def _list(self, start: int, is_flow: bool) -> Node:
        node = Node("list", start, start, is_flow=is_flow)
        self.flows += is_flow
        while not isinstance(self.parser.peek_event(), yaml.SequenceEndEvent):
            if is_flow:
                mark = after = self._offset(self.parser.peek_event().start_mark)
            else:
                mark = self._after(SPACE, node.end)
                after = mark + 1
            node.marks.append(mark)
            node.children.append(self._node(after))
            node.end = max(after, node.children[-1].end)
        self._close(node, is_flow)
        return node

    def _mapping(self, start: int, is_flow: bool) -> Node:
        node = Node("mapping", start, start, is_flow=is_flow)
        self.flows += is_flow
        while not isinstance(self.parser.peek_event(), yaml.MappingEndEvent):
            mark = self._offset(self.parser.peek_event().start_mark)
            key = self._node(mark)
            if key.kind != "text":
                key.text = self.text[key.start : key.end]
            colon = self._after(SPACE, key.end)
            after = colon + 1 if self.text[colon : colon + 1] == ":" else key.end
            node.marks.append(mark)
            node.keys.append(key)
            node.children.append(self._node(after))
            node.end = max(after, node.children[-1].end)
        self._close(node, is_flow and self.text[start] == "{")
        self.flows -= is_flow and self.text[start] != "{"
        return node

    def _close(self, node: Node, has_bracket: bool) -> None:
        closing = self.parser.get_event()
        if has_bracket:
            self.flows -= 1
            node.end = self._offset(closing.end_mark)

    def _anchored(self, name: str) -> Node:
        node = self.anchors.get(name)
        if node is None:
            raise _NotOneDocumentError
        return node

    def _end_of_block(self, start: int, end: int) -> int:
        """Return where the last line of a block of text ends that is not empty, or that is kept."""
        written = self.text[start:end]
        if "+" in written.partition("\n")[0]:
            return start + len(written.removesuffix("\n").removesuffix("\r"))
        last = start + len(written.rstrip())
        return min(end, self._after(_REST_OF_LINE, last))

    def _after(self, what: re.Pattern[str], at: int) -> int:
        """Return the place behind `what`, which may be nothing at all, if it stands at a place."""
        found = what.match(self.text, at)
        return found.end() if found else at

    def _offset(self, mark: yaml.Mark) -> int:
        return self.lines[min(mark.line, len(self.lines) - 1)] + mark.column

    def _next(self) -> None:
        self.parser.get_event()


@cache
def _quick_parser() -> Any:
    """The parser of libyaml; None where PyYAML came without it."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        return None
    return CParser
