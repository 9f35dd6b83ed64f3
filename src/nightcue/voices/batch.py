"""Speaking many lines in parallel, on every core."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from nightcue.audio.aside import Aside
from nightcue.audio.clip import Clip
from nightcue.debugging import log
from nightcue.machine import cores
from nightcue.progress import Progress
from nightcue.storage.paths import cached
from nightcue.threads import Pool
from nightcue.voices.voice import Voice

if TYPE_CHECKING:
    from concurrent.futures import Future

MEASURED = 2.0
"""Seconds of speaking before the time left is estimated; earlier estimates are far off."""


def speak_all(
    voice: Voice,
    texts: Iterable[str],
    progress: Progress | None = None,
    heard: Callable[[Mapping[str, Clip]], object] | None = None,
) -> dict[str, Clip]:
    """Speak each different text once and return the clips by text, in the order the texts first came.

    `heard` gets the clips that are kept, then none once the voice has loaded, if it has to for the first line, and then
    each that is spoken as soon as it is. It and `progress` are called in this thread. Raises the first VoiceError at
    once; like an interrupt, it closes the voice and drops the lines that are not spoken yet.
    """
    lines = list(dict.fromkeys(texts))
    speaking = _Speaking(voice, lines, tells_of_loading=heard is not None)
    clips = speaking.clips
    threads = Pool(cores(), "speaking")
    try:
        # each is begun as soon as it is known, while the others are looked up
        spoken = threads.each(speaking.speak, speaking.missing())
        to_speak = [line for line in lines if line not in clips]
        log("%s of %s lines are kept, %s are to be spoken", len(clips), len(lines), len(to_speak))
        estimate = Estimate(to_speak)
        if progress and to_speak and not voice.loaded:
            progress("loading", len(clips), len(lines), None)
        if heard:
            heard(dict(clips))
        for new in _sounds(spoken):
            clips |= new
            if heard:
                heard(new)
            for line in new:
                left = estimate.after(line)
                if progress:
                    progress("speaking", len(clips), len(lines), left)
    except BaseException:
        threads.shutdown(wait=False, cancel=True)
        voice.close()
        raise
    threads.shutdown()
    return {line: clips[line] for line in lines}


class _Speaking:
    """Has a voice speak those of the `lines` that are not kept; `clips` has all that are there."""

    def __init__(self, voice: Voice, lines: Sequence[str], tells_of_loading: bool) -> None:
        self._voice, self._lines, self._tells_of_loading = voice, lines, tells_of_loading
        self._aside = Aside(cached("clips"))
        self.clips: dict[str, Clip] = {}

    def missing(self) -> Iterator[str | None]:
        """Yield the lines to be spoken; before them None, for which the voice loads, if anybody is to hear of that."""
        is_first = self._tells_of_loading
        for line in self._lines:
            if (clip := self._voice.kept(line)) is None:
                if is_first and not self._voice.loaded and not self._voice.is_at_hand(line):
                    yield None
                is_first = False
                yield line
            else:
                self.clips[line] = self._aside.put(clip)

    def speak(self, line: str | None) -> Clip | None:
        """Return the clip of a line; load the voice for None."""
        if line is None:
            self._voice.warm_up()
            return None
        return self._aside.put(self._voice.speak(line))


def _sounds(spoken: Iterable[tuple[str | None, Future[Clip | None]]]) -> Iterator[dict[str, Clip]]:
    """Yield each line that is spoken with its clip, and nothing in a dictionary for having loaded."""
    for line, clip in spoken:
        sound = clip.result()
        yield {} if line is None or sound is None else {line: sound}


class Estimate:
    """Estimates the time for the lines that are left, by the characters a second since the first line."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._left = sum(map(len, lines))
        self._spoken = 0
        self._since: float | None = None

    def after(self, line: str) -> float | None:
        """Count `line` as spoken and return the seconds left, or None while they are not known."""
        now = time.monotonic()
        self._left -= len(line)
        if self._since is None:  # the first line is mostly loading
            self._since = now
            return None
        self._spoken += len(line)
        measured = now - self._since
        return measured * self._left / self._spoken if measured >= MEASURED and self._spoken else None
