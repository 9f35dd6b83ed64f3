"""Reading a track of any format back, each by a library that did not write it where there is one."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
import soundfile


def read_track(file: BinaryIO | Path) -> tuple[np.ndarray, int]:
    """The samples of a mono track (int16, shape (n,)), as many as it declares, and its rate."""
    if isinstance(file, Path):
        with file.open("rb") as opened:
            return read_track(opened)
    if file.read(8)[4:] != b"ftyp":
        file.seek(0)
        return soundfile.read(file, dtype="int16")
    file.seek(0)
    with av.open(file) as container:
        stream = container.streams.audio[0]
        assert stream.start_time == 0
        assert stream.codec_context.layout.nb_channels == 1
        decoded = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(stream)])
        # FFmpeg takes off the priming, and leaves what fills up the last frame to the player
        assert 0 <= len(decoded) - stream.duration < 1_024
        return np.rint(decoded[: stream.duration] * 32_767).astype(np.int16), stream.rate
