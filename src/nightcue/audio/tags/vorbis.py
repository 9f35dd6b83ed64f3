"""Vorbis comments, for flac, ogg and opus."""

from __future__ import annotations

from mutagen.flac import Picture
from mutagen.id3 import PictureType

from nightcue.audio.tags.cover import COVER_SIZE, read_cover
from nightcue.audio.tags.track_info import ARTIST, GENRE, TrackInfo, storable


def vorbis_comments(info: TrackInfo) -> dict[str, str]:
    """Comment names and values, without the cover; chapters as CHAPTER001 (HH:MM:SS.mmm) and CHAPTER001NAME."""
    comments = {
        "TITLE": info.title,
        "ALBUM": info.album,
        "ARTIST": ARTIST,
        "GENRE": GENRE,
        "LANGUAGE": info.language,
        "COMMENT": info.comment,
        "DESCRIPTION": info.comment,
        "LYRICS": info.lyrics,
        "TRACKNUMBER": str(info.number or ""),
        "TRACKTOTAL": str(info.total or ""),
    }
    for number, chapter in enumerate(info.chapters, start=1):
        comments[f"CHAPTER{number:03}"] = _clock(chapter.start)
        comments[f"CHAPTER{number:03}NAME"] = chapter.title
    return {name: storable(value) for name, value in comments.items() if value}


def cover_picture() -> Picture:
    """Return the cover as a FLAC picture block, which Ogg files carry in base64."""
    picture = Picture()
    picture.type, picture.mime, picture.data = PictureType.COVER_FRONT, "image/png", read_cover()
    picture.width, picture.height, picture.depth = COVER_SIZE, COVER_SIZE, 24
    return picture


def _clock(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"
