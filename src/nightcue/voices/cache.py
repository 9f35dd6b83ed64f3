"""Clips kept on disk under the hash of everything that shapes them, and a voice that looks there first."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import tempfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import platformdirs

from nightcue.audio.clip import SAMPLE_RATE, Clip
from nightcue.voices.voice import Voice, as_spoken

_FORMAT = 1
_MAGIC = b"nightcue clip 1\n"
_RATE = struct.Struct("<I")
_DIGEST_BYTES = hashlib.sha256().digest_size


def default_folder() -> Path:
    """Return where clips are kept: `clips` in $NIGHTCUE_CACHE, or else in the platform's cache folder for nightcue."""
    chosen = os.environ.get("NIGHTCUE_CACHE")
    return (Path(chosen) if chosen else platformdirs.user_cache_path("nightcue")) / "clips"


def clip_key(identity: str, text: str, rate: int) -> str:
    """Return the name of a clip, 64 hexadecimal digits, from the voice's identity, the text and samples a second."""
    parts = json.dumps([_FORMAT, identity, text, rate], separators=(",", ":"))
    return hashlib.sha256(parts.encode("ascii")).hexdigest()


class ClipCache:
    """Clips by key, one file each; safe to share between threads and between programs.

    A file is a magic line, the SHA-256 of key and body, and the body: the rate as four bytes and the samples as
    int16, both little-endian.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        """Return the file of `key`, in one of 256 folders."""
        return self.folder / key[:2] / f"{key[2:]}.clip"

    def load(self, key: str) -> Clip | None:
        """Return the clip of `key`; None when it is missing, damaged, or another key's."""
        try:
            entry = self.path(key).read_bytes()
        except OSError:
            return None
        start = len(_MAGIC) + _DIGEST_BYTES
        body = entry[start:]
        if entry[:start] != _MAGIC + _digest(key, body):
            return None
        samples = np.frombuffer(body, dtype="<i2", offset=_RATE.size).astype(np.int16)
        return Clip(samples, _RATE.unpack_from(body)[0])

    def store(self, key: str, clip: Clip) -> None:
        """Keep `clip` under `key`; where the folder cannot be written, do nothing."""
        body = _RATE.pack(clip.rate) + clip.samples.astype("<i2").tobytes()
        with suppress(OSError):
            _write_whole(self.path(key), _MAGIC + _digest(key, body) + body)


def _digest(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode("ascii") + body).digest()


def _write_whole(path: Path, content: bytes) -> None:
    """Write `path` so that nobody ever reads half of it, and leave nothing behind on failure. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class CachedVoice(Voice):
    """Any voice, asked only for the clips that `cache` does not hold."""

    def __init__(self, voice: Voice, cache: ClipCache) -> None:
        self._voice = voice
        self._cache = cache

    @property
    def identity(self) -> str:
        """The identity of the voice inside."""
        return self._voice.identity

    def speak(self, text: str) -> Clip:
        """Return the kept clip, or have it spoken and keep it. Raises VoiceError as the voice inside does."""
        line = as_spoken(text)
        key = clip_key(self.identity, line, SAMPLE_RATE)
        clip = self._cache.load(key)
        if clip is None:
            clip = self._voice.speak(line)
            self._cache.store(key, clip)
        return clip

    def close(self) -> None:
        """Close the voice inside."""
        self._voice.close()
