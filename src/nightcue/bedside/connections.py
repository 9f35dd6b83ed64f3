"""How many connections the server holds, and for how long: who takes up room without using it has to go.

uvicorn closes a connection that waits for its next request, but not one whose request or answer never ends.
"""

from __future__ import annotations

import asyncio
import math

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from nightcue.patience import Alarm

MOST = 100
"""Connections at a time. With a file each, that is below 256 open files, the least that a system allows (macOS)."""
REQUEST_SECONDS = 10.0
"""Within which a request has to be there, from the beginning of the connection or the end of the last answer."""
STALL_SECONDS = 600.0
"""Within which something of an answer has to be taken: a paused player takes nothing, and later asks again."""

FRESH_SECONDS = 1.0
"""For which a connection may wait for a request without being taken for one that asks nothing."""


class BoundedProtocol(H11Protocol):
    """A connection that is dropped when it is idle for too long, or when it is the idlest and there are too many."""

    _idle_since = math.inf
    _timer: Alarm | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request; where that is one connection too many, drop the idlest."""
        super().connection_made(transport)
        # nothing is to pile up here: the next bytes are read when the system has taken the last ones
        transport.set_write_buffer_limits(high=0)
        self._wait(REQUEST_SECONDS)
        if len(self.connections) > MOST:
            others = [one for one in self.connections if isinstance(one, BoundedProtocol) and one is not self]
            min(others, key=BoundedProtocol._worth, default=self)._drop()

    def data_received(self, data: bytes) -> None:
        """Take what has come; it may be the rest of a request."""
        waiting = not self._is_answering
        super().data_received(data)
        if waiting and self._is_answering:
            self._go_on()

    def pause_writing(self) -> None:
        """Begin to wait until more of an answer is taken; this comes again after each piece that is."""
        super().pause_writing()
        self._wait(STALL_SECONDS)

    def on_response_complete(self) -> None:
        """Begin to wait for the next request, unless it is there."""
        super().on_response_complete()
        if self._is_answering:
            self._go_on()
        else:
            self._wait(REQUEST_SECONDS)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hand the connection to what speaks with a page that stays open; it may be silent for as long as it likes."""
        self._go_on()
        self.transport.set_write_buffer_limits()
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._go_on()
        super().connection_lost(exc)

    @property
    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _worth(self) -> tuple[bool, float]:
        """Who asks nothing is worth least, and then who has been idle for longest."""
        is_fresh = self.loop.time() - self._idle_since < FRESH_SECONDS
        return is_fresh or self._is_answering, self._idle_since

    def _wait(self, seconds: float) -> None:
        self._go_on()
        self._idle_since = self.loop.time()
        self._timer = Alarm(self.loop, seconds, self._drop)

    def _go_on(self) -> None:
        self._idle_since = math.inf
        if self._timer is not None:
            self._timer.cancel()

    def _drop(self) -> None:
        self.connections.discard(self)  # at once, so that the next one too many drops another
        self.transport.abort()
