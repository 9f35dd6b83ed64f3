"""Fields that take what no other takes: safety questions, how a movement is counted, in which form a step is."""

from __future__ import annotations

import re
from typing import Any

from nicegui import ui

from nightcue.editor.cards.fields.boxes import label_above, text_box
from nightcue.editor.cards.fields.choice_fields import ChoiceField
from nightcue.editor.cards.fields.field import Field
from nightcue.editor.styling import named
from nightcue.editor.typed_box import TypedText
from nightcue.language.steps.safety import QUESTIONS


class QuestionsField(Field):
    """Which safety questions are asked; those with words of one's own keep them."""

    def draw(self) -> None:
        """Draw a switch for each question, and a box for other words."""
        self._switches: dict[str, ui.switch] = {}
        self._boxes: dict[str, TypedText] = {}
        self._own: dict[str, ui.column] = {}
        with ui.column().classes("nc-field nc-field-wide").props("role=group") as group:
            named(group, self.label.label)
            ui.label(self.label.label).classes("nc-name")
            self.explain()
            for question in QUESTIONS:
                self._draw_question(question)

    def _draw_question(self, question: str) -> None:
        shown = self.label.choices[question]

        def switched(on: bool) -> None:
            self._write({each: words for each, words in self._asked().items() if on or each != question}, question, on)

        def typed(words: str) -> None:
            self._write({**self._asked(), question: words}, question, True)

        self._switches[question] = ui.switch(shown, on_change=lambda event: switched(bool(event.value)))
        with ui.column().classes("nc-spoken") as self._own[question]:
            self._boxes[question] = text_box(label_above(self.said("cards.own_words_named", label=shown)), typed)

    def show(self) -> None:
        """Show which are asked, and in which words."""
        asked = self._asked()
        for question, switch in self._switches.items():
            switch.set_value(question in asked)
            self._boxes[question].set_value(asked.get(question, ""))
            self._own[question].set_visibility(question in asked)

    def _asked(self) -> dict[str, str]:
        """Return the questions that are asked, in order, each with the words of one's own or none."""
        written = self.spot.value
        if not isinstance(written, list):
            return dict.fromkeys(QUESTIONS, "")
        asked: dict[str, str] = {}
        for item in written:
            own_words = item if isinstance(item, dict) else {str(item): ""}
            asked.update({str(name): str(words) for name, words in own_words.items()})
        return asked

    def _write(self, asked: dict[str, str], question: str, on: bool) -> None:
        if on:
            asked = {each: asked.get(each, "") for each in (*QUESTIONS, *asked) if each in asked or each == question}
        data: list[Any] = [{each: words} if words else each for each, words in asked.items()]
        self.change(lambda document: document.set_data(self.spot.path(), data))
        self._own[question].set_visibility(on)


class CountField(ChoiceField):
    """Which repetitions are counted aloud; a number that is none of the choices is shown as it is written."""

    def options(self) -> dict[str, str]:
        """Return what can be chosen."""
        return {"": self.said("cards.not_said"), **self.label.choices}

    def show(self) -> None:
        """Show what is written."""
        self._select.choose(re.sub(r"\s+", " ", self.shown.strip().lower()))
        self.show_dial()


class OnlyFullField(Field):
    """Whether the brief form leaves a step out."""

    def draw(self) -> None:
        """Draw the switch."""
        with ui.column().classes("nc-field"):
            self._switch = ui.switch(self.label.label, on_change=lambda event: self._switched(bool(event.value)))
            self.explain()

    def show(self) -> None:
        """Show whether the step has the mark."""
        self._switch.set_value(self.spot.value is not None)

    def _switched(self, only_full: bool) -> None:
        if only_full:
            self.write("full")
        else:
            self.leave_out()
