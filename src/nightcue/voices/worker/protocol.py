"""The child's side of `process`: a JSON line on stdout for each request, and nothing else there."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from threading import Lock
from typing import Any, TextIO

from nightcue.debugging import as_traceback, debugging
from nightcue.voices.voice import VoiceError

Request = dict[str, Any]

_writing = Lock()


def stdout_of_our_own() -> TextIO:
    """Return stdout, and discard what an engine prints from now on."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return answers


def write_answer(answers: TextIO, request: Request, work: Callable[[Request], Request]) -> None:
    """Write what `work` makes of the request as one line, with its number; what it raises becomes the answer's `error`.

    With --debug, the answer has its `traceback` too. Threads may write at the same time.
    """
    try:
        answer = work(request)
    except Exception as error:
        answer = {"error": str(error) if isinstance(error, VoiceError) else f"{type(error).__name__}: {error}"}
        if debugging():
            answer["traceback"] = as_traceback(error)
    line = json.dumps(answer | {"number": request["number"]}) + "\n"
    with _writing:
        answers.write(line)
        answers.flush()


def answer_all(respond: Callable[[Request], object]) -> None:
    """Pass each request on stdin to `respond` until it closes."""
    for line in sys.stdin:
        respond(json.loads(line))
