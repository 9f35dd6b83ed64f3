"""Running the editor, alone or beside the page at the bedside."""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nightcue.terminal import tell

if TYPE_CHECKING:
    import socket

    from starlette.types import ASGIApp

_NEEDED = ("nicegui", "uvicorn", "websockets")
_BYTES = 16
"""128 bits, as no guessing gets through."""


def see_what_the_editor_needs() -> None:
    """Raise UsageError where a package of the editor is missing."""
    if any(find_spec(package) is None for package in _NEEDED):
        raise click.UsageError("what the editor needs is missing: pip install 'nightcue[edit]'")


def new_editor_key() -> str:
    """Return what the address of the editor begins with, which nobody else knows."""
    return secrets.token_urlsafe(_BYTES)


def run_editor(
    sockets: Sequence[socket.socket],
    key: str,
    given: Path | None = None,
    names: Collection[str] = (),
    beside: ASGIApp | None = None,
    phone: str | None = None,
) -> None:
    """Serve the editor until somebody stops it, and then keep and tell what was not saved.

    `given` is a routine that may be opened wherever it is, `names` are those of this machine in its network, requests
    without the `key` go to the application `beside`, and `phone` is the address that a track is heard at on a phone.
    """
    # FastAPI would send every address, and so the key, wherever the environment says
    os.environ["FASTAPI_OTEL_AUTO_CONFIGURE"] = "false"
    from nightcue.bedside.listening_socket import Server
    from nightcue.editor.app import application
    from nightcue.editor.open_routine import keep_what_is_unsaved
    from nightcue.editor.phone import lead_phones_to

    if phone:
        lead_phones_to(phone)
    try:
        Server(application(key, given, names, beside), pages_stay_open=True).run([*sockets])
    finally:
        for path in keep_what_is_unsaved():
            tell(f"{path} was not saved; what you had is kept: open it again, and look under Versions")
