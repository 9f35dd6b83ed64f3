"""A way out of what was found: the button that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nightcue.document.document import Document
from nightcue.document.errors import ChangeRefusedError
from nightcue.document.tree import Tree

Change = Callable[[Tree], Tree]
"""Makes another tree of one. Raises ChangeRefusedError where it cannot."""


@dataclass(frozen=True)
class WayOut:
    """A change that mends a finding.

    `label` is a key under `ways_out` in a language's editor.yaml, and `values` what is filled in there.
    """

    label: str
    change: Change
    values: Mapping[str, str] = field(default_factory=dict)

    def apply(self, document: Document) -> None:
        """Make the change, as one step that can be taken back.

        Raises ChangeRefusedError, and changes nothing, where the text is another by now and it cannot be made any more.
        """
        document.make(self.change)


def whole_text(before: str, after: str) -> Change:
    """Return the change from one whole text to another, which holds only while the text is the one `before`."""

    def change(tree: Tree) -> Tree:
        if tree.text != before:
            raise ChangeRefusedError("no-such-place")
        return Tree(after)

    return change
