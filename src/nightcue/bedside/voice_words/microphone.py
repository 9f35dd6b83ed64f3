"""The microphone of the machine, by miniaudio."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator
from threading import Event
from typing import TYPE_CHECKING

from nightcue.bedside.lean_miniaudio import miniaudio
from nightcue.bedside.sound_device import backends, without_chatter
from nightcue.bedside.track import Samples
from nightcue.bedside.voice_words.errors import NoMicrophoneError
from nightcue.bedside.voice_words.utterances import RATE

if TYPE_CHECKING:
    from nightcue.audio.clip import Wave

STUCK = 5.0
"""Seconds after which an open microphone that hands on nothing is taken for gone."""

PERIOD = 50
"""Milliseconds that are heard at a time."""


def as_wave(samples: Samples[int]) -> Wave:
    """Return what the microphone has heard as a Wave."""
    import numpy as np

    return np.array(samples, np.float32) / np.float32(32768)


class Microphone:
    """The default microphone, mono at RATE samples a second. It hears nothing until it is opened.

    What it hears, int16, is handed to `heard` by a thread of its own. `gone` is set when it stops by itself.
    $NIGHTCUE_SOUND names one of miniaudio's backends, as for playing: `null` hears zeros.
    """

    def __init__(self, heard: Callable[[Samples[int]], None]) -> None:
        """Raise NoMicrophoneError where there is none, or it may not be used."""
        self.gone = Event()
        self.is_open = False
        self._heard = heard
        try:
            with without_chatter():
                self._device = miniaudio.CaptureDevice(
                    miniaudio.SampleFormat.SIGNED16, 1, RATE, PERIOD, backends=backends(), app_name="nightcue"
                )
        except (miniaudio.MiniaudioError, KeyError) as problem:
            raise NoMicrophoneError(
                "there is no microphone here that may be used; plug one in, or allow it in the settings of the system"
            ) from problem

    def open(self) -> None:
        """Begin to hear. Raises NoMicrophoneError."""
        handing = self._handing()
        next(handing)
        self._device.stop_callback = self.gone.set
        try:
            self._device.start(handing)
        except miniaudio.MiniaudioError as problem:
            raise NoMicrophoneError("the microphone cannot be opened; see whether another program has it") from problem
        self.is_open = True

    def shut(self) -> None:
        """Hear nothing more until it is opened again; that is not `gone`."""
        self.is_open = False
        self._device.stop_callback = None
        try:
            self._device.stop()
        except miniaudio.MiniaudioError:
            self.gone.set()

    def close(self) -> None:
        """Let go of the microphone."""
        self.is_open = False
        self._device.stop_callback = None
        self._device.close()

    def __enter__(self) -> Microphone:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _handing(self) -> Generator[None, bytearray, None]:
        while True:
            content = yield
            self._heard(array("h", bytes(content)))
