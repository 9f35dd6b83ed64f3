"""What can go wrong at the bedside that is not a fault of the program."""

from __future__ import annotations

from nightcue.audio.errors import OutputError


class PlayingError(OutputError):
    """A track that cannot be heard, or not any more: the message names the file and says what to do about it."""
