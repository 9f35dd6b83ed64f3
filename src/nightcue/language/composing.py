"""Composing YAML without tags, and within limits on its depth and size."""

from __future__ import annotations

from typing import Any

import yaml

from nightcue.language.diagnostics import one_line

MAX_DEPTH = 40
MAX_NODES = 20_000
MAX_CHARACTERS = 500_000
"""Characters of all values with every alias expanded: each copy takes memory."""


class Refusal(yaml.composer.ComposerError):
    """An error for what YAML allows and a routine does not."""

    def __init__(self, mark: yaml.Mark, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(None, None, message, mark)
        self.code = code
        self.hint = hint


class Counting(yaml.composer.Composer):
    """Composes nodes and counts their depth and number, with every alias expanded."""

    peek_event: Any
    """As the parser beside it has it."""

    def __init__(self) -> None:
        yaml.composer.Composer.__init__(self)
        self.depth = 0
        self.deepest = 0
        self.nodes = 0
        self.characters = 0
        self.open_anchors: set[str] = set()
        self.referred: set[str] = set()
        self.sizes: dict[str, tuple[int, int]] = {}
        self.heights: dict[str, int] = {}

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node; raise Refusal if it is nested too deeply or the document is too large.

        PyYAML calls this for every node of a document.
        """
        event = self.peek_event()
        mark, anchor = event.start_mark, event.anchor
        if isinstance(event, yaml.AliasEvent):
            if anchor in self.open_anchors:
                raise Refusal(mark, "alias", f"'*{anchor}' stands inside the value it refers to")
            self.referred.add(anchor)
            self._count(mark, *self.sizes.get(anchor, (1, 0)))
            self._reach(mark, self.depth + self.heights.get(anchor, 1))
            return super().compose_node(parent, index)
        if event.tag is not None:
            message = f"the tag '{one_line(event.tag, 40)}' has no place in a routine"
            raise Refusal(mark, "tag", message, "write the plain value without a tag")
        nodes, characters, deepest = self.nodes, self.characters, self.deepest
        self._count(mark, 1, len(event.value) if isinstance(event, yaml.ScalarEvent) else 0)
        if anchor:
            self.open_anchors.add(anchor)
        self.depth += 1
        self.deepest = 0
        self._reach(mark, self.depth)
        node = super().compose_node(parent, index)
        self.depth -= 1
        if anchor and node:
            vars(node)["anchor"] = anchor
            self.open_anchors.discard(anchor)
            self.sizes[anchor] = self.nodes - nodes, self.characters - characters
            self.heights[anchor] = self.deepest - self.depth
        self.deepest = max(deepest, self.deepest)
        return node

    def _reach(self, mark: yaml.Mark, depth: int) -> None:
        self.deepest = max(self.deepest, depth)
        if depth > MAX_DEPTH:
            raise Refusal(mark, "too-deep", f"nested more than {MAX_DEPTH} levels deep")

    def _count(self, mark: yaml.Mark, nodes: int, characters: int) -> None:
        self.nodes += nodes
        self.characters += characters
        if self.characters > MAX_CHARACTERS:
            raise Refusal(mark, "too-large", f"more than {MAX_CHARACTERS:,} characters with every alias written out")
        if self.nodes > MAX_NODES:
            raise Refusal(mark, "too-large", f"more than {MAX_NODES:,} values with every alias written out")


class Composer(Counting, yaml.SafeLoader):
    """The same from what PyYAML's own parser sees."""

    def __init__(self, text: str) -> None:
        yaml.SafeLoader.__init__(self, text)
        Counting.__init__(self)
