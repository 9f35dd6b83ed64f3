"""Whether a file is a track that nightcue made, in any of its formats: the artist in its tags says so."""

from __future__ import annotations

from pathlib import Path

from nightcue.audio.tags.track_info import ARTIST
from nightcue.storage.reading import open_file

_ARTIST_KEYS = ("TPE1", "artist", "\xa9ART")
"""The artist in ID3, in Vorbis comments and in MP4."""


def is_ours(path: Path) -> bool:
    """Return whether the file at `path` is a track of ours, which may have been cut short since."""
    import mutagen

    try:
        with open_file(path) as file:
            found = mutagen.File(file)
        tags = found.tags if found is not None else None
        return tags is not None and any(ARTIST in map(str, tags.get(key, ())) for key in _ARTIST_KEYS)
    except Exception:  # of a damaged file mutagen raises whatever its parsing comes upon
        return False
