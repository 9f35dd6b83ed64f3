"""Playing a track: what the sound device is handed next, while it is paused, stepped through and turned down."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from threading import Event, Lock

from nightcue.audio.tags.track_info import TimedWindow
from nightcue.bedside.track import RATE, Decoding, Samples, Track

RAMP = 220
"""Samples, 10 ms, in which the sound sinks before a cut and rises after it: a cut at once is a click."""

SETTLE = RATE // 3
"""Samples of silence after the end, so that the device has played what it was handed before it is closed."""

LOUDEST = 100


class Player:
    """Hands on the samples of `track` from sample `start` on. `feed` is called by the device's thread, the rest not.

    `position` is the next sample to be handed on, `heard` how many were, `volume` 0 to LOUDEST. `ended` is set when the
    track is over, `slept` when it has faded out. Of a `growing` track, only the beginning is there: after it, the
    player is `waiting`, silent.
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
        self._again: _Again | None = None
        self._fade: tuple[int, int] | None = None
        self.slept = Event()
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
            if not self.paused:
                self._sink()
            self.paused = True

    def go_on(self) -> None:
        """Play on after a pause, or after it has faded out."""
        with self._lock:
            self.slept.clear()
            self._rising = True
            self.paused = False

    def more_time(self, window: TimedWindow) -> None:
        """Play `window` once more when it ends, which is to be the one that is playing. Raises PlayingError."""
        source = self._track.samples_from(window.start)  # may take a while, in which the device plays on
        with self._lock:
            if self._again is None or self._again.window != window:
                self._again = _Again(window, [])
            self._again.sources.append(source)

    @property
    def more_samples(self) -> int:
        """How many samples the window that is playing lasts longer than it is written."""
        again = self._again
        return len(again.sources) * (again.window.end - again.window.start) if again else 0

    def fade(self, begin: int, end: int) -> None:
        """Sink from sample `begin` on, and fall silent and stay at sample `end`."""
        with self._lock:
            self._fade = begin, end

    def keep_awake(self) -> None:
        """Be as loud as before, and do not fade."""
        with self._lock:
            self._fade = None

    def seek(self, start: int) -> None:
        """Play on from sample `start`, also after a pause. Nothing is longer any more, and nothing fades.

        Raises PlayingError.
        """
        source = self._track.samples_from(start)  # may take a while, in which the device plays on
        with self._lock:
            if not self.paused:
                self._sink()
            self._source.close()
            self._source, self.position = source, start
            self._again = self._fade = None
            self.slept.clear()
            self.paused = self._over = False
            self._rising = True
            self._settled = 0

    def go_over_to(self, longer: Track, start: int | None = None, *, growing: bool = False) -> None:
        """Play on in a track that is `longer`, and may grow on: at the same sample, or at `start`.

        Raises PlayingError.
        """
        there = self.position if start is None else start
        source = longer.samples_from(there)  # may take a while, in which the device plays on
        again = self._again.of(longer) if self._again and start is None else None
        with self._lock:
            self._again = again
            if start is None:
                source.take(self.position - there)
            else:
                self._sink()
                self._rising, self.position = True, start
            self._source.close()
            self._track, self._source = longer, source
            self._growing, self.waiting = growing, False

    def _sink(self) -> None:
        falling = self._next(RAMP)
        count = len(falling)
        self._tail.extend(sample * (count - at) // count for at, sample in enumerate(falling))

    def _next(self, count: int) -> Samples[int]:
        """Return the next samples of the track, fewer than `count` only where it ends."""
        taken = self._taken(count)
        short = len(taken) < count and not self.slept.is_set()
        self.waiting, self._over = short and self._growing, short and not self._growing
        if self._rising and taken:
            self._rising = False
            for at in range(min(RAMP, len(taken))):
                taken[at] = taken[at] * at // RAMP
        self.heard += len(taken)
        return taken

    def _taken(self, count: int) -> Samples[int]:
        """Return samples up to where it fades out, from the start of a window again where that is to be longer."""
        taken: Samples[int] = array("h")
        while len(taken) < count and not self.slept.is_set():
            wanted = count - len(taken)
            ends = [self._again.window.end] if self._again else []
            ends += [self._fade[1]] if self._fade else []
            most = min([wanted, *(end - self.position for end in ends if end > self.position)])
            part = self._source.take(most)
            self._sink_to_sleep(part)
            taken.extend(part)
            self.position += len(part)
            if self._fade and self.position >= self._fade[1]:
                self._fade = None
                self.paused = True
                self.slept.set()
            elif self._again and self.position == self._again.window.end:
                self._play_again(self._again)
            elif len(part) < most:
                break
        return taken

    def _play_again(self, again: _Again) -> None:
        self._source.close()
        self._source, self.position = again.sources.pop(), again.window.start
        if not again.sources:
            self._again = None

    def _sink_to_sleep(self, part: Samples[int]) -> None:
        """Turn down what comes after the place from which it fades, `part` being what comes next."""
        if not self._fade:
            return
        begin, end = self._fade
        for at in range(max(0, begin - self.position), len(part)):
            part[at] = int(part[at] * ((end - self.position - at) / (end - begin)) ** 2)


@dataclass
class _Again:
    """The `window` that is to be longer, and `sources` of its samples for each time that it is played again."""

    window: TimedWindow
    sources: list[Decoding]

    def of(self, track: Track) -> _Again:
        """The same of `track`. Raises PlayingError."""
        return _Again(self.window, [track.samples_from(self.window.start) for _ in self.sources])
