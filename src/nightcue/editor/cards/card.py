"""The card of one step: a line that says what it is, and its fields once it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from nightcue.document.findings import Found
from nightcue.document.tree import Path_
from nightcue.editor.cards.card_list import CardList
from nightcue.editor.cards.findings_shown import UNREAD, FindingsShown
from nightcue.editor.cards.inside import Refreshed, draw_inside
from nightcue.editor.cards.placed import CHAPTER, REPEAT, Placed
from nightcue.editor.cards.spot import Editing, Spot
from nightcue.editor.focusing import focus
from nightcue.editor.styling import named

if TYPE_CHECKING:
    from nightcue.editor.cards.panel import Panel


class Card:
    """A card; it stays the same one while its step is changed or moved."""

    def __init__(self, panel: Panel, placed: Placed) -> None:
        """Draw the card, closed, where elements are being drawn."""
        self.panel, self.placed = panel, placed
        self._editing: Editing = panel.editing
        self._fields: list[Refreshed] = []
        self._shown: Any = None
        self._findings: FindingsShown | None = None
        self._body: ui.element | None = None
        self.inner: CardList | None = None
        self.is_open = False
        self.element = ui.element("li").classes("nc-card")
        self._draw(self.element)
        self.show(placed)

    def show(self, placed: Placed) -> None:
        """Show the step as it is now, at the place where it is now."""
        self.placed = placed
        for field in self._fields:
            field.refresh()
        shown = (placed.written, self.panel.variables)
        if shown == self._shown:
            return
        self._shown = shown
        say = self.panel.one_line
        title, amounts = say.title(placed), say.amounts(placed)
        kind = self._editing.labels.kinds[placed.kind].label if placed.kind else self._editing.said("cards.unknown")
        self._kind.set_text(kind)
        self._title.set_text(title)
        self._amounts.set_text(amounts)
        self._only_full.show(placed.only_full)
        full = say.full(placed)
        named(self._up, self._editing.said("cards.up_named", title=full))
        named(self._down, self._editing.said("cards.down_named", title=full))
        if self.inner is not None:
            named(self.inner, self._editing.said("cards.inside_named", title=full))

    def show_findings(self, found: Sequence[Found]) -> None:
        """Show what was found in this step."""
        self._to_read.show(any(one.diagnostic.code == UNREAD for one in found))
        found = [one for one in found if one.diagnostic.code != UNREAD]
        if self._findings is None and not found:
            return
        if self._findings is None:
            with self.element:
                self._findings = FindingsShown(self._editing)
            self._findings.place.move(target_index=1)
        self._findings.show(found)
        self.element.classes(add="nc-has-findings" if found else "", remove="" if found else "nc-has-findings")

    def path_of(self, field: str) -> Path_:
        """Return where a field of the step stands now."""
        return self.placed.path_of(field)

    def paths_heard(self) -> list[Path_]:
        """Return where the step stands now; of a chapter, all of its steps."""
        return [each.path for each in self.panel.with_its_steps(self)]

    def spot(self, field: str) -> Spot:
        """Return the place of a field, wherever the step is moved."""
        return Spot(self._editing, lambda: self.path_of(field))

    def focus(self, part: str = "open") -> None:
        """Put the focus on the line of the card, or on its button `up` or `down`."""
        focus({"open": self._open, "up": self._up, "down": self._down}[part])

    def toggle(self) -> None:
        """Open the card or close it; what is in a closed card is not kept."""
        self.is_open = not self.is_open
        self._open.props["aria-expanded"] = "true" if self.is_open else "false"
        self.element.classes(toggle="nc-open")
        if self.is_open:
            self._draw_body()
        elif self._body:
            self._fields.clear()
            self._body.delete()
            self._body = None

    def _draw(self, element: ui.element) -> None:
        is_chapter = self.placed.kind == CHAPTER
        with element:
            with ui.element("div").classes("nc-card-line"):
                grip = TextElement(tag="span", text="⠿").classes("nc-grip")
                grip.classes("nc-grip-chapters" if is_chapter else "nc-grip-steps").props("aria-hidden=true")
                self._draw_open()
                self._up = TextElement(tag="button", text="↑").classes("nc-move").on("click", self._move_up)
                self._down = TextElement(tag="button", text="↓").classes("nc-move").on("click", self._move_down)
            if self.placed.kind in (CHAPTER, REPEAT):
                element.classes("nc-box")
                self.inner = CardList("steps", self.panel.dropped)
                add = ui.button(self._editing.said("cards.add_in"), on_click=self._add_inside)
                add.props("no-caps flat icon=add")

    def _draw_open(self) -> None:
        with ui.element("button").classes("nc-card-open") as self._open:
            self._kind = TextElement(tag="span", text="").classes("nc-kind")
            self._title = TextElement(tag="span", text="").classes("nc-card-title")
            self._amounts = TextElement(tag="span", text="").classes("nc-amounts")
            self._only_full = _Mark(self._open, self._editing.labels.fields["line"]["full"].label)
            self._to_read = _Mark(self._open, self._editing.said("cards.to_read"))
        self._open.props["aria-expanded"] = "false"
        self._open.on("click", self.toggle)

    def _draw_body(self) -> None:
        with self.element:
            self._body = ui.element("div").classes("nc-card-body")
        self._body.move(target_index=1 if self._findings is None else 2)
        with self._body:
            self._fields = draw_inside(self)

    def _move_up(self) -> None:
        self.panel.move_by_one(self, "up")

    def _move_down(self) -> None:
        self.panel.move_by_one(self, "down")

    def _add_inside(self) -> None:
        self.panel.adding.ask(*self.panel.end_of(self))


class _Mark:
    """A word or two in the line of a card, drawn when it is first needed."""

    def __init__(self, line: ui.element, text: str) -> None:
        self._line, self._text = line, text
        self._element: TextElement | None = None

    def show(self, is_so: bool) -> None:
        """Show the mark, or not."""
        if is_so and self._element is None:
            with self._line:
                self._element = TextElement(tag="span", text=self._text).classes("nc-mark")
        if self._element:
            self._element.set_visibility(is_so)
