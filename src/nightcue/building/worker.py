"""A worker of `build --jobs` and `play`: builds one routine after another, so that its speech engines stay warm.

Run as a program with the options of `nightcue build`. Each line of stdin is a path in JSON; each gets a line in answer:
{"code": its exit code, "stdout": what it said, "stderr": what is wrong}.
"""

from __future__ import annotations

import io
import json
import signal
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

_STOPPING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def main() -> None:
    """Answer until stdin closes; Ctrl-C and SIGTERM end it, and so does a bug, with its traceback."""
    from nightcue.voices.answering import stdout_of_our_own

    for number in _STOPPING:  # what a shell runs in its background ignores the first
        signal.signal(number, _stop)
    answers = stdout_of_our_own()
    for line in sys.stdin:
        answers.write(json.dumps(_built(json.loads(line), sys.argv[1:])) + "\n")
        answers.flush()


def _stop(*_: object) -> None:
    for number in _STOPPING:  # on Ctrl-C a terminal tells it, and so does whoever started it
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _built(path: str, options: list[str]) -> dict[str, Any]:
    import click

    from nightcue.commands import nightcue

    said, wrong = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(wrong):
        try:
            code = nightcue.main(["build", *options, "--", path], prog_name="nightcue", standalone_mode=False) or 0
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except click.Abort:
            raise KeyboardInterrupt from None
        except SystemExit as end:
            code = end.code
    return {"code": code, "stdout": said.getvalue(), "stderr": wrong.getvalue()}


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # also while it loads
        sys.exit(1)  # whoever started it was told to stop, too, and says so
