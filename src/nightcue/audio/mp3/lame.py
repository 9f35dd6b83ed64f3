"""LAME in process: variable bit rate, so that silence costs next to nothing."""

from __future__ import annotations

import lameenc

from nightcue.audio.clip import SAMPLE_RATE

VBR_MTRH = 4
VBR_QUALITY = 4
"""V4: speech takes about 60 kbit/s and silence 8, so that bedtime is 0.32 of 64 kbit/s throughout; 0.37 with V1.

Whisper base and Distill-MOS tell it from V1 by no more than chance; the error is 1.3 to 2.9 dB larger
(docs/performance.md).
"""

SPEED = 7
"""LAME's quality of search, from 0 (slow) to 9: with 5, V4 is 8 to 16 % larger and takes 1.3 to 1.5 times as long."""

SETTINGS = f"lame 3.100; {SAMPLE_RATE} Hz; mode {VBR_MTRH}, V{VBR_QUALITY}, quality {SPEED}"
"""What shapes a frame besides the sound, so that what is kept is known by it."""


def new_lame() -> lameenc.Encoder:
    """Return a fresh encoder of mono sound at SAMPLE_RATE."""
    lame = lameenc.Encoder()
    lame.silence()
    lame.set_channels(1)
    lame.set_in_sample_rate(SAMPLE_RATE)
    lame.set_out_sample_rate(SAMPLE_RATE)
    lame.set_vbr(VBR_MTRH)
    lame.set_vbr_quality(VBR_QUALITY)
    lame.set_quality(SPEED)
    lame.encode(b"")  # else a sound of no samples could not be flushed
    return lame
