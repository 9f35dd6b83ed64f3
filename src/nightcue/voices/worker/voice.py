"""WorkerVoice: any engine that is a Python class, run in parallel child processes that may hang or crash."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import get_ident
from typing import TYPE_CHECKING

from nightcue.machine import cores
from nightcue.voices.voice import Voice, VoiceError, as_spoken, shortened
from nightcue.voices.worker.pool import USUAL, EnginePool
from nightcue.voices.worker.process import EngineError

if TYPE_CHECKING:
    from nightcue.audio.clip import Clip

LOADING_SECONDS = 60.0
"""Seconds for the first line, in which an engine may load a model from a slow disk; piper needs about one."""
_SECONDS_A_CHARACTER = 0.3
"""Seconds a character, added to the limit: piper needs a hundredth of it on a slow core."""


class WorkerVoice(Voice):
    """The engine `engine` ("module:class"), created with `options`, in a child process for each core in use.

    `identity` is that of Voice; a line may take `patience` seconds and a little for each character, and a process
    `memory` bytes. With `beside`, threads may have the engine speak at the same time: one process is there for all
    cores, and takes so many bytes more for each line beyond the first. Where there are fewer lines at a time than
    cores, up to `most_cores` are on each: how many is then one of the options, `cores`.
    """

    def __init__(
        self,
        identity: str,
        engine: str,
        options: Mapping[str, object],
        *,
        patience: float = LOADING_SECONDS,
        memory: int = USUAL,
        beside: int | None = None,
        most_cores: int = 1,
    ) -> None:
        self._identity = identity
        self._patience = patience
        self._engine, self._options = engine, options
        self._memory, self._beside, self._most_cores = memory, beside, most_cores
        self._engines = self._pool(cores())

    def _pool(self, size: int) -> EnginePool:
        return EnginePool(self._command, size, self._identity, self._memory, self._beside)

    def _command(self, lines: int) -> tuple[str, ...]:
        """Return what starts the engine for so many lines at a time."""
        cores_a_line = min(self._most_cores, math.ceil(cores() / lines))
        more = {"cores": cores_a_line} if cores_a_line > 1 else {}
        in_threads = self._beside is not None
        wanted = json.dumps({"engine": self._engine, "options": {**self._options, **more}, "in_threads": in_threads})
        return (sys.executable, "-P", "-m", "nightcue.voices.worker.main", wanted)

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
                file = engine.folder / f"{get_ident()}.npy"  # another thread may have it speak at the same time
                limit = self._patience + len(words) * _SECONDS_A_CHARACTER
                answer = engine.ask({"text": words, "file": str(file)}, limit)
                if "error" in answer:
                    raise EngineError(str(answer["error"]))
                samples = np.load(file)
                file.unlink()
        except (EngineError, OSError, ValueError) as error:
            raise self._failure(f"speak {shortened(words)}", str(error)) from error
        return Clip(samples, answer["rate"])

    def hurry(self) -> None:
        """Have as many cores as can be on each line."""
        self._engines = self._pool(math.ceil(cores() / self._most_cores))

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
        """How many lines are spoken at a time: fewer than cores where memory is short."""
        return self._engines.side_by_side

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
