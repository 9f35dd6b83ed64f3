"""The list of cards: a card for each step, chapters and repeats as boxes that hold theirs."""

from __future__ import annotations

from typing import Any, Literal

from nicegui import ui
from nicegui.events import SortableEventArguments

from nightcue.document.document import Document
from nightcue.document.findings import Found
from nightcue.document.tree import Path_
from nightcue.editor.cards.adding import Adding
from nightcue.editor.cards.card import Card
from nightcue.editor.cards.card_list import CardList
from nightcue.editor.cards.findings_shown import UNREAD, FindingsShown
from nightcue.editor.cards.matching import Matching
from nightcue.editor.cards.moving import Move, chapter_to, copy, move, one_down, one_up
from nightcue.editor.cards.one_line import OneLine
from nightcue.editor.cards.placed import CHAPTER, STEPS, Placed, every_step, in_order, placed_steps, sections_of
from nightcue.editor.cards.spot import Editing
from nightcue.editor.cards.status import Status
from nightcue.editor.open_routine import BrowserWindow
from nightcue.language.labels import labels_in


class Panel:
    """The cards of one window, kept as the text is."""

    def __init__(self, window: BrowserWindow) -> None:
        said = window.words
        self.editing = Editing(window, labels_in(said.tag), Status())
        self.steps: list[Placed] = []
        self.cards: dict[Path_, Card] = {}
        self.variables: Any = None
        self.one_line = OneLine(said, self.editing.labels, None)
        self.adding = Adding(self.editing, self._added)
        self._elsewhere = FindingsShown(self.editing)
        self._loose = CardList("steps", self.dropped)
        self._chapters = CardList("chapters", self._chapter_dropped)
        ui.button(said("cards.add"), on_click=self._add_last).props("no-caps outline icon=add").classes("nc-wide")
        window.on_text(self.refresh)
        window.on_findings(self.show_findings)
        self.refresh()
        self.show_findings()

    def refresh(self) -> None:
        """Show the steps as they are now; a card stays the same one while its step is changed or moved.

        While the text is no YAML, as when somebody types in it, the cards stay as they were.
        """
        document = self.editing.document
        if not document.is_yaml:
            return
        self.steps = placed_steps(document.value(STEPS))
        self.variables = document.value(("vars",))
        self.one_line = OneLine(self.editing.said, self.editing.labels, self.variables)
        before = [(self.cards[path].placed, self.cards[path]) for path in sorted(self.cards, key=in_order)]
        matching = Matching(before, every_step(self.steps))
        boxes = [card for card in matching.gone if card.inner is not None]
        for card in matching.gone:
            if card.inner is None:
                card.element.delete()
        self.cards = matching.found
        self._arrange()
        for card in boxes:  # only now are those gone that were in them and stay
            if not card.element.is_deleted:
                card.element.delete()

    def show_findings(self) -> None:
        """Show everything that was found on the card of its step; what belongs to no step stands above the cards."""
        on_card: dict[Path_, list[Found]] = {path: [] for path in self.cards}
        elsewhere: list[Found] = []
        for one in self.editing.window.routine.findings.found:
            if one.diagnostic.code == UNREAD and one.at[:1] != STEPS:
                continue
            paths = [one.at[:length] for length in range(len(one.at), 0, -1)]
            path = next((path for path in paths if path in on_card), None)
            (on_card[path] if path else elsewhere).append(one)
        for path, card in self.cards.items():
            card.show_findings(on_card[path])
        self._elsewhere.show(elsewhere)

    def move_by_one(self, card: Card, where: Literal["up", "down"]) -> None:
        """Move a card by one place; the focus stays on its button."""
        found = (one_up if where == "up" else one_down)(self.steps, card.placed)
        if found is None:
            words = "cards.is_first" if where == "up" else "cards.is_last"
            self.editing.status.say(self.editing.said(words, title=self.one_line.full(card.placed)))
        else:
            self._move(found, where)

    def dropped(self, event: SortableEventArguments) -> None:
        """Move the step of a card that somebody has dropped in a list."""
        card, there = self._card_of(event.item.id), event.target
        assert isinstance(there, CardList)
        beside = [each for each in self.cards.values() if each.element in there.default_slot.children]
        beside = sorted((each for each in beside if each is not card), key=lambda each: each.placed.index)
        if event.new_index < len(beside):
            index = beside[event.new_index].placed.index
        else:
            index = beside[-1].placed.index + 1 if beside else there.first
        self._move(Move([card.placed], there.list_path, index))

    def copy(self, card: Card) -> None:
        """Put a copy of a step after it."""
        path: list[Path_] = []
        steps = self.with_its_steps(card)
        if self.editing.change(lambda document: path.append(copy(document, steps))):
            self._say("copied", path[0])
            self.cards[path[0]].focus()

    def remove(self, card: Card) -> None:
        """Take a step out; the focus goes to the one after it."""
        placed, title = card.placed, self.one_line.full(card.placed)
        if not self.editing.change(lambda document: document.remove(placed.path)):
            return
        self.editing.status.say(self.editing.said("cards.removed", title=title))
        beside = ((*placed.list_path, placed.index - back) for back in (0, 1))
        if after := next((self.cards[path] for path in beside if path in self.cards), None):
            after.focus()

    def remove_chapter(self, card: Card) -> None:
        """Take a chapter out with all its steps."""
        title, steps = self.one_line.full(card.placed), self.with_its_steps(card)

        def change(document: Document) -> None:
            with document.as_one():
                for step in reversed(steps):
                    document.remove(step.path)

        if self.editing.change(change):
            self.editing.status.say(self.editing.said("cards.removed", title=title))
            if after := self.cards.get(steps[0].path):
                after.focus()

    def end_of(self, box: Card) -> tuple[Path_, int]:
        """Return the list and the index behind the last step in the box of a chapter or a repeat."""
        if box.placed.inner_path:
            return box.placed.inner_path, len(box.placed.inner)
        return STEPS, box.placed.index + 1 + len(self._chapter_steps(box))

    def with_its_steps(self, card: Card) -> list[Placed]:
        """Return the step of a card; of a chapter, also all of its steps."""
        return [card.placed, *self._chapter_steps(card)]

    def _chapter_steps(self, card: Card) -> list[Placed]:
        """Return the steps of the chapter that a card begins; none where it begins none."""
        return next((each.steps for each in sections_of(self.steps) if each.chapter == card.placed), [])

    def _arrange(self) -> None:
        sections = sections_of(self.steps)
        self._fill(self._loose, sections[0].steps, STEPS, 0)
        chapters = [section.chapter for section in sections if section.chapter]
        self._fill(self._chapters, chapters, STEPS, 0)
        for section in sections:
            if section.chapter and (inner := self.cards[section.chapter.path].inner):
                self._fill(inner, section.steps, STEPS, section.chapter.index + 1)

    def _fill(self, there: CardList, steps: list[Placed], list_path: Path_, first: int) -> None:
        there.list_path, there.first = list_path, first
        cards = [self._card(there, step) for step in steps]
        there.arrange([card.element for card in cards])
        for card in cards:
            if card.placed.kind != CHAPTER and card.inner is not None and card.placed.inner_path:
                self._fill(card.inner, card.placed.inner, card.placed.inner_path, 0)

    def _card(self, there: CardList, step: Placed) -> Card:
        if card := self.cards.get(step.path):
            card.show(step)
            return card
        with there:
            self.cards[step.path] = Card(self, step)
        return self.cards[step.path]

    def _chapter_dropped(self, event: SortableEventArguments) -> None:
        found = chapter_to(self.steps, self._card_of(event.item.id).placed, event.new_index)
        if found:
            self._move(found)

    def _card_of(self, element: int) -> Card:
        return next(card for card in self.cards.values() if card.element.id == element)

    def _move(self, found: Move, button: Literal["up", "down"] | None = None) -> None:
        path: list[Path_] = []
        if self.editing.change(lambda document: path.append(move(document, found))):
            self._say("moved", path[0])
            if button:
                self.cards[path[0]].focus(button)

    def _added(self, list_path: Path_, index: int, source: str) -> None:
        path: list[Path_] = []
        if self.editing.change(lambda document: path.append(document.insert_step(list_path, index, source))):
            card = self.cards[path[0]]
            self._say("added", path[0])
            card.toggle()
            card.focus()

    def _add_last(self) -> None:
        self.adding.ask(STEPS, len(self.steps))

    def _say(self, words: str, path: Path_) -> None:
        """Say what was done with the step at `path`, and which one of how many it is now."""
        card = self.cards[path]
        beside = [each for each in self.cards.values() if each.element.parent_slot is card.element.parent_slot]
        number = 1 + sum(each.placed.index < card.placed.index for each in beside)
        title, box = self.one_line.full(card.placed), self._box_of(card)
        sentence = self.editing.said(f"cards.{words}", title=title, number=number, all=len(beside))
        where = f" {self.editing.said('cards.in_box', title=self.one_line.full(box.placed))}" if box else ""
        self.editing.status.say(f"{sentence}{where}")

    def _box_of(self, card: Card) -> Card | None:
        """Return the card of the chapter or the repeat that a card is in."""
        slot = card.element.parent_slot
        return next((each for each in self.cards.values() if slot and each.inner is slot.parent), None)
