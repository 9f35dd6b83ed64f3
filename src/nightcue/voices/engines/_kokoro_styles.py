"""Reading style files of Kokoro: a speaker is 510 rows of 256 numbers, a row for each number of sounds in a line."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nightcue.voices.voice import VoiceError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHAPE = (510, 256)
ENDINGS = (".bin", ".npy", ".npz", ".pt")
"""Endings of style files: bare float32 (little-endian), numpy's two formats, and PyTorch's, which Kokoro uses."""


def read_style(path: Path, name: str) -> NDArray[np.float32]:
    """Return the style called `name` in the file `path`, shape (510, 256).

    Raises VoiceError, with the file's name, if it cannot be read or is not a style.
    """
    import numpy as np

    try:
        numbers = np.asarray(_numbers(path, name))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise VoiceError(f"the style file {path} cannot be read ({reason}); fetch it again") from error
    if numbers.dtype.kind != "f" or numbers.size != SHAPE[0] * SHAPE[1] or numbers.shape[-1] not in (256, numbers.size):
        what = f"numbers of type {numbers.dtype} in the shape {numbers.shape}"
        raise VoiceError(f"{path} is no style of Kokoro: it has {what}, and not 510 × 256 of float32; fetch it again")
    if not np.isfinite(numbers).all():
        raise VoiceError(f"{path} is damaged: some of its numbers are infinite or none at all; fetch it again")
    return np.ascontiguousarray(numbers.reshape(SHAPE), np.float32)


def _numbers(path: Path, name: str) -> Any:
    import numpy as np

    content = path.read_bytes()
    if path.suffix == ".bin":
        return np.frombuffer(content, "<f4")
    if path.suffix == ".pt":
        # only the bare numbers are read, for the pickle could run any program
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = next((entry for entry in archive.namelist() if entry.endswith("/data/0")), "data/0")
            return np.frombuffer(archive.read(inside), "<f4")
    loaded = np.load(io.BytesIO(content), allow_pickle=False)
    if path.suffix == ".npy":
        return loaded
    names = loaded.files
    return loaded[name if name in names or len(names) != 1 else names[0]]
