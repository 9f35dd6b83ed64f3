"""What an MP3 holds, as readers find it that know nothing of mutagen, which wrote it: FFmpeg (PyAV) and tinytag."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import av
import pytest
from tinytag import TinyTag

from nightcue.audio.clip import Clip
from nightcue.audio.encoders.mp3 import encode
from nightcue.audio.tags.cover import COVER_SIZE, read_cover
from nightcue.audio.tags.track_info import TrackInfo


@pytest.fixture
def mp3(info: TrackInfo, noise: Clip) -> BytesIO:
    file = BytesIO()
    encode(file, replace(info, number=3, total=12), [noise.samples], len(noise), 22_050)
    file.seek(0)
    return file


def test_ffmpeg_finds_chapters_and_cover(info: TrackInfo, mp3: BytesIO) -> None:
    with av.open(mp3) as container:
        # one microsecond, or one nanosecond, is an accident of FFmpeg's own time base
        found = [
            (
                chapter["metadata"]["title"],
                round(float(chapter["start"] * chapter["time_base"]), 3),
                round(float(chapter["end"] * chapter["time_base"]), 3),
            )
            for chapter in container.chapters()
        ]
        assert found == [(c.title, round(c.start, 3), round(c.end, 3)) for c in info.chapters]
        assert container.metadata["track"] == "3/12"
        (cover,) = container.streams.video
        assert (cover.codec_context.name, cover.width, cover.height) == ("png", COVER_SIZE, COVER_SIZE)


def test_tinytag_finds_cover_and_lyrics_plain_and_with_their_times(info: TrackInfo, mp3: BytesIO) -> None:
    tag = TinyTag.get(filename="x.mp3", file_obj=mp3, image=True)
    assert (tag.track, tag.track_total, tag.title, tag.comment) == (3, 12, info.title, info.comment)
    assert tag.images.front_cover.data == read_cover()
    plain, timed = sorted(tag.other["lyrics"], key=lambda text: text.startswith("["))
    assert plain == info.lyrics
    found = re.findall(r"\[(\d+):(\d\d\.\d+)\]([^\n\[]*)", timed)
    for (minutes, seconds, text), line in zip(found, info.lines, strict=True):
        assert text.strip() == line.text
        assert int(minutes) * 60 + float(seconds) == pytest.approx(line.start, abs=0.011)
