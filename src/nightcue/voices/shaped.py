"""The same finish for every engine's clips: one sample rate, no silence around the words, no clicks."""

from __future__ import annotations

from nightcue.audio.clip import SAMPLE_RATE, Clip
from nightcue.audio.shaping import fade, resample, trim
from nightcue.voices.voice import Voice, VoiceError, as_spoken, shortened

_VERSION = 1
"""To be raised when the finish changes, so that kept clips are made again."""


class ShapedVoice(Voice):
    """Any voice, its clips at SAMPLE_RATE with 5 ms of silence at most around the sound and faded edges."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    @property
    def identity(self) -> str:
        """The identity of the voice inside, and the version of the finish."""
        return f"{self._voice.identity}; shaped {_VERSION}"

    def speak(self, text: str) -> Clip:
        """Speak and finish a clip. Raises VoiceError as the voice inside does, and when nothing can be heard."""
        line = as_spoken(text)
        clip = trim(resample(self._voice.speak(line), SAMPLE_RATE))
        if not len(clip):
            name = self.identity.partition(";")[0]
            raise VoiceError(f"voice '{name}' made no sound for {shortened(line)}; write words it can speak")
        return fade(clip)

    def close(self) -> None:
        """Close the voice inside."""
        self._voice.close()
