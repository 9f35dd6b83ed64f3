"""The program's three streams, so that one that is closed or cannot write an accent stops nothing."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path


def open_streams() -> None:
    """Put the null device in place of streams that are closed, and write "?" for what stdout has no character for.

    Else whatever is opened next takes the number of a closed stream, and is written to as if it were that.
    """
    for name, mode in {"stdin": "r", "stdout": "w", "stderr": "w"}.items():
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 (open to the end)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
