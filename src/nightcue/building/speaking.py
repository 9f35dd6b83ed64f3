"""Choosing the voice of a routine, and having it speak the lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from nightcue.building.request import BuildRequest
from nightcue.building.spoken_lines import lines_to_speak
from nightcue.debugging import log, log_error
from nightcue.language.diagnostics import Diagnostic, RoutineError, Span
from nightcue.language.routine import Routine
from nightcue.language.script import Script
from nightcue.safety.profile import Profile

if TYPE_CHECKING:
    from nightcue.building.clips import Clips, Slow
    from nightcue.progress import Progress
    from nightcue.voices.voice import Pace, UnknownVoiceError, Voice

DEFAULT_VOICE = "default"


@dataclass(frozen=True)
class SpokenClips:
    """Every clip, the name of the voice that spoke, and a note about it."""

    clips: Clips
    voice: str
    note: str | None


HeardOf = Callable[[SpokenClips, "Slow"], object]
"""Gets what is spoken so far, more each time, and the lines that take time to speak."""


@dataclass(frozen=True)
class Speaking:
    """Finds the voice for a routine and has it speak; `script` is the whole, even if only a part is made.

    Where somebody is `waiting` to hear it, each line is spoken sooner, though all of them together take longer.
    """

    request: BuildRequest
    profile: Profile
    routine: Routine
    script: Script
    waiting: bool = field(default=False, kw_only=True)

    @cached_property
    def said(self) -> dict[str, str]:
        """What a voice is given for each line of the script."""
        return lines_to_speak(self.routine, self.script.texts())

    def clips_of(
        self,
        part: Script,
        progress: Progress | None,
        heard: HeardOf | None = None,
    ) -> SpokenClips:
        """Return all clips of `part` from one voice: the one asked for, or else the best that can speak every line.

        `heard` is called as that of `every_clip`, for another voice from the start. Raises RoutineError for unusable
        recordings and names, and the first VoiceError if no voice can.
        """
        from nightcue.building.clips import every_clip
        from nightcue.voices.catalogue import fallback_note
        from nightcue.voices.voice import UnknownVoiceError, VoiceError

        routine, asked, tag = self.routine, self._voice_name(), self.routine.speech.tag
        failures: list[VoiceError] = []
        order = self.voices()
        log("voices for %s, asked for as %s: %s", tag, asked, ", ".join(order))
        for name in order:
            try:
                with self.opened(name) as voice:
                    called = voice.identity.partition(";")[0]
                    noted = heard and partial(_noted, heard, called)
                    clips = every_clip(routine, part, self.request.recordings, voice, self.said, progress, noted)
            except UnknownVoiceError as error:
                raise self._placed(error) from None
            except VoiceError as failure:
                log_error(f"the voice {name}", failure)
                failures.append(failure)
            else:
                note = fallback_note(asked, tag)
                if failures:  # without the way out that it names: this is it
                    note = f"{str(failures[0]).partition('; ')[0]}; {called} speaks this track instead"
                log("spoken by %s", called)
                return SpokenClips(clips, called, note)
        raise failures[0]

    def kept_lengths(self, texts: Iterable[str]) -> dict[str, int]:
        """Return the lengths in samples of those `texts` that the first voice to try has kept; nothing is spoken.

        Raises RoutineError for an unusable name, and VoiceError.
        """
        with self._first_voice() as voice:
            kept = ((text, voice.kept(self.said[text])) for text in texts)
            return {text: len(clip) for text, clip in kept if clip is not None}

    def load(self, part: Script) -> None:
        """Have the first voice to try begin to load in other processes, if it has to speak any of `part`.

        What keeps it from that is raised when it is to speak.
        """
        from nightcue.voices.voice import VoiceError

        with suppress(RoutineError, VoiceError), self._first_voice() as voice:
            voice.start([self.said[text] for text in dict.fromkeys(part.texts())])

    def warm_up(self) -> None:
        """Load the first voice to try. Raises as `kept_lengths` does."""
        with self._first_voice() as voice:
            voice.warm_up()

    @property
    def pace(self) -> Pace:
        """The pace of the listener's profile, or of the routine."""
        return self.profile.pace or self.routine.voice.pace

    def voices(self) -> list[str]:
        """Return the names of the voices to try, the best first."""
        from nightcue.voices.catalogue import voices_to_try

        return voices_to_try(self._voice_name(), self.routine.speech.tag, self.pace, [*self.said.values()])

    def engine(self) -> str:
        """Return the engine of the first voice to try. Raises RoutineError for an unusable name, and VoiceError."""
        from nightcue.voices.ahead import packs
        from nightcue.voices.catalogue import EMBEDDED, find_voice
        from nightcue.voices.engines._pyttsx3 import ENGINE
        from nightcue.voices.voice import UnknownVoiceError

        tag, first = self.routine.speech.tag, self.voices()[0]
        if first == EMBEDDED:
            return ENGINE
        try:
            return find_voice(first, tag).engine
        except UnknownVoiceError as error:
            if pack := next((pack for pack in packs() if pack.voice == first and pack.is_of(tag, self.pace)), None):
                return pack.engine
            raise self._placed(error) from None

    def _first_voice(self) -> Voice:
        """Return the first voice to try. Raises RoutineError for an unusable name, and VoiceError."""
        from nightcue.voices.voice import UnknownVoiceError

        try:
            return self.opened(self.voices()[0])
        except UnknownVoiceError as error:
            raise self._placed(error) from None

    def opened(self, name: str) -> Voice:
        """Return the voice `name`, to speak the lines of the script. Raises UnknownVoiceError."""
        from nightcue.audio.levels import speech_for
        from nightcue.voices.catalogue import open_voice

        loudness = speech_for(self.routine.sound.loudness)
        voice = open_voice(name, self.routine.speech.tag, self.pace, loudness=loudness, lines=[*self.said.values()])
        if self.waiting:
            voice.hurry()
        return voice

    def _voice_name(self) -> str:
        """Return the voice of the request, the routine, or the profile if that one speaks the routine's language."""
        from nightcue.voices.catalogue import speaks

        named = self.request.voice or self.routine.voice.name
        if named == DEFAULT_VOICE and (own := self.profile.voice) and speaks(own, self.routine.speech.tag):
            named = own
        return str(named)

    def _placed(self, error: UnknownVoiceError) -> Exception:
        """Return the error at the place where the voice is named, or unchanged if it was named in the request."""
        place = self._voice_named_at()
        return RoutineError([Diagnostic(place, "unknown-voice", str(error))]) if place else error

    def _voice_named_at(self) -> Span | None:
        if self.request.voice:
            return None
        own = self.profile.voice if self.routine.voice.name == DEFAULT_VOICE else None
        return getattr(own or self.routine.voice.name, "span", self.routine.span)


def _noted(heard: HeardOf, voice: str, clips: Clips, slow: Slow) -> None:
    heard(SpokenClips(clips, voice, None), slow)
