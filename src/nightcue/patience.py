"""Time limits that stand still while the program is stopped, as by Ctrl-Z."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

_PARTS = 20
"""A limit is waited for in so many parts, one after the other: a stop counts for one of them, however long it was."""


def is_done_within(limit: float, wait: Callable[[float], bool]) -> bool:
    """Return whether `wait`, which waits for so many seconds and says whether it is done, is so in `limit` seconds."""
    return any(wait(limit / _PARTS) for _ in range(_PARTS))


@asynccontextmanager
async def timeout(limit: float) -> AsyncIterator[None]:
    """End what is awaited in this block with TimeoutError after `limit` seconds."""
    import asyncio

    loop = asyncio.get_running_loop()
    async with asyncio.timeout(None) as block:
        alarm = Alarm(loop, limit, lambda: block.reschedule(loop.time()))
        try:
            yield
        finally:
            alarm.cancel()


class Alarm:
    """Calls `ring` in `loop` once, after `limit` seconds, unless it is cancelled."""

    def __init__(self, loop: asyncio.AbstractEventLoop, limit: float, ring: Callable[[], object]) -> None:
        self._loop, self._part, self._ring = loop, limit / _PARTS, ring
        self._left = _PARTS
        self._wait()

    def cancel(self) -> None:
        """Never ring."""
        self._handle.cancel()

    def _wait(self) -> None:
        self._handle = self._loop.call_later(self._part, self._count)

    def _count(self) -> None:
        self._left -= 1
        if self._left:
            self._wait()
        else:
            self._ring()
