"""What can go wrong with a speaker."""

from __future__ import annotations

from nightcue.bedside.errors import PlayingError


class SpeakerError(PlayingError):
    """A speaker that is not there, or does not play to the end: the message names it and says what to do."""


class SeveralSpeakersError(Exception):
    """A name that fits more than one speaker: the message lists them."""
