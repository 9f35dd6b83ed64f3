"""The facts of frames, against mutagen, which has a table of its own."""

from io import BytesIO
from itertools import product

import pytest
from mutagen.mp3 import MP3

from nightcue.audio.mp3.frames import VERSIONS, frame_ends, frame_header, frame_size, is_ours

MUTAGENS_NAMES = {3: 1, 2: 2, 0: 2.5}


def headers():
    for bits, version in VERSIONS.items():
        for index, rate in product(range(1, len(version.kbps)), range(3)):
            yield bits, index, rate, bytes((0xFF, 0xE3 | bits << 3, index << 4 | rate << 2, 0xC4))


def test_another_reader_finds_frames_of_every_rate_where_they_are() -> None:
    for bits, index, rate, header in headers():
        version = VERSIONS[bits]
        info = MP3(BytesIO(header.ljust(frame_size(header), b"\0") * 8)).info
        assert (info.version, info.layer, info.sketchy) == (MUTAGENS_NAMES[bits], 3, False)
        assert (info.bitrate, info.sample_rate) == (version.kbps[index] * 1000, version.rates[rate])


def test_only_frames_as_the_encoder_makes_them_are_ours() -> None:
    assert all(is_ours(frame_header(kbps, padded)) for kbps, padded in product((8, 64, 160), (False, True)))
    ours = [header for *_, header in headers() if is_ours(header)]
    assert ours == [frame_header(kbps) for kbps in VERSIONS[2].kbps[1:]]


@pytest.mark.parametrize(
    "header", ["494433", "fff30000", "fff3f000", "fff31c00", "fff51000", "ffeb1000", "fef31000", "00000000"]
)
def test_what_is_no_frame_is_an_error(header: str) -> None:
    with pytest.raises(ValueError, match="not the header"):
        frame_ends(bytes.fromhex(header).ljust(4, b"\0"))
