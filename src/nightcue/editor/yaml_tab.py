"""The routine as YAML, beside its cards: both ways, live, and whatever is typed is kept."""

from __future__ import annotations

import json
from functools import partial

from nicegui import ui
from nicegui.events import GenericEventArguments

from nightcue.document.typing_in import both, typed_into, with_plain_ends
from nightcue.editor.open_routine import BrowserWindow
from nightcue.language.diagnostics import UNREVIEWED

_MOST_SHOWN = 20
"""Findings that are listed; somebody mends the first ones first."""


def draw(window: BrowserWindow) -> None:
    """Draw the text of the routine in `window`, to be changed, and what is wrong at which line."""
    ui.label(window.words("yaml.how")).classes("nc-said")
    place = ui.column().classes("nc-wide").props("role=status")
    text = _Text(window)
    found = _FoundInFile(window, text, place)
    window.on_text(text.put)
    window.on_findings(found.show)
    found.show()


class _Text(ui.codemirror):
    """CodeMirror, which is told of other texts by yaml_tab.js alone.

    NiceGUI would send the value with every change of the element, and take back what is being typed. So a text that is
    put has a number, and what is typed comes whole, with the number of the text that it was typed into.
    """

    def __init__(self, window: BrowserWindow) -> None:
        self._routine = window.routine
        shown = with_plain_ends(self._routine.document.text)
        super().__init__(shown, language="YAML", indent="  ", line_wrapping=True)
        self._update_method = None
        self._number, self._seen = 0, 0
        self._had = {0: shown}
        self._shown: str | None = shown
        self.classes("nc-yaml")
        label = json.dumps(window.words("yaml.label"))
        self.on("vnode-mounted", self._typed, js_handler=f"() => nightcueYaml.mounted({self.id}, {label}, emit)")
        self.on("update:value", js_handler=f"() => nightcueYaml.typed({self.id})")

    def put(self) -> None:
        """Show the text of the document where the browser has another one."""
        text = with_plain_ends(self._routine.document.text)
        if text == self._shown:
            return
        self._number += 1
        self._had[self._number] = self._shown = text
        with self._props.suspend_updates():
            self._props["value"] = text
        self.client.run_javascript(f"nightcueYaml.put({self.id}, {json.dumps(text)}, {self._number}, {self._seen})")

    def mark_lines(self, told: dict[int, str]) -> None:
        """Mark these lines, from 1, each with what is said of it."""
        decorations = [{"kind": "line", "line": line, "class": "nc-wrong"} for line in told]
        self.client.run_javascript(f"nightcueYaml.mark({self.id}, {json.dumps(decorations)}, {json.dumps(told)})")

    def go(self, line: int) -> None:
        """Go to a line, from 1."""
        self.client.run_javascript(f"nightcueYaml.go({self.id}, {line})")

    def _typed(self, event: GenericEventArguments) -> None:
        text, number, then = str(event.args["text"]), int(event.args["put"]), event.args.get("then")
        self._seen = int(event.args["sent"])
        document = self._routine.document
        now = with_plain_ends(document.text)
        is_of_the_last = number == self._number
        wanted = text if is_of_the_last else both(self._had.get(number, now), now, text)
        self._had = {known: had for known, had in self._had.items() if known > number} | {number: text}
        self._shown = text if is_of_the_last else None
        if wanted != now:
            document.replace_text(typed_into(document.text, wanted))
        if then == "undo":
            document.undo()
        elif then == "redo":
            document.redo()
        self._routine.changed()

    def _event_args_to_value(self, _event: GenericEventArguments) -> str:
        """Return the value as it was: `_typed` gets all that is typed."""
        return self.value or ""


class _FoundInFile:
    """What was found in this file, errors first; what is to be read has a tab of its own."""

    def __init__(self, window: BrowserWindow, text: _Text, place: ui.column) -> None:
        self._window, self._text, self._place = window, text, place
        self._shown: list[tuple[int, str]] = []

    def show(self) -> None:
        """Mark the lines, and list what was found; the same list stays, as one of it may be about to be pressed."""
        tag, path = self._window.words.tag, self._window.routine.path
        found_here = (each for each in self._window.routine.findings.found if each.diagnostic.span.path == path)
        seen = (each for each in found_here if each.diagnostic.code != UNREVIEWED)
        here = sorted(seen, key=lambda each: each.severity != "error")
        found = [(each.diagnostic.span.line, each.sentence(tag)) for each in here]
        told: dict[int, str] = {}
        for line, sentence in found:
            if line:
                told[line] = "\n".join(filter(None, (told.get(line), sentence)))
        self._text.mark_lines(told)
        if found[:_MOST_SHOWN] != self._shown:
            self._shown = found[:_MOST_SHOWN]
            self._place.clear()
            with self._place:
                for line, sentence in self._shown:
                    self._draw(line, sentence)

    def _draw(self, line: int, sentence: str) -> None:
        if not line:
            ui.label(sentence)
            return
        said = self._window.words("yaml.at_line", line=line, message=sentence)
        button = ui.button(said, on_click=partial(self._text.go, line)).props("no-caps flat align=left")
        button.classes("nc-wide nc-yaml-finding")
