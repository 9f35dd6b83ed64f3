"""Tagging with mutagen, which is shared by flac, ogg and opus."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mutagen import MutagenError


@contextmanager
def os_errors() -> Iterator[None]:
    """Raise what mutagen makes of a failed write as the OSError that it was."""
    try:
        yield
    except MutagenError as problem:
        if isinstance(problem.__context__, OSError):
            raise problem.__context__ from None
        raise OSError(f"mutagen stopped: {problem}") from problem
