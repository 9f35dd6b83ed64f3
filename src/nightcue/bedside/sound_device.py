"""The sound device of the machine, by miniaudio."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from nightcue.bedside.lean_miniaudio import miniaudio
from nightcue.bedside.track import Samples

PERIOD = 50
"""Milliseconds that are handed over at a time. The device holds three of them: so late is a pause, at most."""


class NoSoundError(Exception):
    """There is no sound device, or it cannot be used."""


class SoundDevice:
    """The default device, playing what `feed(count)` hands on: mono int16 at `rate` samples a second.

    Without a `feed` it plays silence. $NIGHTCUE_SOUND names one of miniaudio's backends in place of those that the
    machine has: `null` plays into nothing, in the same time. `gone` is set when the device stops by itself; `handed`
    counts what it asked for, in samples.
    """

    def __init__(self, rate: int, feed: Callable[[int], Samples[int]] | None = None) -> None:
        """Start playing. Raises NoSoundError."""
        self.gone = Event()
        self.handed = 0
        self._feed = feed or _silence
        try:
            with without_chatter():
                self._device = miniaudio.PlaybackDevice(
                    miniaudio.SampleFormat.SIGNED16, 1, rate, PERIOD, backends=backends(), app_name="nightcue"
                )
            self._device.stop_callback = self.gone.set
            handing = self._handing()
            next(handing)
            self._device.start(handing)
        except (miniaudio.MiniaudioError, KeyError) as problem:
            raise NoSoundError(str(problem)) from problem

    def play(self, feed: Callable[[int], Samples[int]]) -> None:
        """Go over to what `feed` hands on."""
        self._feed = feed

    def close(self) -> None:
        """Stop at once; that is not `gone`."""
        self._device.stop_callback = None
        self._device.close()

    def __enter__(self) -> SoundDevice:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _handing(self) -> Generator[Samples[int] | bytes, int, None]:
        count = yield b""
        while True:
            self.handed += count
            count = yield self._feed(count)


def _silence(count: int) -> Samples[int]:
    return array("h", bytes(2 * count))


def backends() -> list[miniaudio.Backend]:
    """Return what to try, in miniaudio's order. Not its null device, which it would take where there is no other."""
    named = os.environ.get("NIGHTCUE_SOUND")
    if named:
        return [miniaudio.Backend[named.upper()]]
    return [backend for backend in miniaudio.Backend if backend is not miniaudio.Backend.NULL]


@contextmanager
def without_chatter() -> Iterator[None]:
    """Keep what ALSA writes on stderr, thirty lines where there is no device, away from who lies in the dark."""
    kept = os.dup(2)
    with Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
