"""The first page: one's own routines to open, and the shipped ones to begin from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nicegui import ui
from starlette.requests import Request
from starlette.responses import RedirectResponse

from nightcue.editor.addresses import INTERFACES, first_address, may_be_opened, routine_address
from nightcue.editor.amounts import about_minutes
from nightcue.editor.own_copy import OwnCopy
from nightcue.editor.styling import dress, heading, language_switch, named
from nightcue.editor.words import Words, wished_language, words
from nightcue.routine_index import Titled, contents
from nightcue.terminal import plain_line
from nightcue.threads import run_in_thread


def add_first_pages(given: Path | None) -> None:
    """Add the first page in every language, and the way to it; a shipped routine that is `given` comes first there."""

    @ui.page("/")
    def lead_on(request: Request) -> RedirectResponse:
        """Lead to the given routine, or else to the first page, in the language that the browser asks for."""
        language = wished_language(request.headers.get("accept-language", ""))
        file = request.query_params.get("file", "")
        there = routine_address(language, file) if may_be_opened(file, given) else first_address(language)
        return RedirectResponse(request.scope["root_path"] + there)

    for language, interface in INTERFACES.items():
        ui.page(first_address(language), language=interface)(_page_in(language, given))


def _page_in(language: str, given: Path | None) -> Callable[[], None]:
    def first_page() -> None:
        said = words(language)
        dress()
        ui.page_title(said("first.heading"))
        with ui.column().classes("nc-page"):
            with ui.row().classes("nc-bar"):
                heading(said("first.heading"), 1)
                language_switch(language, first_address)
            with ui.column().classes("nc-dials") as column:
                waiting = ui.label(said("first.looking")).classes("nc-said").props("role=status")

        async def fill() -> None:
            # the page is there meanwhile: reading every routine for the first time takes seconds
            listed = await run_in_thread(lambda: list(contents()))
            waiting.delete()
            with column:
                _draw(said, listed, given)

        ui.timer(0, fill, once=True)

    return first_page


def _draw(said: Words, listed: list[Titled], given: Path | None) -> None:
    own = [one for one in listed if one.shelved.own]
    if own:
        heading(said("first.own"), 2)
        for one in own:
            _own_routine(said, one)
    heading(said("first.begin"), 2)
    ui.label(said("first.begin_how")).classes("nc-said")
    copying = OwnCopy(said)
    for one in sorted((one for one in listed if not one.shelved.own), key=lambda one: _place(one, said.tag, given)):
        _beginning(said, one, copying)


def _place(one: Titled, language: str, given: Path | None) -> tuple[bool, bool, int]:
    """Put the routine that was asked for first, then those in the language of the page, each in the order of lists."""
    return one.shelved.path != given, one.shelved.language != language, one.order


def _about(said: Words, one: Titled) -> None:
    with ui.column().classes("nc-grow"):
        ui.label(one.title or plain_line(one.shelved.name)).classes("nc-name")
        length = about_minutes(one.seconds, said.tag) if one.seconds is not None else said("first.has_errors")
        ui.label(f"{plain_line(one.shelved.name)} · {said.language_name(one.shelved.language)} · {length}").classes(
            "nc-said"
        )


def _own_routine(said: Words, one: Titled) -> None:
    address = routine_address(said.tag, one.shelved.path)
    with ui.row().classes("nc-item"):
        _about(said, one)
        button = ui.button(said("first.open"), on_click=lambda: ui.navigate.to(address)).props("no-caps")
        named(button, said("first.open_named", title=one.title or plain_line(one.shelved.name)))


def _beginning(said: Words, one: Titled, copying: OwnCopy) -> None:
    with ui.row().classes("nc-item"):
        _about(said, one)
        button = ui.button(said("first.make_own"), on_click=lambda: copying.ask(one)).props("no-caps outline")
        named(button, said("first.make_own_named", title=one.title))
