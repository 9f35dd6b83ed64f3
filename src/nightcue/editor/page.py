"""The page of one routine: the bar at its top, and a tab for each way to look at it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nicegui import ui
from starlette.responses import RedirectResponse

from nightcue.document.errors import CannotOpenError
from nightcue.editor import cards, dials, reading_tab, timeline_panel, yaml_tab
from nightcue.editor.addresses import INTERFACES, first_address, may_be_opened
from nightcue.editor.open_routine import BrowserWindow, open_at
from nightcue.editor.styling import dress, heading
from nightcue.editor.top_bar import TopBar
from nightcue.editor.words import Words, words
from nightcue.language.diagnostics import UNREVIEWED
from nightcue.terminal import plain_line

_SCRIPTS = sorted(Path(__file__).parent.rglob("*.js"))
"""What runs in the page itself: keys, hearing, and where the cursor is in the YAML."""

Draw = Callable[[BrowserWindow], None]


def _steps(window: BrowserWindow) -> None:
    cards.draw(window)
    timeline_panel.draw(window)


PANELS: dict[str, Draw] = {
    "dials": dials.draw,
    "steps": _steps,
    "reading": reading_tab.draw,
    "yaml": yaml_tab.draw,
}
"""The tabs by their names, in order, each with what draws it."""


def add_pages(given: Path | None = None) -> None:
    """Add the page of a routine in every language; `given` may be opened too, wherever it is."""
    for language, interface in INTERFACES.items():
        ui.page(f"/{language}/routine", language=interface)(_page_in(language, given))


def _page_in(language: str, given: Path | None) -> Callable[[str], RedirectResponse | None]:
    def routine_page(file: str = "") -> RedirectResponse | None:
        path = may_be_opened(file, given)
        if path is None:
            ui.navigate.to(first_address(language))
            return None
        try:
            window = BrowserWindow(open_at(path), words(language))
        except CannotOpenError as error:
            _say_why_not(words(language), str(error))
            return None
        window.routine.windows.append(window)
        ui.context.client.on_delete(lambda: window.routine.windows.remove(window))
        dress()
        for script in _SCRIPTS:
            ui.add_body_html(f"<script>{script.read_text(encoding='utf-8')}</script>")
        with ui.column().classes("nc-page"):
            TopBar(window)
            _tabs(window)
            window.hear.draw()
        return None

    return routine_page


def _say_why_not(said: Words, why: str) -> None:
    dress()
    with ui.column().classes("nc-page"):
        ui.link(said("bar.all"), first_address(said.tag)).classes("nc-link")
        heading(said("cannot_open"), 1)
        ui.label(plain_line(why)).props("role=alert")


def _tabs(window: BrowserWindow) -> None:
    """Draw the tabs; what is in one is drawn when it is first shown."""
    drawn: set[str] = set()

    def show(name: str) -> None:
        if name not in drawn:
            drawn.add(name)
            with panels[name]:
                PANELS[name](window)

    with ui.tabs().props("no-caps inline-label outside-arrows mobile-arrows").classes("nc-tabs") as tabs:
        drawn_tabs = {name: ui.tab(name, label=window.words(f"tabs.{name}")) for name in PANELS}

    def count_unread() -> None:
        left = sum(one.diagnostic.code == UNREVIEWED for one in window.routine.findings.found)
        label = window.words("tabs.reading_left", count=left) if left else window.words("tabs.reading")
        drawn_tabs["reading"].props["label"] = label

    window.on_findings(count_unread)
    count_unread()
    panels = {}
    with ui.tab_panels(tabs, value="dials", animated=False).classes("nc-panels") as opened:
        for name in PANELS:
            panels[name] = ui.tab_panel(name)
    opened.on_value_change(lambda event: show(str(event.value)))
    show("dials")
