"""What ogg and opus do to their pages once the sound is written."""

from __future__ import annotations

from base64 import b64encode
from io import SEEK_END
from typing import Any, BinaryIO

from mutagen.ogg import OggPage

from nightcue.audio.encoders._comments import os_errors
from nightcue.audio.tags.track_info import TrackInfo
from nightcue.audio.tags.vorbis import cover_picture, vorbis_comments

SERIAL = 0x6E637565
"""Number of the one stream in the file ("ncue")."""


def finish_stream(file: BinaryIO, kind: Any, info: TrackInfo) -> None:
    """Write comments and cover into the Ogg stream in `file`, and number it; `kind` is mutagen's class for the stream.

    Raises OSError when `file` cannot be written.
    """
    with os_errors():
        file.seek(0)
        stream = kind(file)
        stream.update(vorbis_comments(info))
        stream["METADATA_BLOCK_PICTURE"] = b64encode(cover_picture().write()).decode("ascii")
        file.seek(0)
        stream.save(file, padding=lambda _: 0)
        _fix_serial(file)


def _fix_serial(file: BinaryIO) -> None:
    """Number every page SERIAL: libsndfile draws a number by the clock, and the same track must give the same bytes."""
    file.seek(0, SEEK_END)
    end = file.tell()
    file.seek(0)
    while (start := file.tell()) < end:
        page = OggPage(file)
        page.serial = SERIAL
        file.seek(start)
        file.write(page.write())
