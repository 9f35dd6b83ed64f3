"""Whether a file is a track that nightcue made, in any of its formats: the artist in its tags says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

from nightcue.audio.tags.track_info import ARTIST
from nightcue.storage.reading import open_file

_ARTIST_KEYS = ("TPE1", "artist", "\xa9ART")
"""The artist in ID3, in Vorbis comments and in MP4."""


def is_ours(path: Path) -> bool:
    """Return whether the file at `path` is a track of ours, which may have been cut short since."""
    try:
        with open_file(path) as file:
            tags = _artist_in_id3(file) if file.read(3) == b"ID3" else _tags(file)
        return tags is not None and any(ARTIST in map(str, tags.get(key, ())) for key in _ARTIST_KEYS)
    except Exception:  # of a damaged file mutagen raises whatever its parsing comes upon
        return False


def _artist_in_id3(file: BinaryIO) -> Any:
    """Return the ID3 tag with its artist alone: the lyrics in it take as long as a tenth of a build."""
    from mutagen import id3

    file.seek(0)
    return id3.ID3(file, known_frames={"TPE1": id3.TPE1})


def _tags(file: BinaryIO) -> Any:
    import mutagen

    file.seek(0)
    found = mutagen.File(file)
    return found.tags if found is not None else None
