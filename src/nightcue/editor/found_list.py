"""Everything that was found in a routine, in one list under the dials."""

from __future__ import annotations

from collections.abc import Iterable

from nicegui import ui

from nightcue.document.findings import Found
from nightcue.editor.cards.findings_shown import FindingsShown
from nightcue.editor.cards.spot import Editing
from nightcue.editor.cards.status import Status
from nightcue.editor.open_routine import BrowserWindow
from nightcue.editor.styling import heading
from nightcue.language.diagnostics import UNREVIEWED
from nightcue.language.labels import labels_in

_MOST_SHOWN = 8
"""Findings; the cards have them all."""


def draw_found(window: BrowserWindow) -> None:
    """Draw what was found, errors first, each with the ways out of it; nothing where nothing was."""
    said = window.words
    with ui.column().classes("nc-dials") as place:
        heading(said("dials.found"), 2)
        shown = FindingsShown(Editing(window, labels_in(said.tag), Status()))

    def show() -> None:
        found = _each_once(window.routine.findings.found, said.tag)
        shown.show(found[:_MOST_SHOWN])
        place.set_visibility(bool(found))

    window.on_findings(show)
    show()


def _each_once(found: Iterable[Found], tag: str) -> list[Found]:
    """Return what was found but for unread texts, errors first; of those that say the same, one with a way out."""
    told: dict[str, Found] = {}
    for one in sorted(found, key=lambda one: (one.severity, not one.ways_out)):
        if one.diagnostic.code != UNREVIEWED:
            told.setdefault(one.sentence(tag), one)
    return [*told.values()]
