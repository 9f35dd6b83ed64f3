"""Writing through libsndfile, which is shared by wav, flac, ogg and opus."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import numpy as np
import soundfile
from numpy.typing import NDArray

from nightcue.audio.encoders._error_keeping_file import ErrorKeepingFile


def write_sound(file: BinaryIO, blocks: Iterable[NDArray[np.generic]], rate: int, container: str, subtype: str) -> None:
    """Write mono `blocks` (int16, or float from -1 to 1) at `rate` samples a second; names as libsndfile has them.

    Raises OSError when `file` cannot be written.
    """
    output = ErrorKeepingFile(file)
    try:
        with soundfile.SoundFile(output, "w", rate, 1, subtype, format=container) as sound:
            for block in blocks:
                sound.write(block)
                output.raise_error()
    except (soundfile.LibsndfileError, AssertionError) as problem:
        # The write that went wrong is the cause; libsndfile only says that something did.
        output.raise_error()
        raise OSError(f"libsndfile stopped: {problem}") from problem
    output.raise_error()
