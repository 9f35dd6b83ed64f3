"""Ending in good order on a signal: Ctrl-C, shutdown, or a closed terminal."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer, main_thread
from types import CodeType, FrameType

_BEFORE = {"SIGINT": signal.default_int_handler, "SIGTERM": signal.SIG_DFL, "SIGHUP": signal.SIG_DFL}
"""The signals that end a program, and what is done on each unless somebody chose to ignore it, as nohup does."""
_MOMENT = 0.01
"""Seconds until a signal that got lost is given again."""


@contextmanager
def held_back() -> Iterator[None]:
    """Hold back what ends a program: one that is started here gets it when it calls `let_through`."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _here())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def let_through() -> None:
    """Get what was held back when this program was started."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _here())


def _here() -> list[signal.Signals]:
    return [getattr(signal, name) for name in _BEFORE if hasattr(signal, name)]


class StoppedError(KeyboardInterrupt):
    """A signal to stop; after a plain KeyboardInterrupt, Python may exit as on Ctrl-C."""


@contextmanager
def stopping() -> Iterator[None]:
    """Raise StoppedError here on each signal that ends a program, and exit with 128 and its number afterwards.

    A second one ends the program at once, and so does one that comes after this.
    """
    told: list[int] = []
    given_again: list[Timer] = []
    say = sys.unraisablehook

    def stop(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        told.append(number)
        raise StoppedError

    def give_again(lost: sys.UnraisableHookArgs) -> None:
        """Give the signal again that came while Python can raise nothing, as at the end of an import."""
        if not isinstance(lost.exc_value, StoppedError):
            say(lost)
            return
        if not told:  # Python has lost the same one twice, and it is being given again already
            return
        number = told.pop()
        signal.signal(number, stop)
        timer = Timer(_MOMENT, _give_outside, [give_again.__code__, number])
        try:
            timer.start()
        except RuntimeError:  # no more threads: end at once
            signal.signal(number, signal.SIG_DFL)
            _give(number)
        given_again.append(timer)

    numbers = [number for number in _here() if signal.getsignal(number) is _BEFORE[number.name]]
    for number in numbers:
        signal.signal(number, stop)
    sys.unraisablehook = give_again
    try:
        yield
    finally:
        for timer in given_again:
            timer.cancel()
        sys.unraisablehook = say
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)
        if told:
            raise SystemExit(128 + told[0]) from None


def _give_outside(code: CodeType, number: int) -> None:
    """Give the signal once the main thread is out of that function, in which nothing can be raised."""
    while _is_in(code):
        time.sleep(_MOMENT)
    _give(number)


def _is_in(code: CodeType) -> bool:
    """Return whether the main thread is in a function, or in what that calls."""
    frame = sys._current_frames().get(main_thread().ident or 0)
    while frame and frame.f_code is not code:
        frame = frame.f_back
    return frame is not None


def _give(number: int) -> None:
    """Give the signal to the main thread, which wakes from whatever it waits for; Windows has no way to wake it."""
    if sys.platform == "win32":
        signal.raise_signal(number)
    elif thread := main_thread().ident:
        signal.pthread_kill(thread, number)
