"""Measuring how fast a voice speaks on this machine, once until the voice or its engine changes."""

from __future__ import annotations

import hashlib
import time
from threading import Event
from typing import TYPE_CHECKING

from nightcue.patience import is_done_within
from nightcue.threads import begun
from nightcue.voices.voice import VoiceError

if TYPE_CHECKING:
    from nightcue.storage.disk_cache import DiskCache
    from nightcue.voices.voice import Voice

LINE = "1, 2, 3, 4, 5, 6, 7, 8, 9, 10."
"""The line for measuring: every voice reads figures in its language."""

LIMIT_SECONDS = 20.0
"""Seconds for one voice, in which it loads and speaks the line twice."""


def kept_speed(voice: Voice) -> float | None:
    """Return the measured speed of `voice` in seconds of speech a second, or None; does not start the voice."""
    content = _store().load(_key(voice))
    return float(content) if content else None


def measure_speed(voice: Voice) -> float:
    """Measure, keep and return the speed of `voice`: seconds of speech a second, one line at a time, without loading.

    Closes the voice. Raises VoiceError if it fails, or takes longer than LIMIT_SECONDS.
    """
    done, late = Event(), Event()

    def watch() -> None:
        if not is_done_within(LIMIT_SECONDS, done.wait):
            late.set()
            voice.close()

    begun(watch)  # without a thread, only the engine's own limit holds
    try:
        voice.speak(LINE)  # loads the engine
        began = time.perf_counter()
        seconds = voice.speak(LINE).seconds
        speed = seconds / (time.perf_counter() - began)
    except VoiceError:
        if late.is_set():
            called = voice.identity.partition(";")[0]
            raise VoiceError(f"voice '{called}' did not say a short line twice in {LIMIT_SECONDS:g} s") from None
        raise
    finally:
        done.set()
        voice.close()
    kept = f"{speed:.3g}"
    _store().store(_key(voice), kept.encode("ascii"))
    return float(kept)  # the same number as when it is read again


def _store() -> DiskCache:
    from nightcue.storage.disk_cache import DiskCache
    from nightcue.storage.paths import cached

    return DiskCache(cached("speeds"), "speed")


def _key(voice: Voice) -> str:
    return hashlib.sha256(f"{LINE}\n{voice.identity}".encode()).hexdigest()
