"""Speaking many lines at once, on every core."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed

from nightcue.audio.clip import Clip
from nightcue.voices.voice import Voice

Progress = Callable[[int, int, str], None]
"""Called in the caller's thread after each line that is spoken: lines done, lines in all, the line just done."""


def speak_all(
    voice: Voice, texts: Iterable[str], progress: Progress | None = None, meanwhile: Callable[[], object] | None = None
) -> dict[str, Clip]:
    """Speak each different text once and return the clips by text, in the order the texts first came.

    `meanwhile` is done while the engine loads. Raises the first VoiceError at once; that, and an interrupt, closes the
    voice and drops the lines not yet spoken.
    """
    lines = list(dict.fromkeys(texts))
    kept = ((line, voice.kept(line)) for line in lines)
    clips = {line: clip for line, clip in kept if clip is not None}
    missing = [line for line in lines if line not in clips]
    threads = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="speaking")
    try:
        spoken = {threads.submit(voice.speak, line): line for line in missing}
        if meanwhile:
            meanwhile()
        for done, future in enumerate(as_completed(spoken), start=len(clips) + 1):
            line = spoken[future]
            clips[line] = future.result()
            if progress:
                progress(done, len(lines), line)
    except BaseException:
        threads.shutdown(wait=False, cancel_futures=True)
        voice.close()
        raise
    threads.shutdown()
    return {line: clips[line] for line in lines}
