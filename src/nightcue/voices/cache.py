"""A cache of clips on disk, under the hash of everything that shapes them, and a voice that uses it."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Sequence
from pathlib import Path

from nightcue.audio.clip import SAMPLE_RATE, Clip
from nightcue.storage.disk_cache import DiskCache
from nightcue.voices.voice import Voice, VoiceAround, as_spoken

_FORMAT = 1
_RATE = struct.Struct("<I")


def clip_key(identity: str, text: str, rate: int) -> str:
    """Return the key of a clip, 64 hexadecimal digits, from the voice's identity, the text and the sample rate."""
    parts = json.dumps([_FORMAT, identity, text, rate], separators=(",", ":"))
    return hashlib.sha256(parts.encode("ascii")).hexdigest()


def as_bytes(clip: Clip) -> bytes:
    """Return the rate as four bytes and the samples as int16, both little-endian."""
    return _RATE.pack(clip.rate) + clip.samples.astype("<i2").tobytes()


def clip_from(content: bytes) -> Clip:
    """Return the clip that `as_bytes` was given."""
    import numpy as np  # the engine starts before it is loaded

    samples = np.frombuffer(content, dtype="<i2", offset=_RATE.size).astype(np.int16, copy=False)
    return Clip(samples, _RATE.unpack_from(content)[0])


class ClipCache:
    """Clips by key, in a DiskCache."""

    def __init__(self, folder: Path) -> None:
        self._store = DiskCache(folder, "clip")

    def path(self, key: str) -> Path:
        """Return the file of `key`."""
        return self._store.path(key)

    def load(self, key: str) -> Clip | None:
        """Return the clip of `key`, or None if it is missing or damaged."""
        content = self._store.load(key)
        if content is None:
            return None
        return clip_from(content)

    def store(self, key: str, clip: Clip) -> None:
        """Keep `clip` under `key`; do nothing if the folder cannot be written."""
        self._store.store(key, as_bytes(clip))


class CachedVoice(VoiceAround):
    """A voice that asks the voice inside only for clips that `cache` does not have."""

    def __init__(self, voice: Voice, cache: ClipCache) -> None:
        super().__init__(voice)
        self._cache = cache

    def speak(self, text: str) -> Clip:
        """Return the clip from the cache, or have it spoken and keep it. Raises VoiceError as the voice inside does."""
        clip = self.kept(text)
        if clip is None:
            line = as_spoken(text)
            clip = self._voice.speak(line)
            self._cache.store(self._key(line), clip)
        return clip

    def kept(self, text: str) -> Clip | None:
        """Return the clip if the cache has it."""
        return self._cache.load(self._key(as_spoken(text)))

    def start(self, texts: Sequence[str]) -> None:
        """Have the voice inside begin to load, if any of `texts` is not in the cache."""
        missing = [text for text in texts if not self._cache.path(self._key(as_spoken(text))).is_file()]
        if missing:
            self._voice.start(missing)

    def _key(self, line: str) -> str:
        return clip_key(self.identity, line, SAMPLE_RATE)
