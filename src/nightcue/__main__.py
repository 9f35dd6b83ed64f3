"""The command `nightcue`, also as `python -m nightcue`."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

_SAID_AGAIN = ("list", "build", "plan", "check")
"""The commands that are typed again and again with nothing changed."""
_STOPPED = 128 + 2
"""The exit code after Ctrl-C."""


def main() -> None:
    """Run the command line, or say again what it said before."""
    try:
        code = _say_again()
        if code is None:
            _run()
    except KeyboardInterrupt:  # before there is anything to end in good order
        from nightcue.terminal import tell

        tell("Aborted!", err=True)
        code = _STOPPED
    sys.exit(code)


def _say_again() -> int | None:
    if "_NIGHTCUE_COMPLETE" in os.environ:
        from nightcue.completed_at_once import complete_at_once

        return complete_at_once()
    if sys.argv[1:2] and sys.argv[1] in _SAID_AGAIN and "--help" not in sys.argv:
        from nightcue.said_before import say_again

        return say_again()
    return None


def _run() -> None:
    from nightcue.loading import load_quickly
    from nightcue.stopping import stopping
    from nightcue.terminal import tell

    load_quickly()
    sys.excepthook = _say_bug
    with stopping():
        try:
            from nightcue.commands import nightcue

            nightcue(prog_name="nightcue")
        except KeyboardInterrupt:  # while it loads: later Click says the same
            tell("Aborted!", err=True)


def _say_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    import traceback

    from nightcue.terminal import tell

    tell(*"".join(traceback.format_exception(kind, error, trace)).splitlines(), err=True)


if __name__ == "__main__":
    main()
