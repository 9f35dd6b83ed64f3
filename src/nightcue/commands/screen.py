"""The terminal that results are printed on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

WIDTH_ELSEWHERE = 120
"""Columns of a table that goes into a file or a pipe."""


def console() -> Console:
    """A console on stdout: as wide as the terminal, plain where there is none or NO_COLOR is set."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else WIDTH_ELSEWHERE
    return Console(width=width, no_color=bool(os.environ.get("NO_COLOR")), highlight=False, markup=False)
