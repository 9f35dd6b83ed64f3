"""A worker of `parallel` and `beginning`: makes one track after another, so that its speech engines stay warm.

Run as a program. Each line of stdin is JSON: {"request": …, "stages": …}, the latter what `Stages` is to be made of, or
null; each gets a line in answer: {"outcome": …}, or {"failure": …} where the track could not be made. Where stages are
asked for, others come before it: {"progress": […]}, {"memory": "short"}, and what `Stages` tells.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

from nightcue.kept_code import keep_code_of_dataclasses
from nightcue.loading import load_quickly
from nightcue.stopping import let_through

if TYPE_CHECKING:
    from nightcue.building.outcome import BuildOutcome
    from nightcue.building.request import BuildRequest

_STOPPING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def main() -> None:
    """Answer until stdin closes; Ctrl-C and SIGTERM end it, and so does a bug, with its traceback."""
    _heed()
    load_quickly()
    keep_code_of_dataclasses()
    sys.unraisablehook = _heed_again
    from nightcue.voices.worker.protocol import stdout_of_our_own

    answers = stdout_of_our_own()
    import nightcue.building.compile  # noqa: F401 - it loads before it is asked

    for line in sys.stdin:
        tell = partial(_tell, answers)
        tell(_built(json.loads(line), tell))


def _tell(answers: TextIO, said: dict[str, Any]) -> None:
    answers.write(json.dumps(said) + "\n")
    answers.flush()


def _heed() -> None:
    for number in _STOPPING:  # what a shell runs in its background ignores the first
        signal.signal(number, _stop)
    let_through()


def _heed_again(lost: sys.UnraisableHookArgs) -> None:
    """Heed the next signal where one came while Python can raise nothing; whoever stops a worker tells it again."""
    if isinstance(lost.exc_value, KeyboardInterrupt):
        _heed()
    else:
        sys.__unraisablehook__(lost)


def _stop(*_: object) -> None:
    for number in _STOPPING:  # on Ctrl-C a terminal tells it, and so does whoever started it
        signal.signal(number, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what is interrupted while it loads may say so by itself
    raise KeyboardInterrupt


def _built(said: dict[str, Any], tell: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    from nightcue.building.incremental import build_track
    from nightcue.building.outcome import failure_as_json
    from nightcue.building.request import BuildRequest
    from nightcue.debugging import log_place

    request = BuildRequest.from_json(said["request"])
    try:
        outcome = build_track(request) if said["stages"] is None else _in_stages(request, said["stages"], tell)
        return {"outcome": outcome.as_json()}
    except Exception as error:
        log_place(error)
        if failure := failure_as_json(error):
            return {"failure": failure}
        raise


def _in_stages(request: BuildRequest, stages: dict[str, Any], tell: Callable[[dict[str, Any]], None]) -> BuildOutcome:
    from nightcue.building.incremental import make
    from nightcue.building.stages import Stages
    from nightcue.voices.worker.room import ROOM

    def progress(*step: object) -> None:
        tell({"progress": step})

    with ROOM.told_by(lambda: tell({"memory": "short"})):
        return make(request, progress, Stages(request, **stages, tell=tell).look)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # also while it loads
        sys.exit(1)  # whoever started it was told to stop, too, and says so
