"""nightcue edit: a routine changed in the browser."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from nightcue.commands.listening import listening
from nightcue.commands.options import RoutineName, language_option
from nightcue.terminal import tell
from nightcue.threads import begun

if TYPE_CHECKING:
    import socket

_NEEDED = ("nicegui", "uvicorn", "websockets")
_BYTES = 16
"""128 bits, as no guessing gets through."""
_LEADING_ON = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={address}">nightcue\n'


@click.command("edit")
@click.argument("named", type=RoutineName(), metavar="[ROUTINE]", required=False)
@click.option("--port", type=click.IntRange(0, 65_535), default=0, metavar="NUMBER", help="A port; else a free one.")
@click.option("--no-browser", is_flag=True, help="Open no browser; the address is shown, with its key.")
@language_option
def command(named: str | None, port: int, no_browser: bool, language: str | None) -> None:
    """Change a routine in the browser, without writing YAML; Ctrl-C stops it.

    Without a ROUTINE, the page offers your own, and the shipped ones as beginnings. A ROUTINE that comes with nightcue
    is copied before it is changed.

    Only this machine can open the page, and only with the key that its address holds.

    \b
    Examples:
      nightcue edit
      nightcue edit mine
    """
    if any(find_spec(package) is None for package in _NEEDED):
        raise click.UsageError("what the editor needs is missing: pip install 'nightcue[edit]'")
    from nightcue.bedside.listening_socket import LOOPBACK
    from nightcue.building.options import routine_file

    routine = routine_file(named, language) if named else None
    with ExitStack() as stack:
        socket = stack.enter_context(listening(LOOPBACK, port, "nightcue edit"))
        key = secrets.token_urlsafe(_BYTES)
        address = f"http://{LOOPBACK}:{socket.getsockname()[1]}/{key}/"
        if routine:
            address += f"?file={quote(os.fsencode(routine), safe='/')}"
        tell(address, "only this machine can open it, with the whole address; Ctrl-C stops")
        if not no_browser:
            stack.enter_context(_opened(address))
        _edit(socket, key, routine)
    tell("", "stopped")


@contextmanager
def _opened(address: str) -> Iterator[None]:
    """Open the address in the browser; where there is none, somebody opens the address that is shown.

    The browser is handed a file that only its owner can read and that leads on: what a program is started with, every
    other account of the machine can see.
    """
    import webbrowser

    from nightcue.storage.private_file import write_private
    from nightcue.storage.scratch import ScratchFolder

    folder = ScratchFolder()
    try:
        leading_on = folder.path / "nightcue.html"
        write_private(leading_on, _LEADING_ON.format(address=escape(address)).encode())
        begun(partial(webbrowser.open, leading_on.as_uri()))
        yield
    finally:
        folder.close()


def _edit(socket: socket.socket, key: str, routine: Path | None) -> None:
    from nightcue.bedside.listening_socket import Server
    from nightcue.editor.app import application
    from nightcue.editor.open_routine import keep_what_is_unsaved

    with suppress(KeyboardInterrupt):
        Server(application(key, routine), pages_stay_open=True).run([socket])
    for path in keep_what_is_unsaved():
        tell(f"{path} was not saved; what you had is kept: open it again, and look under Versions")
