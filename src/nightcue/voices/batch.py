"""Speaking many lines at once, on every core."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from nightcue.audio.clip import Clip
from nightcue.debugging import log
from nightcue.voices.voice import Voice

Progress = Callable[[str, int, int, float | None], None]
"""Called in the caller's thread with "loading" before the first line of a voice that has to load, and with "speaking"
after each line. Then come how many lines are done, how many there are, and the seconds left, None while unknown."""

MEASURED = 2.0
"""Seconds of speaking after which the time left is told; what a shorter time promises is far off."""


def speak_all(voice: Voice, texts: Iterable[str], progress: Progress | None = None) -> dict[str, Clip]:
    """Speak each different text once and return the clips by text, in the order the texts first came.

    Raises the first VoiceError at once; that, and an interrupt, closes the
    voice and drops the lines not yet spoken.
    """
    lines = list(dict.fromkeys(texts))
    kept = ((line, voice.kept(line)) for line in lines)
    clips = {line: clip for line, clip in kept if clip is not None}
    missing = [line for line in lines if line not in clips]
    log("%s of %s lines are kept, %s are to be spoken", len(clips), len(lines), len(missing))
    threads = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="speaking")
    estimate = Estimate(missing)
    if progress and missing and not voice.loaded:
        progress("loading", len(clips), len(lines), None)
    try:
        spoken = {threads.submit(voice.speak, line): line for line in missing}
        for done, future in enumerate(as_completed(spoken), start=len(clips) + 1):
            line = spoken[future]
            clips[line] = future.result()
            left = estimate.after(line)
            if progress:
                progress("speaking", done, len(lines), left)
    except BaseException:
        threads.shutdown(wait=False, cancel_futures=True)
        voice.close()
        raise
    threads.shutdown()
    return {line: clips[line] for line in lines}


class Estimate:
    """How long the lines that are left will take, by the characters a second since the first was spoken."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._left = sum(map(len, lines))
        self._spoken = 0
        self._since: float | None = None

    def after(self, line: str) -> float | None:
        """Seconds that are left now that `line` is spoken; None while that is not known."""
        now = time.monotonic()
        self._left -= len(line)
        if self._since is None:  # what the first line took is for the most part loading
            self._since = now
            return None
        self._spoken += len(line)
        measured = now - self._since
        return measured * self._left / self._spoken if measured >= MEASURED and self._spoken else None
