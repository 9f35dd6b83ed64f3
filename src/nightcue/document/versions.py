"""What a routine was at every save, kept so that each can be taken back."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from time import time_ns

from nightcue.debugging import log
from nightcue.storage.paths import saved_texts_folder
from nightcue.storage.private_file import keep_private
from nightcue.storage.reading import read_file

MOST = 100
"""Versions of one file that are kept; the oldest go first. A routine has some 5 kB, so these are half a megabyte."""
_NAME = re.compile(r"(?P<when>\d{20})-(?P<digest>[0-9a-f]{16})\.yaml")
"""When it was saved, in nanoseconds since 1970, and what was."""


@dataclass(frozen=True)
class Version:
    """A text that was saved `when` (in UTC), and its digest."""

    when: datetime
    digest: str
    text: str


def versions_of(path: Path) -> list[Version]:
    """Return what is kept of the file at `path`, the newest first."""
    found = []
    for kept in reversed(_kept(path)):
        named = _NAME.fullmatch(kept.name)
        with suppress(OSError, UnicodeDecodeError):
            if named:
                when = datetime.fromtimestamp(int(named["when"]) / 1e9, UTC)
                found.append(Version(when, named["digest"], read_file(kept).decode("utf-8")))
    return found


def keep_version(path: Path, text: str) -> None:
    """Keep `text` as the newest version of the file at `path`, unless it is that already.

    Where it cannot be kept, nothing is: the file itself matters more. Never raises.
    """
    try:
        content = text.encode("utf-8", "replace")
        digest = sha256(content).hexdigest()[:16]
        kept = _kept(path)
        if kept and kept[-1].name.endswith(f"-{digest}.yaml"):
            return
        # after the clock was set back, too, the last one stays the last
        when = max(time_ns(), int(kept[-1].name[:20]) + 1 if kept else 0)
        keep_private(_folder(path) / f"{when:020d}-{digest}.yaml", content)
        for old in kept[: max(0, len(kept) + 1 - MOST)]:
            old.unlink()
    except OSError as problem:
        log("keeps no version of %s: %s", path, problem)


def _kept(path: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(kept for kept in _folder(path).iterdir() if _NAME.fullmatch(kept.name))
    return []


def _folder(path: Path) -> Path:
    return saved_texts_folder() / sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
