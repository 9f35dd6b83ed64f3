"""A temporary folder for a track that is not to stay."""

from __future__ import annotations

from nightcue.audio.errors import OutputError
from nightcue.storage.scratch import ScratchFolder


def scratch_for_tracks() -> ScratchFolder:
    """Return a new temporary folder. Raises OutputError where none can be made."""
    try:
        return ScratchFolder()
    except OSError as problem:
        why = problem.strerror or problem
        raise OutputError(f"cannot make a temporary file: {why}; make room, or name a folder in TMPDIR") from None
