from __future__ import annotations

from io import BytesIO

import miniaudio
import numpy as np
import pytest
import soundfile
from mutagen.mp3 import MP3, BitrateMode

from nightcue.audio.clip import Clip
from nightcue.audio.encoders.mp3 import encode
from nightcue.audio.mp3.seek_table import SeekTable
from nightcue.audio.mp3.xing import _crc16
from nightcue.audio.tags.track_info import TrackInfo

RATE = 22_050


def encoded(info: TrackInfo, samples: np.ndarray, block: int = 65_536) -> bytes:
    file = BytesIO()
    encode(file, info, (samples[at : at + block] for at in range(0, len(samples), block)), len(samples), RATE)
    return file.getvalue()


def by_mpg123(mp3: bytes) -> np.ndarray:
    return soundfile.read(BytesIO(mp3), dtype="int16")[0]


def by_dr_mp3(mp3: bytes) -> np.ndarray:
    return np.array(miniaudio.decode(mp3, nchannels=1, sample_rate=RATE).samples, np.int16)


decoders = pytest.mark.parametrize("decode", [by_mpg123, by_dr_mp3])


@decoders
@pytest.mark.parametrize("length", [1, 575, 576, 577, 1_151, 22_050, 100_003])
def test_decoders_give_back_exactly_the_samples_of_the_timeline(info: TrackInfo, decode, length: int) -> None:
    assert len(decode(encoded(info, np.zeros(length, np.int16)))) == length


@decoders
def test_a_click_decodes_where_it_was_placed(info: TrackInfo, decode) -> None:
    places = [3_000, 20_001, 70_123, 99_000]
    samples = np.zeros(100_003, np.int16)
    for place in places:
        samples[place - 20 : place + 21] = 20_000 * np.hanning(41)
    decoded = np.abs(decode(encoded(info, samples)).astype(int))
    for place in places:
        around = decoded[place - 900 : place + 900]
        assert abs(int(np.argmax(around)) - 900) <= 2
        assert around.max() > 15_000


def test_speech_stays_clean_and_silence_is_cheap(info: TrackInfo, noise: Clip) -> None:
    time = np.arange(RATE * 4) / RATE
    voice = sum(np.sin(2 * np.pi * 120 * n * time) / n for n in range(1, 20)) * (1 + np.sin(2 * np.pi * 3 * time))
    samples = (voice * 3_000).astype(np.int16)
    decoded = by_mpg123(encoded(info, samples)).astype(float)
    noise_power = np.mean((decoded - samples) ** 2)
    assert 10 * np.log10(np.mean(samples.astype(float) ** 2) / noise_power) > 20
    empty, silent = (len(encoded(info, np.zeros(length, np.int16))) for length in (1, RATE * 600))
    assert (silent - empty) * 8 / 600 < 11_000


def test_silence_decodes_to_silence(info: TrackInfo) -> None:
    assert not by_mpg123(encoded(info, np.zeros(RATE * 3, np.int16))).any()


@pytest.mark.parametrize("block", [1, 7, 575, 1_152, 4_001])
def test_the_file_does_not_depend_on_the_blocks(info: TrackInfo, noise: Clip, block: int) -> None:
    assert encoded(info, noise.samples[:6_000], block) == encoded(info, noise.samples[:6_000])


def test_the_xing_frame_says_what_the_file_is(info: TrackInfo, noise: Clip) -> None:
    samples = np.concatenate([np.zeros(RATE * 60, np.int16)] + [noise.samples] * 20)
    mp3 = encoded(info, samples)
    stream = MP3(BytesIO(mp3)).info
    assert stream.bitrate_mode == BitrateMode.VBR
    assert stream.encoder_info.startswith("LAME 3.100")
    assert (stream.sample_rate, stream.channels) == (RATE, 1)
    assert stream.length == pytest.approx(80, abs=0.001)
    start = mp3.index(b"Xing") - 13
    assert int.from_bytes(mp3[start + 25 : start + 29], "big") == len(mp3) - start
    assert mp3.count(b"Xing") == 1


def test_the_seek_table_knows_that_silence_is_small(info: TrackInfo, noise: Clip) -> None:
    mp3 = encoded(info, np.concatenate([np.zeros(RATE * 60, np.int16)] + [noise.samples] * 60))
    start = mp3.index(b"Xing")
    table = list(mp3[start + 16 : start + 116])
    silent = 60 * 8_000 / 8
    assert table == sorted(table)
    assert table[0] <= 1
    assert table[50] == pytest.approx(256 * silent / (len(mp3) - start), abs=3)
    assert table[75] == pytest.approx((256 + table[50]) / 2, abs=6)


def test_the_extension_is_signed_as_lame_does(info: TrackInfo) -> None:
    assert _crc16(b"123456789") == 0xBB3D  # the published check value of CRC-16/ARC
    mp3 = encoded(info, np.zeros(5_000, np.int16))
    start = mp3.index(b"Xing") - 13
    assert int.from_bytes(mp3[start + 167 : start + 169], "big") == _crc16(mp3[start : start + 167])


def test_only_the_rate_of_the_voices_is_taken(info: TrackInfo) -> None:
    with pytest.raises(ValueError, match="22050"):
        encode(BytesIO(), info, [], 0, 44_100)


def test_what_is_not_a_frame_is_noticed() -> None:
    with pytest.raises(ValueError, match="not the header"):
        SeekTable(expected=1).add(b"ID3 is no frame")
