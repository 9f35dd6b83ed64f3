"""Writing through libsndfile, which is shared by wav, flac, ogg and opus."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import numpy as np
import soundfile
from numpy.typing import NDArray

from nightcue.audio.encoders._watched import WatchedFile


def write_sound(file: BinaryIO, blocks: Iterable[NDArray[np.generic]], rate: int, container: str, subtype: str) -> None:
    """Write mono `blocks` (int16, or float from -1 to 1) at `rate` samples a second; names as libsndfile has them.

    Raises OSError when `file` cannot be written.
    """
    watched = WatchedFile(file)
    try:
        with soundfile.SoundFile(watched, "w", rate, 1, subtype, format=container) as sound:
            for block in blocks:
                sound.write(block)
                watched.raise_problem()
    except (soundfile.LibsndfileError, AssertionError) as problem:
        # The write that went wrong is the cause; libsndfile only says that something did.
        watched.raise_problem()
        raise OSError(f"libsndfile stopped: {problem}") from problem
    watched.raise_problem()
