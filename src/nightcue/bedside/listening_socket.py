"""Listening on this machine and in its network, until somebody stops it."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import current_thread, main_thread

import uvicorn
from starlette.types import ASGIApp

from nightcue.bedside.connections import BoundedProtocol
from nightcue.debugging import debugging, listen_to

LOOPBACK = "127.0.0.1"
HEADER_LIMIT = 16_384
"""Bytes of a request before its body."""
_BACKLOG = 32
_MESSAGE_LIMIT = 1_000_000
"""Bytes that a page says at once."""


class Server(uvicorn.Server):
    """uvicorn, quiet, and without waiting for anybody when it is to stop: a paused player would hold it for minutes.

    With `pages_stay_open`, the application speaks with its pages over websockets, and has work to begin and to end.
    """

    def __init__(self, application: ASGIApp, pages_stay_open: bool = False) -> None:
        listen_to("uvicorn.error", "asyncio")
        super().__init__(
            uvicorn.Config(
                application,
                http=BoundedProtocol,
                ws="websockets-sansio" if pages_stay_open else "none",
                ws_max_size=_MESSAGE_LIMIT,
                lifespan="on" if pages_stay_open else "off",
                loop="asyncio",
                log_config=None,
                log_level="error" if debugging() else "critical",
                access_log=False,
                proxy_headers=False,
                server_header=False,
                backlog=_BACKLOG,
                h11_max_incomplete_event_size=HEADER_LIMIT,
                timeout_graceful_shutdown=1,
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop in good order when the terminal closes, too: asyncio may lose what a signal raises in it."""
        number = getattr(signal, "SIGHUP", None)
        with super().capture_signals():
            if number is None or current_thread() is not main_thread() or signal.getsignal(number) is signal.SIG_IGN:
                yield
                return
            before = signal.signal(number, self.handle_exit)
            try:
                yield
            finally:
                signal.signal(number, before)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Hang up and stop."""
        for connection in list(self.server_state.connections):
            if isinstance(connection, BoundedProtocol):
                connection.transport.abort()
        await super().shutdown(sockets)


def listen(address: str, port: int) -> socket.socket:
    """Return a socket that listens there; port 0 takes a free one. Raises OSError."""
    # asyncio sends small pieces at once only over sockets that say TCP; else each answer waits for 40 ms
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # after a stop, the port would be taken for a minute; on Windows the same option lets two programs share it
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address, port))
        listening.listen(_BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening


def network_address() -> str | None:
    """Return the address of this machine in its network; None where it has none."""
    # sends nothing: the system only chooses the way to an address that nobody has, and with it the one to leave by
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect(("192.0.2.1", 9))
        address: str = asking.getsockname()[0]
        return None if address.startswith("127.") or address == "0.0.0.0" else address
    return None


def network_names() -> list[str]:
    """Return the names by which others in the network may know this machine."""
    name = socket.gethostname().lower()
    return [name, f"{name.partition('.')[0]}.local"]
