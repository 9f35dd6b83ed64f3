"""nightcue edit: a routine changed in the browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from html import escape
from urllib.parse import quote

import click

from nightcue.commands.editing import new_editor_key, run_editor, see_what_the_editor_needs
from nightcue.commands.listening import listening
from nightcue.commands.options import RoutineName, language_option
from nightcue.terminal import tell
from nightcue.threads import begun

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
    see_what_the_editor_needs()
    from nightcue.bedside.listening_socket import LOOPBACK
    from nightcue.building.options import routine_file

    routine = routine_file(named, language) if named else None
    with ExitStack() as stack:
        socket = stack.enter_context(listening(LOOPBACK, port, "nightcue edit"))
        key = new_editor_key()
        address = f"http://{LOOPBACK}:{socket.getsockname()[1]}/{key}/"
        if routine:
            address += f"?file={quote(os.fsencode(routine), safe='/')}"
        tell(address, "only this machine can open it, with the whole address; Ctrl-C stops")
        if not no_browser:
            stack.enter_context(_opened(address))
        with suppress(KeyboardInterrupt):
            run_editor([socket], key, routine)
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

    with ExitStack() as stack:
        try:
            folder = ScratchFolder()
            stack.callback(folder.close)
            leading_on = folder.path / "nightcue.html"
            write_private(leading_on, _LEADING_ON.format(address=escape(address)).encode())
        except OSError as problem:
            tell(f"note: no browser is opened ({problem.strerror or problem}); open the address yourself", err=True)
        else:
            begun(partial(webbrowser.open, leading_on.as_uri()))
        yield
