"""Child processes that answer JSON lines, so that a hang or crash of an engine stays there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import count
from typing import Any

from nightcue.debugging import debugging, log
from nightcue.patience import is_done_within
from nightcue.storage.scratch import ScratchFolder, nameless_file
from nightcue.threads import begun
from nightcue.voices.worker.answers import Answers


class EngineError(Exception):
    """A child process gave no usable answer; the message says why."""


class EngineProcess:
    """One running engine; `folder` is its own temporary folder for files, and once it `has_answered` it is loaded.

    It may be asked `lines` times at once. Raises EngineError if the command cannot be started.
    """

    def __init__(self, command: Sequence[str], lines: int = 1) -> None:
        self.lines = lines
        self._scratch = ScratchFolder()
        self.folder = self._scratch.path
        self._complaints = nameless_file()
        self._killed = ""
        self._is_retired = False
        self.has_answered = False
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
            )
        except OSError as error:
            self._clear()
            raise EngineError(f"{command[0]} cannot be started ({error.strerror})") from error
        assert self._process.stdout
        self._answers = Answers(self._process.stdout)
        self._numbers = count()
        self._sending = threading.Lock()
        log("engine %s started: %s", self._process.pid, " ".join(command))

    @property
    def alive(self) -> bool:
        """Whether it can take another request."""
        return not self._killed and not self._is_retired and self._process.poll() is None

    def ask(self, request: Mapping[str, object], limit: float) -> dict[str, Any]:
        """Send `request` and return the answer; end the process if none comes in `limit` seconds of our own time.

        Raises EngineError if the process is late, ends, or answers with anything but a JSON object.
        """
        answered = threading.Event()
        number = next(self._numbers)

        def watch(has_answered: Callable[[float], bool] = answered.wait) -> None:
            if not is_done_within(limit, has_answered):
                self.kill(f"it gave no answer in {limit:.3g} s")

        is_watched = begun(watch)
        try:
            self._send(json.dumps({"number": number, **request}))
            if not is_watched:
                watch(partial(self._answers.wait, number))
            answer = self._answers.of(number)
        except EOFError:
            raise EngineError(self._ending()) from None
        finally:
            answered.set()
        if self._killed:
            raise EngineError(self._killed)
        if not isinstance(answer, dict):
            raise EngineError("it gave an answer that makes no sense")
        self.has_answered = True
        if "traceback" in answer:
            log("engine %s failed:\n%s", self._process.pid, answer["traceback"])
        return answer

    def _send(self, line: str) -> None:
        assert self._process.stdin
        with self._sending, suppress(OSError):  # an engine that has ended sends nothing
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()

    def _ending(self) -> str:
        """Return how the process ended, with the last line of its stderr."""
        if self._killed:
            return self._killed
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "it closed its output"
        how = f"it ended with exit code {code}"
        if code < 0:
            with suppress(ValueError):
                how = f"it was killed by {signal.Signals(-code).name}"
        if code == -getattr(signal, "SIGKILL", 0):
            how += ", as the system does where memory is short"
        lines = self._complained().split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return f"{how} ({last})" if last else how

    def _complained(self) -> str:
        self._complaints.seek(0)
        return self._complaints.read().decode("utf-8", "replace")

    def retire(self) -> None:
        """Take no more requests; those that wait are still answered."""
        self._is_retired = True

    def kill(self, why: str = "it was told to stop") -> None:
        """End the process and its children, from any thread; every waiting `ask` raises EngineError, which says why."""
        self._killed = self._killed or why
        if self._process.returncode is not None:
            return
        if sys.platform == "win32":
            self._process.kill()
        else:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """End the process and remove its folder; no `ask` may be waiting."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            with suppress(OSError):
                pipe.close()
        if debugging():
            said = self._complained().strip()
            log(
                "engine %s ended (%s)%s",
                self._process.pid,
                self._process.returncode,
                said and f", having said:\n{said}",
            )
        self._clear()

    def _clear(self) -> None:
        self._complaints.close()
        self._scratch.close()
