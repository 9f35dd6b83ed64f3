"""What was found in a step, on its card: a sentence, the fact it rests on, and every way out as a button."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from nightcue.document.findings import Found
from nightcue.document.ways_out.way_out import WayOut
from nightcue.editor.cards.spot import Editing
from nightcue.safety.facts import all_facts

UNREAD = "unreviewed"
"""The code of a text that nobody has read: a card has a mark for it, and the tab of what is to be read has the text."""


class FindingsShown:
    """The findings of one card, none at first."""

    def __init__(self, editing: Editing) -> None:
        self._editing = editing
        self.place = ui.element("div").classes("nc-findings")
        self._shown: Sequence[Found] = ()
        self._drawn: object = []

    def show(self, found: Sequence[Found]) -> None:
        """Show these findings; the same ones are left as they are, so that a button keeps its focus."""
        self._shown = found
        sentences = [one.sentence(self._editing.said.tag) for one in found]
        ways = [[(way.label, way.values) for way in one.ways_out] for one in found]
        drawn = [*zip(sentences, ways, strict=True)]
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self.place.clear()
        with self.place:
            for number, one in enumerate(found):
                self._draw(number, one, sentences[number])

    def _draw(self, number: int, one: Found, sentence: str) -> None:
        said = self._editing.said
        with ui.element("div").classes(f"nc-finding nc-{one.severity}"):
            TextElement(tag="span", text=said(f"cards.{one.severity}")).classes("nc-mark")
            ui.label(sentence)
            if fact := all_facts().get(one.fact or ""):
                self._draw_fact(fact.text.in_language(said.tag))
            if not one.ways_out:
                return
            with ui.row().classes("nc-ways-out"):
                for place, way in enumerate(one.ways_out):
                    label = said(f"ways_out.{way.label}", **way.values)
                    ui.button(label, on_click=partial(self._take, number, place)).props("no-caps outline")

    def _draw_fact(self, words: str) -> None:
        with ui.element("details").classes("nc-fact"):
            TextElement(tag="summary", text=self._editing.said("cards.why"))
            ui.label(words)

    def _take(self, number: int, place: int) -> None:
        """Take a way out of what is shown now, which may have been found in a later text than when it was drawn."""
        ways: Sequence[WayOut] = self._shown[number].ways_out if number < len(self._shown) else ()
        if place < len(ways):
            self._editing.change(ways[place].apply)
