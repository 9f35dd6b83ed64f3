"""Packets of Opus, as libsndfile encodes them: 20 ms each, which is 441 samples at 22.05 kHz, and 480 at 24.

After RFC 6716 (Opus) and 7845 (in Ogg).
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from nightcue.audio.clip import SAMPLE_RATE, Samples
from nightcue.audio.noise import low_noise
from nightcue.audio.segmenting import Encoder

OPUS_RATE = 24_000
"""The nearest above SAMPLE_RATE of the five rates that Opus has."""

PACKET_SAMPLES = SAMPLE_RATE // 50
"""Samples of a track in a packet."""

SPEECH = 0.928
"""libsndfile's level of compression for 24 kbit/s: from 0, for 256 kbit/s a channel, to 1, for 6."""

FAINT = 0.99
"""Its level for a floor of another level than the usual one, 5 kbit/s: with it -80 dBFS comes out at -80.5."""

USUAL_FLOOR = -80.0
"""dBFS of the floor that a track has unless its routine says otherwise."""

FLOOR_FILE = Path(__file__).with_name("floor.bin")
"""Its packets, one after another (make_floor.py)."""

FLOOR_BYTES = 5
"""Bytes of each of them."""

SETTLED = 1
"""Seconds that an encoder gets used to a floor."""

SILENT_PACKET = b"\xf8\xff\xfe"
"""A packet of silence, in mono: full band, and the one bit that says so."""

SETTINGS = f"{soundfile.__libsndfile_version__}; {SPEECH}"
"""What shapes a packet besides the sound, so that what is kept is known by it."""

_TAIL = 3
"""Packets of silence after a sound, in which it rings out, and the gain that the next one is coded from sinks."""

HEADS = 2
"""Packets before the sound: what the stream is, and its comments."""


class Packets(Encoder[list[bytes]]):
    """Encode one sound with a fresh encoder, as it comes."""

    def __init__(self, compression: float = SPEECH, rate: int = SAMPLE_RATE) -> None:
        self._file = BytesIO()
        self._sound = soundfile.SoundFile(
            self._file, "w", OPUS_RATE, 1, "OPUS", format="OGG", compression_level=compression
        )
        self._resampled = soxr.ResampleStream(rate, OPUS_RATE, 1, dtype="float32", quality="HQ")
        self._length = 0

    def add(self, samples: Samples) -> list[bytes]:
        """Take the next samples, int16 of shape (n,); its packets are there when the sound is."""
        self._length += len(samples)
        self._sound.write(self._resampled.resample_chunk(samples.astype(np.float32) / 32768))
        return []

    def finish(self) -> list[bytes]:
        """Return the packets: as many as the sound has begun, and _TAIL."""
        count = -(-self._length // PACKET_SAMPLES) + _TAIL
        rest = np.zeros(count * PACKET_SAMPLES - self._length, np.float32)
        self._sound.write(self._resampled.resample_chunk(rest, last=True))
        self._sound.close()
        return packets_of(self._file.getvalue())[HEADS : HEADS + count]


def packets_of(ogg: bytes) -> list[bytes]:
    """Return the packets of an Ogg stream, its two heads first."""
    packets, packet, at = [], b"", 0
    while at < len(ogg):
        sizes = ogg[at + 27 : at + 27 + ogg[at + 26]]
        at += 27 + len(sizes)
        for size in sizes:
            packet += ogg[at : at + size]
            at += size
            if size < 255:
                packets.append(packet)
                packet = b""
    return packets


@cache
def pre_skip() -> int:
    """Return the samples at 48 kHz that the encoder adds in front, and players leave out."""
    file = BytesIO()
    soundfile.write(file, np.zeros(1), OPUS_RATE, "OPUS", format="OGG", compression_level=SPEECH)
    return int.from_bytes(packets_of(file.getvalue())[0][10:12], "little")


def floor_packets(dbfs: float) -> list[bytes]:
    """Return a loop of packets of noise whose RMS is `dbfs` below full scale, within 1 dB."""
    if dbfs == USUAL_FLOOR:
        packets = FLOOR_FILE.read_bytes()
        return [packets[at : at + FLOOR_BYTES] for at in range(0, len(packets), FLOOR_BYTES)]
    file = BytesIO()
    noise = looped_noise(dbfs)
    soundfile.write(file, noise, OPUS_RATE, "OPUS", format="OGG", compression_level=FAINT)
    count = len(noise) * 50 // OPUS_RATE - 2 * SETTLED * 50
    return packets_of(file.getvalue())[HEADS + SETTLED * 50 :][:count]


def looped_noise(dbfs: float) -> NDArray[np.float64]:
    """Return a loop of noise whose RMS is `dbfs` below full scale, and SETTLED seconds of it before and after it."""
    noise = low_noise(OPUS_RATE).astype(np.float64)
    loop = noise * (10 ** (dbfs / 20) / noise.std())
    settled = SETTLED * OPUS_RATE
    return np.concatenate([loop[-settled:], loop, loop[:settled]])
