"""Listening for a browser, and saying what is in the way."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import socket

_SOME_PORT = 8642


def listening(address: str, port: int, command: str) -> socket.socket:
    """Return a socket that listens there for `command`, such as nightcue serve; port 0 takes a free one."""
    from nightcue.bedside.listening_socket import listen

    try:
        return listen(address, port)
    except PermissionError:
        raise click.UsageError(
            f"port {port} is kept for the system; take one from 1024 up, such as {_SOME_PORT}"
        ) from None
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise click.UsageError(f"cannot listen on {address}, port {port}: {error.strerror}") from None
        other = port + 1 if port < 65_535 else _SOME_PORT
        raise click.UsageError(
            f"another program has port {port}, perhaps a second {command}; stop it, or take another port: "
            f"{command} --port {other}"
        ) from None
