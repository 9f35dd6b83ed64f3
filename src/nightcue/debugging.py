"""The log of `--debug` on stderr: what is done, and where each error comes from.

NIGHTCUE_DEBUG=1 asks for the same, and reaches the programs that nightcue starts: speech engines, and workers.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging

VARIABLE = "NIGHTCUE_DEBUG"
_LONGEST = 100_000
"""Characters of a traceback that are shown, the last ones."""


def debugging() -> bool:
    """Whether it was asked for."""
    return os.environ.get(VARIABLE, "") not in {"", "0", "no"}


@contextmanager
def debugged() -> Iterator[None]:
    """In this block it is asked for, here and in every program that is started."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


def log(message: str, *values: object) -> None:
    """Write `message` with `values` in it, one for each %s, into the log: never what a profile or a diary holds."""
    if debugging():
        logger().debug(message, *values)


def log_error(what: str, error: BaseException) -> None:
    """Write the whole traceback of an error into the log, under `what` it was caught at."""
    if debugging():
        logger().debug("%s:\n%s", what, as_traceback(error))


def log_place(error: BaseException) -> None:
    """Write where an error comes from into the log, but not what it says: it is told, and may quote a profile."""
    if debugging():
        import traceback

        where = "".join(traceback.format_tb(error.__traceback__))
        logger().debug("Traceback (most recent call last):\n%s%s", where, type(error).__qualname__)
        if cause := error.__cause__:
            logger().debug("this was its cause")
            log_place(cause)


def as_traceback(error: BaseException) -> str:
    """The traceback of an error as Python prints it, with what it was caused by."""
    import traceback

    return "".join(traceback.format_exception(error)).rstrip("\n")[-_LONGEST:]


def listen_to(*others: str) -> None:
    """Have what is told to the loggers of other libraries in the log too."""
    if debugging():
        import logging

        for other in others:
            logging.getLogger(other).handlers = logger().handlers


@cache
def logger() -> logging.Logger:
    """The logger of nightcue: all that it is told goes to stderr, through the door."""
    import logging

    from nightcue.terminal import tell

    class ToStderr(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            tell(*self.format(record).split("\n"), err=True)

    handler = ToStderr()
    handler.setFormatter(logging.Formatter("debug %(asctime)s %(process)d %(message)s", "%H:%M:%S"))
    found = logging.getLogger("nightcue")
    found.setLevel(logging.DEBUG)
    found.propagate = False
    found.addHandler(handler)
    return found
