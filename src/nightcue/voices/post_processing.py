"""Post-processing of every engine's clips: sample rate, loudness, no silence around the words, no clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nightcue.audio.clip import SAMPLE_RATE
from nightcue.audio.levels import SPEECH_LUFS
from nightcue.voices.voice import Voice, VoiceAround, VoiceError, as_spoken, shortened

if TYPE_CHECKING:
    from nightcue.audio.clip import Clip

_VERSION = 8
"""Raise this when the post-processing changes: it makes clips in the cache invalid."""

_QUIETEST_LUFS = -70.0
"""The absolute gate of BS.1770: anything quieter counts as silence."""

_PATIENT_SECONDS = 10
"""The longest clip has these seconds and one for each character; slow speech takes a tenth of that."""


class PostProcessedVoice(VoiceAround):
    """A voice with clips at SAMPLE_RATE and `loudness` LUFS, with at most 10 ms of silence at either end."""

    def __init__(self, voice: Voice, loudness: float) -> None:
        super().__init__(voice)
        self._loudness = loudness

    @property
    def identity(self) -> str:
        """The identity of the voice inside, and the version of the post-processing."""
        return f"{self._voice.identity}; shaped {_VERSION} at {self._loudness:g} LUFS"

    def speak(self, text: str) -> Clip:
        """Return the clip of the voice inside, post-processed.

        Raises VoiceError as that does, and for a clip in which nothing can be heard or that is far too long.
        """
        from nightcue.audio.loudness import loudness_of, normalised_line  # the engine starts before numpy is loaded
        from nightcue.audio.shaping import SILENCE_DBFS, resample, trim

        line = as_spoken(text)
        clip = resample(self._voice.speak(line), SAMPLE_RATE)
        if clip.seconds > _PATIENT_SECONDS + len(line):
            raise self._failure(f"went on for {clip.seconds:.0f} s with {shortened(line)}; choose another voice")
        heard = loudness_of(clip)
        if heard > _QUIETEST_LUFS:
            # silence is measured at the level that the clip will have
            clip = trim(clip, threshold=SILENCE_DBFS + heard - SPEECH_LUFS)
            if len(clip):
                return normalised_line(clip, self._loudness)
        raise self._failure(f"made no sound for {shortened(line)}; write words it can speak")

    def _failure(self, what: str) -> VoiceError:
        return VoiceError(f"voice '{self.identity.partition(';')[0]}' {what}")
