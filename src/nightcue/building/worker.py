"""A worker of `parallel` and `beginning`: makes one track after another, so that its speech engines stay warm.

Run as a program. Each line of stdin is a BuildRequest in JSON; each gets a line in answer: {"outcome": …}, or
{"failure": …} where the track could not be made.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

_STOPPING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def main() -> None:
    """Answer until stdin closes; Ctrl-C and SIGTERM end it, and so does a bug, with its traceback."""
    _heed()
    sys.unraisablehook = _heed_again
    from nightcue.voices.worker.protocol import stdout_of_our_own

    answers = stdout_of_our_own()
    for line in sys.stdin:
        answers.write(json.dumps(_built(json.loads(line))) + "\n")
        answers.flush()


def _heed() -> None:
    for number in _STOPPING:  # what a shell runs in its background ignores the first
        signal.signal(number, _stop)


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


def _built(said: dict[str, Any]) -> dict[str, Any]:
    from nightcue.building.incremental import build_track
    from nightcue.building.outcome import failure_as_json
    from nightcue.building.request import BuildRequest
    from nightcue.debugging import log_place

    try:
        return {"outcome": build_track(BuildRequest.from_json(said)).as_json()}
    except Exception as error:
        log_place(error)
        if failure := failure_as_json(error):
            return {"failure": failure}
        raise


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # also while it loads
        sys.exit(1)  # whoever started it was told to stop, too, and says so
