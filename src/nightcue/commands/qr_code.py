"""A QR code on a terminal."""

from __future__ import annotations

import os
import sys
from io import StringIO

from nightcue.terminal import behind_the_door

_WHITE_ON_BLACK = "\033[38;5;231;48;5;16m"
"""Two of the colours that no theme changes: light and dark stay what they are on a light terminal too."""


def draw_qr_code(text: str) -> None:
    """Draw a QR code of `text` on stdout, where it can be shown."""
    if drawn := qr_code(text):
        behind_the_door(sys.stdout).write(f"\n{drawn}\n\n")


def qr_code(text: str) -> str | None:
    """Return a QR code of `text`, in half blocks; None where stdout is no terminal, or has no such signs."""
    import segno

    if not sys.stdout.isatty():
        return None
    drawn = StringIO()
    segno.make_qr(text).terminal(drawn, compact=True)
    lines = drawn.getvalue().splitlines()
    try:
        lines[0].encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return None
    if not os.environ.get("NO_COLOR"):
        lines = [f"{_WHITE_ON_BLACK}{line}\033[0m" for line in lines]
    return "\n".join(lines)
