"""Reading what somebody is still writing: the text of a file as it is in an editor, in place of what is saved."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_TEXTS: ContextVar[Mapping[str, str]] = ContextVar("unsaved texts by the real path of their files")


@contextmanager
def unsaved(texts: Mapping[Path, str]) -> Iterator[None]:
    """Have each of these files read as its text in this block; every other file is read from the disk.

    The block holds for its own thread or task. A block inside another one adds its files to it.
    """
    kept = _TEXTS.set({**_TEXTS.get({}), **{os.path.realpath(path): text for path, text in texts.items()}})
    try:
        yield
    finally:
        _TEXTS.reset(kept)


def unsaved_text(path: Path) -> str | None:
    """Return the text that stands for the file at `path`; None where it is read from the disk."""
    texts = _TEXTS.get({})
    return texts.get(os.path.realpath(path)) if texts else None
