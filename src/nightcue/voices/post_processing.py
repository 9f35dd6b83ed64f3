"""The same finish for every engine's clips: rate, loudness and length, no silence around the words, no clicks."""

from __future__ import annotations

from nightcue.audio.clip import SAMPLE_RATE, Clip
from nightcue.audio.loudness import SPEECH_LUFS, loudness_of, normalised_line
from nightcue.audio.shaping import SILENCE_DBFS, resample, to_whole_frames, trim
from nightcue.voices.voice import Voice, VoiceError, as_spoken, shortened

_VERSION = 6
"""To be raised when the finish changes, so that kept clips are made again."""

_QUIETEST_LUFS = -70.0
"""The absolute gate of BS.1770: what is below it counts as silence."""

_PATIENT_SECONDS = 10
"""An engine may take this long, and a second for each character; a slow speaker takes a tenth of that."""


class PostProcessedVoice(Voice):
    """Any voice, its clips at SAMPLE_RATE and `loudness` LUFS, with at most 10 ms of silence before the sound.

    After it there is as much, and up to a whole frame of an MP3.
    """

    def __init__(self, voice: Voice, loudness: float) -> None:
        self._voice = voice
        self._loudness = loudness

    @property
    def identity(self) -> str:
        """The identity of the voice inside, and the version of the finish."""
        return f"{self._voice.identity}; shaped {_VERSION} at {self._loudness:g} LUFS"

    def speak(self, text: str) -> Clip:
        """Speak and finish a clip.

        Raises VoiceError as the voice inside does, and when nothing can be heard or the clip is far too long.
        """
        line = as_spoken(text)
        clip = resample(self._voice.speak(line), SAMPLE_RATE)
        if clip.seconds > _PATIENT_SECONDS + len(line):
            raise self._failure(f"went on for {clip.seconds:.0f} s with {shortened(line)}; choose another voice")
        heard = loudness_of(clip)
        if heard > _QUIETEST_LUFS:
            # what counts as silence is told from the level that the clip will have
            clip = trim(clip, threshold=SILENCE_DBFS + heard - SPEECH_LUFS)
            if len(clip):
                return to_whole_frames(normalised_line(clip, self._loudness))
        raise self._failure(f"made no sound for {shortened(line)}; write words it can speak")

    def _failure(self, what: str) -> VoiceError:
        return VoiceError(f"voice '{self.identity.partition(';')[0]}' {what}")

    @property
    def loaded(self) -> bool:
        """Whether the voice inside is."""
        return self._voice.loaded

    def close(self) -> None:
        """Close the voice inside."""
        self._voice.close()
