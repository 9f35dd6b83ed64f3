"""Ending in good order when the system says so: on Ctrl-C, when it shuts down, and when the terminal closes."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_BEFORE = {"SIGINT": signal.default_int_handler, "SIGTERM": signal.SIG_DFL, "SIGHUP": signal.SIG_DFL}
"""The signals that end a program, and what is done on each unless somebody chose to ignore it, as nohup does."""


class StoppedError(KeyboardInterrupt):
    """The system has told this program to stop; after a plain KeyboardInterrupt Python may say that it was Ctrl-C."""


@contextmanager
def stopping() -> Iterator[None]:
    """Raise StoppedError here on each signal that ends a program, and exit with 128 and its number afterwards.

    A second one ends the program at once, and so does one that comes after this.
    """
    told: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        told.append(number)
        raise StoppedError

    here = {getattr(signal, name): before for name, before in _BEFORE.items() if hasattr(signal, name)}
    numbers = [number for number, before in here.items() if signal.getsignal(number) is before]
    for number in numbers:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)
        if told:
            raise SystemExit(128 + told[0]) from None
