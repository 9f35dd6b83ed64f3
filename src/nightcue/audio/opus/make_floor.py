"""Makes the packets of the usual floor: `python -m nightcue.audio.opus.make_floor`, which needs the extra m4a.

Kept in the repository, for libsndfile has no way to ask for so few bytes: the encoder has to be told not to use what it
has for speech. 5 bytes a packet come out at -79.8 dBFS, and vary by 0.6 dB over tenths of a second, as 13 bytes do.
"""

from __future__ import annotations

from io import BytesIO

import av
import numpy as np

from nightcue.audio.noise import low_noise
from nightcue.audio.opus.packets import HEADS, OPUS_RATE, SETTLED, USUAL_FLOOR, looped_noise, packets_of

BIT_RATE = 2_000
"""Bits a second: 5 bytes a packet."""

_FRAME = OPUS_RATE // 50


def floor_bytes() -> bytes:
    """Return the packets of a loop of noise of USUAL_FLOOR dBFS, all of them equally long."""
    noise = looped_noise(USUAL_FLOOR)
    file = BytesIO()
    options = {"application": "lowdelay", "vbr": "off", "frame_duration": "20"}
    with av.open(file, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=OPUS_RATE, options=options)
        stream.bit_rate, stream.layout = BIT_RATE, "mono"
        for at in range(0, len(noise) - _FRAME + 1, _FRAME):
            frame = av.AudioFrame.from_ndarray(noise[None, at : at + _FRAME].astype(np.float32), "flt", "mono")
            frame.sample_rate, frame.pts = OPUS_RATE, at
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    first, count = SETTLED * 50, len(low_noise(OPUS_RATE)) // _FRAME
    return b"".join(packets_of(file.getvalue())[HEADS + first :][:count])


if __name__ == "__main__":
    from nightcue.audio.opus.packets import FLOOR_FILE

    FLOOR_FILE.write_bytes(floor_bytes())
