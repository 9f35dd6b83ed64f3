"""A list of cards whose cards can be dragged to another place, also in another list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from nicegui.element import Element
from nicegui.elements.mixins.sortable_element import SortableElement
from nicegui.events import SortableEventArguments

from nightcue.document.tree import Path_

Dropped = Callable[[SortableEventArguments], object]

_OPTIONS = {
    # one way to drag for every browser and for fingers; a finger that scrolls does not drag
    "forceFallback": True,
    "fallbackOnBody": True,
    "swapThreshold": 0.65,
    "delay": 150,
    "delayOnTouchOnly": True,
}


class CardList(SortableElement):
    """An ordered list of cards; `list_path` and `first` say which steps of the routine they are."""

    def __init__(self, group: str, dropped: Dropped) -> None:
        """Draw an empty list; cards are dragged between lists of one `group`, by their grip alone."""
        super().__init__("ol")
        self.classes("nc-cards")
        self.list_path: Path_ = ()
        self.first = 0
        options: dict[str, Any] = {**_OPTIONS, "draggable": ".nc-card"}
        self.make_sortable(options, on_end=dropped, handle=f".nc-grip-{group}", group=group, ghost_class="nc-ghost")

    def arrange(self, elements: Sequence[Element]) -> None:
        """Put these elements into the list, in this order; others in it come behind them."""
        for place, element in enumerate(elements):
            children = self.default_slot.children
            if place >= len(children) or children[place] is not element:
                element.move(self, place)
