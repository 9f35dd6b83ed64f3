"""A track as the page has it: without the picture in its tag, and in Opus, which is half as large.

A browser reads on until it can tell what such a picture is, which Chromium cannot: 330 kB of a rescue before the first
sound, 7 s at 400 kb/s, and less than a second without it. The page shows a picture of its own.
"""

from __future__ import annotations

from io import BytesIO

from nightcue.audio.tags.stamp import put_stamp, tag_size

_HEADER = 10
"""Bytes of the header of a tag, and of that of a frame (ID3v2.3, sections 3.1 and 3.3)."""


def page_track(content: bytes) -> bytes:
    """Return the MP3 with this content without the picture, stamped anew; as it is where its tag is none of ours."""
    if content[:4] != b"ID3\3":
        return content
    end = tag_size(content[:_HEADER])
    kept = [frame for frame in _frames(content[_HEADER:end]) if not frame.startswith(b"APIC")]
    frames = b"".join(kept)
    size = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    file = BytesIO(content[:6] + size + frames + content[end:])
    try:
        put_stamp(file)
    except ValueError:  # no room for a stamp, so it had none
        return content
    return file.getvalue()


def page_opus(content: bytes) -> bytes:
    """Return the Opus track with this content without its picture and its words: all that it says is whose it is."""
    from nightcue.audio.opus.packets import OPUS_RATE, packets_of
    from nightcue.audio.opus.pages import Pages
    from nightcue.audio.tags.track_info import ARTIST

    head, _, *packets = packets_of(content)
    skipped = int.from_bytes(head[10:12], "little")
    last = content.rindex(b"OggS")
    file = BytesIO()
    pages = Pages(file, skipped, OPUS_RATE, [f"ARTIST={ARTIST}"])
    for packet in packets:
        pages.add(packet)
    pages.finish(int.from_bytes(content[last + 6 : last + 14], "little") - skipped)
    return file.getvalue()


def _frames(tag: bytes) -> list[bytes]:
    """Return the frames of a tag, each with its header; of what is no frame, such as padding, the rest as one."""
    frames, position = [], 0
    while position < len(tag):
        size = int.from_bytes(tag[position + 4 : position + 8], "big")
        end = len(tag) if tag[position] == 0 else position + _HEADER + size
        frames.append(tag[position:end])
        position = end
    return frames
