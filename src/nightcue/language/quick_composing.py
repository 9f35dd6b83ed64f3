"""Composing with libyaml, which is written in C, wherever it cannot differ from PyYAML's own parser in Python."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml

from nightcue.language.composing import Counting
from nightcue.patterns import compiled

_READ_IN_TWO_WAYS = compiled("[\t\r\x85\u2028\u2029\ufeff]|^%", re.MULTILINE)
"""What the two parsers take for different things, or count in different ways."""


class _Doubt(yaml.YAMLError):
    """The two parsers may differ here."""


def composed_quickly(text: str) -> tuple[yaml.Node, set[str]] | None:
    """The one document in `text`, and the anchors that it refers to; None where PyYAML has to read it.

    That is wherever the two may differ, and wherever anything is wrong, which is told in PyYAML's words at its places.
    """
    kind = _composer()
    if kind is None or _READ_IN_TWO_WAYS.search(text):
        return None
    loader = kind(text)
    try:
        node = loader.get_single_node()
        return None if node is None else (node, loader.referred)
    except (yaml.YAMLError, ValueError, OverflowError):
        return None
    finally:
        loader.dispose()


@cache
def _composer() -> Any:
    """The composer over libyaml; None where PyYAML came without it."""
    try:
        from yaml._yaml import CParser
    except ImportError:
        return None

    class Quick(Counting, yaml.resolver.Resolver, CParser):
        """Composes nodes from the events of libyaml."""

        def __init__(self, text: str) -> None:
            CParser.__init__(self, text)
            yaml.resolver.Resolver.__init__(self)
            Counting.__init__(self)
            self.flows = 0

        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            """One node, unless PyYAML might see another one."""
            event = self.peek_event()
            if isinstance(event, yaml.ScalarEvent) and not event.style:
                # PyYAML takes a question mark between brackets for a sign, and finds what is empty in another place
                if not event.value or (self.flows and "?" in event.value):
                    raise _Doubt
                event.style = None  # as PyYAML has it
            is_flow = bool(getattr(event, "flow_style", False))
            self.flows += is_flow
            node = super().compose_node(parent, index)
            self.flows -= is_flow
            return node

    return Quick
