"""Frames of faint noise, as large as silent ones: what stands in an MP3 for silence that has a floor.

They are not encoded but written down: each spectral line is 1 or -1, by chance, under one gain, and the decoder makes
noise of it. So the level is known beforehand, every frame stands on its own, and noise takes no byte more than silence.
After ISO 13818-3: layer III at the lower sample rates, and ISO 11172-3, 2.4.3.4, for the gain and the code table.
"""

from __future__ import annotations

import math
import random
from functools import cache
from pathlib import Path

from nightcue import beside_compiled
from nightcue.audio.clip import SAMPLE_RATE
from nightcue.audio.mp3.frames import FRAME_SAMPLES, OURS, SILENT_FRAME, frame_header
from nightcue.audio.noise import LOOP_SECONDS

EMPTY_LINES = 4
"""Spectral lines left out at the bottom, up to 76 Hz, where small speakers only rattle; a line is 19 Hz wide."""

MOST_LINES = 48
"""Lines that sound, up to 995 Hz: as many as a frame of 8 kbit/s has room for, and the ear hears those above better."""

_QUAD = 4
"""Lines that are coded at once where none is larger than 1."""

_UNIT_GAIN = 210
"""The global gain with which a line of 1 has an amplitude of full scale; four steps double it."""


@cache
def floor_frames(dbfs: float) -> bytes:
    """Return a loop of frames of noise whose RMS is `dbfs` below full scale, within 0.1 dB of what is possible.

    Its samples are rounded to whole ones by whoever decodes to 16 bits, which lifts -90 dBFS by 0.3 dB.
    """
    gain, lines = _gain_and_lines(dbfs)
    kept, made_for = beside_compiled.place(__file__, f".{gain}.{lines}"), beside_compiled.state_of(Path(__file__))
    frames = beside_compiled.kept(kept, made_for)
    if frames is None:
        chance = random.Random(4)
        count = LOOP_SECONDS * SAMPLE_RATE // FRAME_SAMPLES
        every = (_noise_frame(gain, lines, format(chance.getrandbits(lines), f"0{lines}b")) for _ in range(count))
        frames = b"".join(every)
        beside_compiled.keep(kept, made_for, frames)
    return bytes(frames)


def _gain_and_lines(dbfs: float) -> tuple[int, int]:
    """Return the gain, whose steps are 1.5 dB, and the number of lines, which makes up what is between two steps."""
    needed = 2 * 10 ** (dbfs / 10)  # the power of a line is half the square of its amplitude
    gain = math.ceil(_UNIT_GAIN + 2 * math.log2(needed / MOST_LINES))
    return gain, round(needed * 2 ** ((_UNIT_GAIN - gain) / 2))


def _noise_frame(gain: int, lines: int, signs: str) -> bytes:
    """Return a frame with that many lines, whose `signs` are a "0" or a "1" each."""
    coded = "1111" * (EMPTY_LINES // _QUAD)
    for first in range(0, lines, _QUAD):
        some = signs[first : first + _QUAD]
        coded += "0000"[: len(some)] + "1" * (_QUAD - len(some)) + some  # table B: a 0 for each line that is not zero
    side_info = (
        "0" * 9  # nothing of it is in a frame before, and a private bit
        + f"{len(coded):012b}"
        + "0" * 9  # no lines larger than 1
        + f"{gain:08b}"
        + "0" * 33  # no scale factors, a long window, no other code tables
        + "1"  # table B
    )
    bits = side_info + coded
    header = frame_header(OURS.kbps[1])
    body = int(bits.ljust(8 * (len(SILENT_FRAME) - len(header)), "0"), 2)
    return header + body.to_bytes(len(SILENT_FRAME) - len(header), "big")
