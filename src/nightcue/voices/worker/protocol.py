"""The child's side of `process`: answers to requests, one JSON line to each, with stdout kept for nothing else."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any, TextIO

from nightcue.debugging import as_traceback, debugging
from nightcue.voices.voice import VoiceError

Request = dict[str, Any]


def stdout_of_our_own() -> TextIO:
    """Return stdout as it was, and send what an engine prints nowhere."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return answers


def write_answer(answers: TextIO, work: Callable[[], Request]) -> None:
    """Write what `work` gives as one line; whatever it raises becomes the answer's `error`.

    With --debug, its `traceback` goes with it.
    """
    try:
        answer = work()
    except Exception as error:
        answer = {"error": str(error) if isinstance(error, VoiceError) else f"{type(error).__name__}: {error}"}
        if debugging():
            answer["traceback"] = as_traceback(error)
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


def answer_all(respond: Callable[[Request], None]) -> None:
    """Hand each request on stdin to `respond` until it closes."""
    for line in sys.stdin:
        respond(json.loads(line))
