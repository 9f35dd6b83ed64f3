from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import mutagen
import pytest

from nightcue.audio.clip import Clip
from nightcue.audio.encoders import encoder_for
from nightcue.audio.tags.track_info import Chapter, LyricLine, TrackInfo
from nightcue.audio.tags.vorbis import cover_picture, vorbis_comments


def test_chapters_are_on_the_clock_to_the_millisecond(info: TrackInfo) -> None:
    comments = vorbis_comments(info)
    assert [comments[f"CHAPTER00{n}"] for n in (1, 2, 3)] == ["00:00:00.000", "00:01:01.400", "01:02:05.062"]
    assert comments["CHAPTER003NAME"] == "Quiet end"


def test_a_second_never_reads_sixty(info: TrackInfo) -> None:
    comments = vorbis_comments(replace(info, chapters=(Chapter("x", 3599.9996, 3601.0),)))
    assert comments["CHAPTER001"] == "01:00:00.000"


def test_nothing_said_is_no_comment(info: TrackInfo) -> None:
    assert not {"LYRICS", "COMMENT"} & vorbis_comments(replace(info, comment="", lines=())).keys()


def test_the_picture_block_says_its_size() -> None:
    picture = cover_picture()
    assert (picture.width, picture.height, picture.depth, picture.type) == (500, 500, 24, 3)


@pytest.mark.parametrize("format", ["flac", "ogg", "opus"])
def test_long_text_and_thousands_of_lines(format: str, info: TrackInfo, noise: Clip) -> None:
    lines = tuple(LyricLine(n, n + 1, f"línea {n} 🦵") for n in range(12_000))
    chapters = tuple(Chapter(f"chapter {n}", n, n + 1) for n in range(1_100))
    long = replace(info, comment="c\0" * 100_000, lines=lines, chapters=chapters)
    file = BytesIO()
    encoder_for(format)(file, long, [noise.samples], len(noise), noise.rate)
    file.seek(0)
    tags = mutagen.File(file)
    assert tags["comment"] == ["c " * 100_000]
    assert tags["lyrics"] == ["\n".join(line.text for line in lines)]
    assert tags["chapter1100name"] == ["chapter 1099"]
    assert tags.info.length == pytest.approx(1, abs=0.001)
