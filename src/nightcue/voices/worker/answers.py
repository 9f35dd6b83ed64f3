"""What a child process answers, handed to whichever thread asked: it may answer one later question first."""

from __future__ import annotations

import json
import selectors
import sys
from threading import Condition
from typing import IO, Any

_LONGEST = 1_000_000
"""The most characters of an answer: a list of every voice has 15,000; an engine that writes more is broken."""


class Answers:
    """The lines of `pipe`, each JSON with the `number` of its question, or without one if there is only one at a time.

    One of the threads that wait reads, for all of them.
    """

    def __init__(self, pipe: IO[str]) -> None:
        self._pipe = pipe
        self._there: dict[int, Any] = {}
        self._changed = Condition()
        self._is_read = self._over = False

    def of(self, number: int) -> Any:
        """Return what answers a question, None if that is no JSON. Raises EOFError if the process ended before."""
        while not self.wait(number):
            pass
        if number not in self._there:
            raise EOFError
        return self._there.pop(number)

    def wait(self, number: int, seconds: float | None = None) -> bool:
        """Read what comes next, in `seconds` if that is said, and return whether that answer is there, or none will be.

        Windows cannot tell whether anything comes: there it waits.
        """
        with self._changed:
            if self._has(number):
                return True
            if self._is_read:
                self._changed.wait(seconds)
                return self._has(number)
            self._is_read = True
        line = None
        try:
            if seconds is None or self._comes(seconds):
                line = self._next()
        finally:
            with self._changed:
                self._is_read = False
                if line is not None:
                    self._note(line, number)
                self._changed.notify_all()
        return self._has(number)

    def _has(self, number: int) -> bool:
        return self._over or number in self._there

    def _note(self, line: str, number: int) -> None:
        if not line:
            self._over = True
            return
        try:
            answer = json.loads(line)
        except ValueError:
            answer = None
        named = answer.get("number") if isinstance(answer, dict) else None
        # one without a number, or that makes no sense, is for whoever reads it
        self._there[named if isinstance(named, int) else number] = answer

    def _comes(self, seconds: float) -> bool:
        """Return whether a line comes within so many seconds; True on Windows, which cannot tell."""
        if sys.platform == "win32":
            return True
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._pipe, selectors.EVENT_READ)
            return bool(waiting.select(seconds))

    def _next(self) -> str:
        try:
            return self._pipe.readline(_LONGEST)
        except OSError:
            return ""
