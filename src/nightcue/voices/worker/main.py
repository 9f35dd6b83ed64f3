"""The child process of a WorkerVoice: creates one engine, and has it speak each line that is requested.

It is started with one argument, JSON: {"engine": "module:class", "options": {...}, "in_threads": …}. In threads it
speaks as many lines at a time as it is sent before it has answered.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from importlib import import_module
from threading import Lock
from typing import Any

import numpy as np

from nightcue.audio.clip import RATES, Clip
from nightcue.loading import load_quickly
from nightcue.machine import cores
from nightcue.threads import Pool
from nightcue.voices.voice import Voice
from nightcue.voices.worker.protocol import Request, answer_all, stdout_of_our_own, write_answer


def main() -> None:
    """Answer the requests on stdin until it closes; if the engine cannot be created, answer each with the reason."""
    load_quickly()
    answers = stdout_of_our_own()
    wanted = json.loads(sys.argv[1])
    made: list[Voice] = []
    making = Lock()

    def make() -> None:
        with making:
            if not made:
                made.append(_make(wanted["engine"], wanted["options"]))

    with suppress(Exception):  # the first request tries again, and is told what is wrong
        make()

    def answer(request: Request) -> Request:
        make()
        if "text" not in request:  # it was only to be loaded
            return {}
        clip = made[0].speak(request["text"])
        fault = _fault(clip)
        if fault:
            return {"error": fault}
        np.save(request["file"], clip.samples)
        return {"rate": int(clip.rate)}

    if not wanted["in_threads"]:
        answer_all(lambda request: write_answer(answers, request, answer))
        return
    with Pool(cores(), "speaking") as threads:
        answer_all(lambda request: threads.submit(write_answer, answers, request, answer))


def _make(engine: str, options: dict[str, Any]) -> Voice:
    module, _, name = engine.partition(":")
    made: Voice = getattr(import_module(module), name)(**options)
    return made


def _fault(clip: object) -> str | None:
    """Return what is wrong with an engine's clip, or None."""
    samples, rate = getattr(clip, "samples", None), getattr(clip, "rate", None)
    if not isinstance(clip, Clip) or not isinstance(samples, np.ndarray):
        return f"it gave {type(clip).__name__} in place of a clip"
    if samples.ndim != 1 or samples.dtype != np.int16:
        return f"it gave samples of shape {samples.shape} and type {samples.dtype}; a clip is mono: int16, shape (n,)"
    if not isinstance(rate, int) or rate not in RATES:
        return f"it gave {rate} samples a second; from {RATES[0]} to {RATES[-1]} is possible"
    return None


if __name__ == "__main__":
    main()
