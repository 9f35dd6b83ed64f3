"""Hearing one utterance, for whoever records a word or tries one; the microphone is shut before and after it."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING

from nightcue.bedside.track import Samples
from nightcue.bedside.voice_words.errors import NoMicrophoneError
from nightcue.bedside.voice_words.microphone import STUCK, Microphone, as_wave
from nightcue.bedside.voice_words.utterances import RATE, Utterances

if TYPE_CHECKING:
    from nightcue.audio.clip import Wave


class Recorder:
    """Holds the microphone in its block. Raises NoMicrophoneError."""

    def __enter__(self) -> Recorder:
        self._sound: SimpleQueue[Samples[int]] = SimpleQueue()
        self._microphone = Microphone(lambda samples: self._sound.put(samples))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._microphone.close()

    def utterance(self, patience: float) -> Wave | None:
        """Return the next utterance; None where there is none within `patience` seconds. Raises NoMicrophoneError."""
        self._sound = SimpleQueue()
        self._microphone.open()
        try:
            return self._first(patience)
        finally:
            self._microphone.shut()

    def _first(self, patience: float) -> Wave | None:
        utterances, heard, is_mute = Utterances(), 0, True
        while heard < patience * RATE:
            try:
                sound = as_wave(self._sound.get(timeout=STUCK))
            except Empty:
                raise NoMicrophoneError("the microphone has gone, or hands on nothing; try another") from None
            heard += len(sound)
            is_mute = is_mute and not sound.any()
            if found := utterances.take(sound):
                return found[0]
        if is_mute:
            raise NoMicrophoneError(
                "the microphone hears nothing at all; allow it for this terminal in the settings of the system"
            )
        return None
