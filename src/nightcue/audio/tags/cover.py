"""The cover image that goes into every track."""

from pathlib import Path

COVER_SIZE = 500
"""Width and height of the cover in pixels."""


def read_cover() -> bytes:
    """Return the cover as a PNG file of COVER_SIZE x COVER_SIZE pixels, 24 bits each."""
    return Path(__file__).parents[1].joinpath("cover.png").read_bytes()
