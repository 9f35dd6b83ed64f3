"""Which voices there are, and how a routine's `voice:` becomes one that can speak."""

from __future__ import annotations

from pathlib import Path

from nightcue.voices.cache import CachedVoice, ClipCache, default_folder
from nightcue.voices.embedded import EmbeddedVoice
from nightcue.voices.shaped import ShapedVoice
from nightcue.voices.voice import Pace, Voice, VoiceEntry


def open_voice(name: str, language: str, pace: Pace = "calm", cache: Path | None = None) -> Voice:
    """Return the voice `name` (`default`, or a name from `list_voices`) for a BCP 47 `language`.

    Its clips are finished, at SAMPLE_RATE, and kept in the folder `cache`, or in `default_folder()`. Nothing is
    loaded before a clip is missing: that is when an unknown name raises UnknownVoiceError; `find_voice` tells earlier.
    Close the voice when done.
    """
    return CachedVoice(ShapedVoice(EmbeddedVoice(language, pace, name)), ClipCache(cache or default_folder()))


def list_voices() -> list[VoiceEntry]:
    """Return every voice of this machine by language, then name. Raises VoiceError when an engine does not answer."""
    with EmbeddedVoice("en") as voice:
        return sorted(voice.entries(), key=lambda entry: (entry.languages, entry.name))


def find_voice(name: str, language: str) -> VoiceEntry:
    """Return the voice that `open_voice` would use. Raises UnknownVoiceError, or VoiceError when the engine fails."""
    with EmbeddedVoice(language, name=name) as voice:
        return voice.entry()
