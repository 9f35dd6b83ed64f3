"""The command `nightcue`, also as `python -m nightcue`."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from types import TracebackType

from nightcue.packages import put_off_metadata
from nightcue.stopping import stopping
from nightcue.terminal import tell

_OFTEN = 400_000
"""Objects made since the last look for garbage; Python's own 700 look through every module again and again,
and one look costs a short command a twentieth of its time."""


def main() -> None:
    """Run the command line."""
    gc.set_threshold(_OFTEN)
    put_off_metadata()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would look through all packages for some
    atexit.register(gc.freeze)  # at the end Python looks through everything for garbage, and all of it goes anyway
    sys.excepthook = _say_bug
    with stopping():
        try:
            from nightcue.commands import nightcue

            nightcue(prog_name="nightcue")
        except KeyboardInterrupt:  # while it loads: later Click says the same
            tell("Aborted!", err=True)


def _say_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    import traceback

    tell(*"".join(traceback.format_exception(kind, error, trace)).splitlines(), err=True)


if __name__ == "__main__":
    main()
