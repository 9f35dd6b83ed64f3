"""Cutting what a microphone hears into utterances: what is louder than the room, between two quiet moments."""

from __future__ import annotations

from collections import deque

import numpy as np

from nightcue.audio.clip import Wave

RATE = 16_000
"""Samples a second of the microphone, as the speech embedding wants them."""

BEGINS, ENDS = 10.0, 7.0
"""dB above the noise of the room at which an utterance begins, and below which it ends."""

QUIETEST = -60.0
"""dBFS below which no utterance begins."""

AROUND = 0.36
"""Seconds of the room that are kept before and after an utterance, which is over when it is quiet for so long."""

SHORTEST, LONGEST = 0.12, 2.5
"""Seconds that an utterance may last: most knocks are shorter, and most talk is longer."""

LOWEST, HIGHEST = 200, 4_000
"""Hertz between which a level is taken: most of a voice is there, and little of what hums, rumbles or hisses."""

_FRAME = RATE // 50
_A_SECOND = RATE // _FRAME
_VOICE = slice(LOWEST // _A_SECOND, HIGHEST // _A_SECOND + 1)
_SETTLED = _A_SECOND // 5
"""Frames of the room alone before an utterance can begin: what is loud before that has begun earlier."""


class Utterances:
    """Takes sound as it comes, and gives back the utterances in it."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=3 * _A_SECOND)
        self._room = QUIETEST - BEGINS
        self.forget()

    def forget(self) -> None:
        """Drop all that was heard; only how loud the room is stays known."""
        self._rest: Wave = np.zeros(0, np.float32)
        self._before: deque[Wave] = deque(maxlen=round(AROUND * _A_SECOND))
        self._said: list[Wave] = []
        self._quiet = 0

    def take(self, sound: Wave) -> list[Wave]:
        """Return the utterances that end in `sound`, which follows what was taken before, with AROUND on both sides."""
        heard = np.concatenate([self._rest, sound])
        whole = len(heard) // _FRAME * _FRAME
        self._rest = heard[whole:]
        found = (self._utterance(frame) for frame in heard[:whole].reshape(-1, _FRAME))
        return [each for each in found if each is not None]

    def _utterance(self, frame: Wave) -> Wave | None:
        """Return the utterance that is over with this frame."""
        level = _level(frame)
        if not self._said:
            self._levels.append(level)
            self._room = max(float(np.percentile(self._levels, 25)), QUIETEST - BEGINS)
            self._begin(frame, is_loud=level > self._room + BEGINS)
            return None
        self._said.append(frame)
        self._quiet = 0 if level > self._room + ENDS else self._quiet + 1
        seconds = (len(self._said) - len(self._before) - self._quiet) / _A_SECOND
        if seconds <= LONGEST and self._quiet < AROUND * _A_SECOND:
            return None
        said, self._said = self._said, []
        self._before.extend(said)
        return np.concatenate(said) if SHORTEST <= seconds <= LONGEST else None

    def _begin(self, frame: Wave, is_loud: bool) -> None:
        if is_loud and self._quiet >= _SETTLED:
            self._said = [*self._before, frame]
        else:
            self._before.append(frame)
        self._quiet = 0 if is_loud else self._quiet + 1


def _level(frame: Wave) -> float:
    """Return how loud a frame is between LOWEST and HIGHEST, in dBFS."""
    power = np.abs(np.fft.rfft(frame)[_VOICE]) ** 2
    return float(10 * np.log10(2 * power.sum() / len(frame) ** 2 + 1e-10))
