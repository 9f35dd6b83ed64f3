"""MP4 tags, for m4a and m4b."""

from __future__ import annotations

from typing import Any

from mutagen.mp4 import AtomDataType, MP4Cover, MP4FreeForm

from nightcue.audio.tags.cover import read_cover
from nightcue.audio.tags.track_info import ARTIST, GENRE, TrackInfo, storable

AAC_FRAME = 1_024
AUDIOBOOK = 2
"""The kind of media ("stik") that Apple players put among the audiobooks."""

LONGEST_TITLE = 255
"""Bytes of a chapter's title in Nero's list of chapters, where a single byte says how many there are."""


def mp4_tags(info: TrackInfo, priming: int, length: int, audiobook: bool) -> dict[str, Any]:
    """Atom names and values; `priming` samples stand before the `length` samples of the sound."""
    texts = {
        "\xa9nam": info.title,
        "\xa9alb": info.album,
        "\xa9ART": ARTIST,
        "\xa9gen": GENRE,
        "\xa9cmt": info.comment,
        "desc": info.comment,
        "\xa9lyr": info.lyrics,
    }
    tags: dict[str, Any] = {name: [storable(text)] for name, text in texts.items() if text}
    tags["covr"] = [MP4Cover(read_cover(), MP4Cover.FORMAT_PNG)]
    tags["----:com.apple.iTunes:iTunSMPB"] = [MP4FreeForm(_gapless(priming, length), AtomDataType.UTF8)]
    if info.total:
        tags["trkn"] = [(info.number, info.total)]
    if audiobook:
        tags["stik"] = [AUDIOBOOK]
    return tags


def short_title(title: str) -> str:
    """As much of a chapter's title as Nero's list holds, in whole characters."""
    return storable(title).encode()[:LONGEST_TITLE].decode("utf-8", "ignore")


def _gapless(priming: int, length: int) -> bytes:
    """Return the value of iTunSMPB in hexadecimal: samples before the sound, samples after it, and samples of it."""
    after = -(priming + length) % AAC_FRAME
    return (f" 00000000 {priming:08X} {after:08X} {length:016X}" + 8 * " 00000000").encode()
