"""Playing a track: what the sound device is handed next, while it is paused, stepped through and turned down."""

from __future__ import annotations

from array import array
from threading import Event, Lock

from nightcue.bedside.track import RATE, Samples, Track

RAMP = 220
"""Samples, 10 ms, in which the sound sinks before a cut and rises after it: a cut at once is a click."""

SETTLE = RATE // 3
"""Samples of silence after the end, so that the device has played what it was handed before it is closed."""

LOUDEST = 100


class Player:
    """Hands on the samples of `track` from sample `start` on. `feed` is called by the device's thread, the rest not.

    `position` is the next sample to be handed on, `heard` how many were, `volume` 0 to LOUDEST. `ended` is set when the
    track is over. Of a `growing` track, only the beginning is there: after it, the player is `waiting`, silent.
    """

    def __init__(self, track: Track, start: int = 0, *, growing: bool = False) -> None:
        """Raise PlayingError when the track cannot be played from there."""
        self._track = track
        self._lock = Lock()
        self._source = track.samples_from(start)
        self._tail: Samples[int] = array("h")
        self._rising = start > 0
        self._over = False
        self._settled = 0
        self._growing = growing
        self.waiting = False
        self.position = start
        self.heard = 0
        self.paused = False
        self.volume = LOUDEST
        self.ended = Event()

    def feed(self, count: int) -> Samples[int]:
        """Return the next `count` samples, silence where there is nothing to play."""
        with self._lock:
            out = self._tail[:count]
            del self._tail[:count]
            if not self.paused:
                out.extend(self._next(count - len(out)))
            if self.volume < LOUDEST:
                gain = (self.volume / LOUDEST) ** 2  # loudness as it is heard is nearer to the square
                out = array("h", [int(sample * gain) for sample in out])
            if self._over and not out:
                self._settled += count
                if self._settled >= SETTLE:
                    self.ended.set()
        out.frombytes(bytes(2 * (count - len(out))))
        return out

    def pause(self) -> None:
        """Fall silent, and stay where it is."""
        with self._lock:
            self._sink()
            self.paused = True

    def go_on(self) -> None:
        """Play on after a pause."""
        with self._lock:
            self._rising = True
            self.paused = False

    def seek(self, start: int) -> None:
        """Play on from sample `start`, also after a pause. Raises PlayingError."""
        source = self._track.samples_from(start)  # may take a while, in which the device plays on
        with self._lock:
            if not self.paused:
                self._sink()
            self._source.close()
            self._source, self.position = source, start
            self.paused = self._over = False
            self._rising = True
            self._settled = 0

    def go_over_to(self, whole: Track, start: int | None = None) -> None:
        """Play on in the `whole` track: at the same sample, or at `start`. Raises PlayingError."""
        there = self.position if start is None else start
        source = whole.samples_from(there)  # may take a while, in which the device plays on
        with self._lock:
            if start is None:
                source.take(self.position - there)
            else:
                self._sink()
                self._rising, self.position = True, start
            self._source.close()
            self._track, self._source = whole, source
            self._growing = self.waiting = False

    def _sink(self) -> None:
        falling = self._next(RAMP)
        count = len(falling)
        self._tail.extend(sample * (count - at) // count for at, sample in enumerate(falling))

    def _next(self, count: int) -> Samples[int]:
        """Return the next samples of the track, fewer than `count` only where it ends."""
        taken = self._source.take(count)
        short = len(taken) < count
        self.waiting, self._over = short and self._growing, short and not self._growing
        if self._rising and taken:
            self._rising = False
            for at in range(min(RAMP, len(taken))):
                taken[at] = taken[at] * at // RAMP
        self.position += len(taken)
        self.heard += len(taken)
        return taken
