from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import mutagen
import numpy as np
import pytest
import soundfile
from mutagen.flac import Picture
from mutagen.wave import WAVE

from nightcue.audio import encoders
from nightcue.audio.clip import Clip
from nightcue.audio.encoders import FORMATS, encoder_for
from nightcue.audio.tags.cover import read_cover
from nightcue.audio.tags.track_info import TrackInfo
from reading_back import read_track

RATE = 22_050
VORBIS_FORMATS = ("flac", "ogg", "opus")


def encoded(format: str, info: TrackInfo, samples: np.ndarray, block: int = 65_536) -> BytesIO:
    file = BytesIO()
    blocks = (samples[at : at + block] for at in range(0, len(samples), block))
    encoder_for(format)(file, info, blocks, len(samples), RATE)
    file.seek(0)
    return file


def test_every_file_of_the_folder_is_a_format_but_those_that_are_shared() -> None:
    files = [path.stem for path in Path(encoders.__file__).parent.glob("*.py") if not path.name.startswith("_")]
    assert sorted(FORMATS) == sorted(files)
    assert all(callable(encoder_for(format)) for format in FORMATS)


def test_the_usual_format_comes_first() -> None:
    assert FORMATS[0] == "mp3"


def test_a_new_file_is_a_new_format_and_leaves_the_others_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "aaa.py").write_text("def encode(file, info, blocks, length, rate): file.write(b'a')")
    (tmp_path / "_shared.py").write_text("")
    with patch.object(encoders, "__path__", [*encoders.__path__, str(tmp_path)]):
        formats = encoders._formats()
        assert "_shared" not in formats
        assert formats[0] == FORMATS[0]
        assert [format for format in formats if format != "aaa"] == list(FORMATS)
        with patch.object(encoders, "FORMATS", formats):
            file = BytesIO()
            encoder_for("aaa")(file, None, [], 0, RATE)
    sys.modules.pop("nightcue.audio.encoders.aaa")
    assert file.getvalue() == b"a"


@pytest.mark.parametrize("name", ["", "aac", "_libsndfile", "MP3"])
def test_an_unknown_format_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="unknown format"):
        encoder_for(name)


def test_naming_the_formats_loads_no_library() -> None:
    program = """
import sys, nightcue.audio.encoders, nightcue.audio.track
print([name for name in ("lameenc", "soundfile", "mutagen", "soxr", "pydub", "av") if name in sys.modules])
"""
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "[]\n"


@pytest.mark.parametrize("format", ["wav", "flac"])
def test_lossless_formats_give_back_every_sample(format: str, info: TrackInfo, noise: Clip) -> None:
    file = encoded(format, info, noise.samples, 4_001)
    assert soundfile.info(file).subtype == "PCM_16"
    file.seek(0)
    decoded, rate = soundfile.read(file, dtype="int16")
    assert rate == RATE
    assert np.array_equal(decoded, noise.samples)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("length", [1, 959, 22_050, 50_021])
def test_the_duration_is_that_of_the_timeline(format: str, info: TrackInfo, length: int) -> None:
    decoded, rate = read_track(encoded(format, info, np.zeros(length, np.int16)))
    assert len(decoded) / rate == pytest.approx(length / RATE, abs=0.001)
    assert decoded.ndim == 1


@pytest.mark.parametrize("format", FORMATS)
def test_sound_and_silence_are_where_they_were_placed(format: str, info: TrackInfo, noise: Clip) -> None:
    samples = np.zeros(RATE * 4, np.int16)
    samples[RATE : 2 * RATE] = noise.samples
    decoded, rate = read_track(encoded(format, info, samples))
    loudness = np.abs(decoded.astype(int))
    margin = rate // 20
    edges = [0, rate, 2 * rate, 4 * rate]
    before, during, after = (loudness[start + margin : end - margin].mean() for start, end in pairwise(edges))
    assert during > 1_000
    assert max(before, after) < during / 300
    loud = np.flatnonzero(loudness > 3_000)
    assert (loud[0] / rate, loud[-1] / rate) == pytest.approx((1, 2), abs=0.003)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_track_gives_the_same_bytes(format: str, info: TrackInfo, noise: Clip) -> None:
    first, second = (encoded(format, info, noise.samples[:9_000]).getvalue() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("format", ["ogg", "opus"])
def test_the_stream_number_is_not_drawn_by_the_clock(format: str, info: TrackInfo, noise: Clip) -> None:
    file = encoded(format, info, np.tile(noise.samples, 8))
    serials = set()
    while file.tell() < len(file.getvalue()):
        serials.add(mutagen.ogg.OggPage(file).serial)
    assert serials == {0x6E637565}


def test_wav_carries_an_id3_chunk_and_a_true_riff_size(info: TrackInfo, noise: Clip) -> None:
    file = encoded("wav", info, noise.samples)
    content = file.getvalue()
    assert int.from_bytes(content[4:8], "little") == len(content) - 8
    assert len(content) % 2 == 0
    tags = WAVE(file).tags
    assert tags["TIT2"].text == [info.title]
    assert len(tags.getall("CHAP")) == 3


@pytest.mark.parametrize("format", VORBIS_FORMATS)
def test_vorbis_comments(format: str, info: TrackInfo, noise: Clip) -> None:
    tags = mutagen.File(encoded(format, info, noise.samples))
    assert tags["title"] == [info.title]
    assert tags["comment"] == tags["description"] == [info.comment]
    assert tags["language"] == ["es"]
    assert tags["lyrics"] == ["¿Hinchazón?\nStretch. 🦵\nYa"]
    assert tags["chapter002"] == ["00:01:01.400"]
    assert tags["chapter002name"] == ["Calf"]


@pytest.mark.parametrize("format", VORBIS_FORMATS)
def test_the_cover_goes_along(format: str, info: TrackInfo, noise: Clip) -> None:
    from base64 import b64decode

    tags = mutagen.File(encoded(format, info, noise.samples))
    stored = tags.pictures if format == "flac" else [Picture(b64decode(tags["metadata_block_picture"][0]))]
    assert [(picture.type, picture.mime, picture.data) for picture in stored] == [(3, "image/png", read_cover())]


class Disk(BytesIO):
    """A disk with room for so many bytes."""

    room = 1 << 40

    def write(self, data) -> int:
        if self.tell() + len(data) > self.room:
            raise OSError(28, "No space left on device")
        return super().write(data)


@pytest.mark.parametrize("format", FORMATS)
def test_a_disk_that_fills_up_is_an_oserror_wherever_it_happens(format: str, info: TrackInfo, noise: Clip) -> None:
    samples = noise.samples[:8_000]
    size = len(encoded(format, info, samples).getvalue())
    for room in [0, 3, *range(50, size, size // 25), size - 1]:
        disk = Disk()
        disk.room = room
        with pytest.raises(OSError, match="No space left") as caught:
            encoder_for(format)(disk, info, [samples[:5_000], samples[5_000:]], len(samples), RATE)
        assert caught.value.errno == 28


class Hiccup(BytesIO):
    """A file of which one write fails, and the next succeeds again."""

    def __init__(self, failing: int) -> None:
        super().__init__()
        self.writes, self.failing = 0, failing

    def write(self, data) -> int:
        self.writes += bool(data)
        if data and self.writes == self.failing:
            raise OSError(5, "Input/output error")
        return super().write(data)


@pytest.mark.parametrize("format", FORMATS)
def test_no_single_failed_write_is_overlooked(format: str, info: TrackInfo, noise: Clip) -> None:
    whole = Hiccup(failing=0)
    encoder_for(format)(whole, info, [noise.samples[:8_000]], 8_000, RATE)
    for failing in range(1, whole.writes + 1):
        with pytest.raises(OSError, match="Input/output error"):
            encoder_for(format)(Hiccup(failing), info, [noise.samples[:8_000]], 8_000, RATE)


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_more_is_encoded_once_a_write_has_failed(format: str, info: TrackInfo, noise: Clip) -> None:
    blocks = iter([noise.samples] * 40)
    with pytest.raises(OSError, match="Input/output error"):
        encoder_for(format)(Hiccup(failing=1), info, blocks, 40 * len(noise), RATE)
    assert len(list(blocks)) > 35


@pytest.mark.parametrize("format", FORMATS)
def test_an_interrupt_in_the_middle_of_a_write_is_not_lost(format: str, info: TrackInfo, noise: Clip) -> None:
    class Interrupted(BytesIO):
        def write(self, data) -> int:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        encoder_for(format)(Interrupted(), info, [noise.samples], len(noise), RATE)
