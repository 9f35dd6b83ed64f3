"""WorkerVoice: any engine that is a Python class, run in parallel child processes that may hang or crash."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from nightcue.machine import cores
from nightcue.voices.voice import Voice, VoiceError, as_spoken, shortened
from nightcue.voices.worker.process import USUAL, EngineError, EnginePool

if TYPE_CHECKING:
    from nightcue.audio.clip import Clip

LOADING_SECONDS = 60.0
"""Seconds for the first line, in which an engine may load a model from a slow disk; piper needs about one."""
_SECONDS_A_CHARACTER = 0.3
"""Seconds a character, added to the limit: piper needs a hundredth of it on a slow core."""


class WorkerVoice(Voice):
    """The engine `engine` ("module:class"), created with `options`, in a child process for each core in use.

    `identity` is that of Voice; a line may take `patience` seconds and a little for each character, and a process
    `memory` bytes.
    """

    def __init__(
        self,
        identity: str,
        engine: str,
        options: Mapping[str, object],
        *,
        patience: float = LOADING_SECONDS,
        memory: int = USUAL,
    ) -> None:
        self._identity = identity
        self._patience = patience
        wanted = json.dumps({"engine": engine, "options": dict(options)})
        command = (sys.executable, "-P", "-m", "nightcue.voices.worker.main", wanted)
        self._engines = EnginePool(command, cores(), identity, memory)

    @property
    def identity(self) -> str:
        """The identity that was given."""
        return self._identity

    def speak(self, text: str) -> Clip:
        """Return the engine's clip of `text`.

        Raises VoiceError if the engine fails, hangs, ends, or gives a wrong clip: not mono, at an unusual rate, or
        longer than speech can be.
        """
        import numpy as np

        from nightcue.audio.clip import Clip

        words = as_spoken(text)
        try:
            with self._engines.borrow() as engine:
                file = engine.folder / "line.npy"
                limit = self._patience + len(words) * _SECONDS_A_CHARACTER
                answer = engine.ask({"text": words, "file": str(file)}, limit)
                if "error" in answer:
                    raise EngineError(str(answer["error"]))
                samples = np.load(file)
                file.unlink()
        except (EngineError, OSError, ValueError) as error:
            raise self._failure(f"speak {shortened(words)}", str(error)) from error
        return Clip(samples, answer["rate"])

    def start(self, texts: Sequence[str]) -> None:
        """Start the child processes that so many lines keep busy; each begins to load the engine."""
        with suppress(EngineError):
            self._engines.start(len(texts))

    @property
    def loaded(self) -> bool:
        """Whether a child process has loaded the engine."""
        return self._engines.warm

    @property
    def side_by_side(self) -> int:
        """How many child processes there are: fewer than cores where memory is short."""
        return self._engines.running

    def warm_up(self) -> None:
        """Have one child process load the engine. Raises VoiceError if that fails."""
        try:
            with self._engines.borrow() as engine:
                answer = engine.ask({}, self._patience)
                if "error" in answer:
                    raise EngineError(str(answer["error"]))
        except EngineError as error:
            raise self._failure("load", str(error)) from error

    def close(self) -> None:
        """Leave the child processes to the next such voice; a line being spoken fails with VoiceError."""
        self._engines.close()

    def _failure(self, what: str, reason: str) -> VoiceError:
        name = self._identity.partition(";")[0]
        return VoiceError(
            f"voice '{name}' could not {what}: {reason}; "
            "try again, or choose another voice (`nightcue voices` lists them)"
        )
