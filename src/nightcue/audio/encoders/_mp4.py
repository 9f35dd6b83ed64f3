"""AAC in an MP4 file, through PyAV: what m4a and m4b share.

Players take off the encoder's priming and what fills up the last frame, both by the edit list and by iTunSMPB.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, BinaryIO

import av
from mutagen.mp4 import MP4

from nightcue.audio.clip import Samples
from nightcue.audio.encoders._comments import os_errors
from nightcue.audio.encoders._error_keeping_file import ErrorKeepingFile
from nightcue.audio.tags.mp4 import mp4_tags, short_title
from nightcue.audio.tags.track_info import Chapter, TrackInfo

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container.core import Chapter as Mark
    from av.container.output import OutputContainer

BIT_RATE = 48_000
"""Bits a second of speech, which is 33 dB above the encoder's noise then; silence takes 700."""

CODER = "fast"
"""FFmpeg's search for quantizers: at this bit rate cleaner than its "twoloop", and twice as fast."""

PRIMING = 1_024
"""Samples of silence that FFmpeg's AAC encoder puts before the sound."""


MOST_NERO_CHAPTERS = 255
"""Nero's list counts its chapters in one byte, so FFmpeg would leave out those after that."""


def write_mp4(
    file: BinaryIO, info: TrackInfo, blocks: Iterable[Samples], length: int, rate: int, audiobook: bool
) -> None:
    """Write `blocks` as AAC, then their tags; `audiobook` says where Apple players put the file.

    The chapters are there twice, as a QuickTime chapter track and as Nero's list; above MOST_NERO_CHAPTERS only as the
    first, for some players would show what the second has and no more. Raises OSError when `file` cannot be written.
    """
    output = ErrorKeepingFile(file)
    try:
        _write_sound(output, info, blocks, rate)
    except av.FFmpegError as problem:
        # the write that went wrong is the cause; FFmpeg only says that something did
        output.raise_error()
        raise OSError(f"FFmpeg stopped: {problem}") from problem
    output.raise_error()
    with os_errors():
        file.seek(0)
        mp4 = MP4(file)
        mp4.update(mp4_tags(info, PRIMING, length, audiobook))
        file.seek(0)
        mp4.save(file, padding=lambda _: 0)


def _write_sound(output: ErrorKeepingFile, info: TrackInfo, blocks: Iterable[Samples], rate: int) -> None:
    # times in samples, not in milliseconds; no clock and no version in the file
    options = {"movie_timescale": str(rate), "fflags": "+bitexact"}
    if len(info.chapters) > MOST_NERO_CHAPTERS:
        options["movflags"] = "disable_chpl"
    with av.open(output, "w", format="ipod", options=options) as container:
        stream = container.add_stream(
            "aac", rate=rate, layout="mono", options={"aac_coder": CODER, "flags": "+bitexact"}
        )
        stream.bit_rate = BIT_RATE
        stream.metadata["language"] = info.language_code
        container.set_chapters([_mark(number, chapter, rate) for number, chapter in enumerate(info.chapters)])
        start = 0
        for block in blocks:
            frame = av.AudioFrame.from_ndarray(block[None, :], format="s16", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
            start += len(block)
            _encode(container, stream, frame, output)
        _encode(container, stream, None, output)


def _encode(
    container: OutputContainer, stream: AudioStream, frame: av.AudioFrame | None, output: ErrorKeepingFile
) -> None:
    for packet in stream.encode(frame):
        container.mux(packet)
        output.raise_error()


def _mark(number: int, chapter: Chapter, rate: int) -> Mark:
    return {
        "id": number,
        "start": round(chapter.start * rate),
        "end": round(chapter.end * rate),
        "time_base": Fraction(1, rate),
        "metadata": {"title": short_title(chapter.title)},
    }
