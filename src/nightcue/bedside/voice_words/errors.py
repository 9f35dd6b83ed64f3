"""Why spoken words cannot be heard."""

from __future__ import annotations


class VoiceWordsError(Exception):
    """Something about spoken words that a person can mend; the message says how."""


class NoMicrophoneError(VoiceWordsError):
    """There is no microphone, or it may not be used."""


class NoModelError(VoiceWordsError):
    """The speech embedding cannot be loaded."""


class WordNotKeptError(VoiceWordsError):
    """What was recorded cannot be kept, or not be removed."""


class NothingHeardError(VoiceWordsError):
    """No word could be recorded."""
