"""ID3 tags, for mp3 and wav.

Version 2.3 rather than 2.4: older Windows, car radios and clock radios read only 2.3, and it has every frame used here.
"""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from mutagen import id3

from nightcue.audio.clip import SAMPLE_RATE
from nightcue.audio.tags.cover import read_cover
from nightcue.audio.tags.stamp import NO_STAMP, OWNER
from nightcue.audio.tags.track_info import ARTIST, GENRE, Chapter, TrackInfo, storable

UTF16 = id3.Encoding.UTF16
"""The only encoding of version 2.3 that holds every character."""

STEPS_OWNER = "nightcue steps"
"""Who the private frame belongs to that holds when each step begins: milliseconds in ASCII, parted by spaces."""

WINDOWS_OWNER = "nightcue windows"
"""Who the private frame belongs to that holds the windows, and when each line ends, as JSON.

`lines` are the samples at which the lines of the lyrics end, `windows` what `TimedWindow` has, in its order.
"""

TOC_LIMIT = 255
"""Entries in one CTOC frame: their number is a single byte (ID3v2 Chapter Frame Addendum 1.0, section 3.2)."""

HEADER_SIZE = 10
"""Bytes of the header of a tag, and of each frame (ID3v2.3, sections 3.1 and 3.3)."""


def id3_bytes(info: TrackInfo, room_for_stamp: bool = False) -> bytes:
    """Return a whole ID3v2.3 tag, with title, chapters in order of time, lyrics plain and synchronised, and cover.

    With `room_for_stamp` it has the frame that the stamp is put into when the track is written.
    """
    tag = id3.ID3()
    if room_for_stamp:
        tag.add(id3.PRIV(owner=OWNER, data=NO_STAMP))
    for frame in [*_text_frames(info), *_lyric_frames(info), *_chapter_frames(info.chapters)]:
        tag.add(frame)
    tag.add(id3.APIC(encoding=UTF16, mime="image/png", type=id3.PictureType.COVER_FRONT, desc="", data=read_cover()))
    stored = BytesIO()
    tag.save(stored, v1=0, v2_version=3, padding=lambda _: 0)
    return _in_order(stored.getvalue())


def _text_frames(info: TrackInfo) -> list[Any]:
    language = info.language_code
    return [
        id3.TIT2(encoding=UTF16, text=storable(info.title)),
        id3.TALB(encoding=UTF16, text=storable(info.album)),
        id3.TPE1(encoding=UTF16, text=ARTIST),
        id3.TCON(encoding=UTF16, text=GENRE),
        id3.TLAN(encoding=UTF16, text=language),
        id3.TLEN(encoding=UTF16, text=str(_milliseconds(info.duration))),
        id3.COMM(encoding=UTF16, lang=language, desc="", text=storable(info.comment)),
        *([id3.TRCK(encoding=UTF16, text=f"{info.number}/{info.total}")] if info.total else []),
        *([id3.PRIV(owner=STEPS_OWNER, data=_milliseconds_listed(info.steps))] if info.steps else []),
        *([id3.PRIV(owner=WINDOWS_OWNER, data=_windows_as_json(info))] if info.steps else []),
    ]


def _lyric_frames(info: TrackInfo) -> list[Any]:
    if not info.lines:
        return []
    language = info.language_code
    timed = [(storable(line.text), _milliseconds(line.start)) for line in info.lines]
    return [
        id3.USLT(encoding=UTF16, lang=language, desc="", text=storable(info.lyrics)),
        # Format 2 counts in milliseconds; type 1 is lyrics (ID3v2.3, section 4.10).
        id3.SYLT(encoding=UTF16, lang=language, format=2, type=1, desc="", text=timed),
    ]


def _chapter_frames(chapters: tuple[Chapter, ...]) -> list[Any]:
    """One CHAP a chapter and the CTOC that lists them; more than TOC_LIMIT are listed by CTOCs under the top one."""
    if not chapters:
        return []
    names = [f"chp{number}" for number in range(len(chapters))]
    frames = [_chapter_frame(name, chapter) for name, chapter in zip(names, chapters, strict=True)]
    if len(names) > TOC_LIMIT:
        parts = [names[first : first + TOC_LIMIT] for first in range(0, len(names), TOC_LIMIT)]
        names = [f"toc{number}" for number in range(len(parts))]
        frames += [_contents(name, id3.CTOCFlags.ORDERED, part) for name, part in zip(names, parts, strict=True)]
    return [*frames, _contents("toc", id3.CTOCFlags.TOP_LEVEL | id3.CTOCFlags.ORDERED, names)]


def _chapter_frame(name: str, chapter: Chapter) -> Any:
    return id3.CHAP(
        element_id=name,
        start_time=_milliseconds(chapter.start),
        end_time=_milliseconds(chapter.end),
        start_offset=0xFFFFFFFF,  # no byte offset: players go by the time
        end_offset=0xFFFFFFFF,
        sub_frames=[id3.TIT2(encoding=UTF16, text=storable(chapter.title))],
    )


def _contents(name: str, flags: int, names: list[str]) -> Any:
    return id3.CTOC(element_id=name, flags=flags, child_element_ids=names, sub_frames=[])


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


def _milliseconds_listed(seconds: tuple[float, ...]) -> bytes:
    return " ".join(str(_milliseconds(each)) for each in seconds).encode("ascii")


def _windows_as_json(info: TrackInfo) -> bytes:
    lines = [round(line.end * SAMPLE_RATE) for line in info.lines]
    windows = [
        [each.kind, each.start, each.end, *map(int, (each.until_tap, each.of_getting_ready, each.is_worn))]
        for each in info.windows
    ]
    return json.dumps({"lines": lines, "windows": windows}, separators=(",", ":")).encode("ascii")


def _in_order(tag: bytes) -> bytes:
    """Return the tag with its CHAP frames last, by start: mutagen sorts by size, but some players use file order."""
    frames: list[bytes] = []
    position = HEADER_SIZE
    while position < len(tag):
        end = position + HEADER_SIZE + int.from_bytes(tag[position + 4 : position + 8], "big")
        frames.append(tag[position:end])
        position = end
    frames.sort(key=_chapter_start)
    return tag[:HEADER_SIZE] + b"".join(frames)


def _chapter_start(frame: bytes) -> int:
    """Start of a CHAP frame in milliseconds, after its zero-ended name; -1 for any other frame."""
    if not frame.startswith(b"CHAP"):
        return -1
    name_end = frame.index(b"\0", HEADER_SIZE) + 1
    return int.from_bytes(frame[name_end : name_end + 4], "big")
