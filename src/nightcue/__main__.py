"""The command `nightcue`, also as `python -m nightcue`."""

from __future__ import annotations

import atexit
import gc
import sys
from io import TextIOWrapper

from nightcue.stopping import stopping

_OFTEN = 100_000
"""Objects made since the last look for garbage; Python's own 700 look through every module again and again."""


def main() -> None:
    """Run the command line."""
    gc.set_threshold(_OFTEN)
    atexit.register(gc.freeze)  # at the end Python looks through everything for garbage, and all of it goes anyway
    if sys.stdout and sys.stdout.errors == "strict" and isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a file's name need not be UTF-8; stderr does so anyway
    with stopping():
        try:
            from nightcue.commands import nightcue

            nightcue(prog_name="nightcue")
        except KeyboardInterrupt:  # while it loads: later Click says the same
            print("Aborted!", file=sys.stderr)


if __name__ == "__main__":
    main()
