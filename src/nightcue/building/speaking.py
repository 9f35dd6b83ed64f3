"""Having the lines of a routine spoken by the voice that was asked for, or the best one that can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nightcue.building.request import BuildRequest
from nightcue.building.spoken_lines import lines_to_speak
from nightcue.debugging import log, log_error
from nightcue.language.diagnostics import Diagnostic, RoutineError, Span
from nightcue.language.routine import Routine
from nightcue.language.script import Script
from nightcue.safety.profile import Profile

if TYPE_CHECKING:
    from nightcue.building.clips import Clips
    from nightcue.progress import Progress
    from nightcue.voices.voice import Pace, UnknownVoiceError, Voice

DEFAULT_VOICE = "default"


@dataclass(frozen=True)
class Spoken:
    """Every clip, the name of the voice that spoke the lines, and what a person should know of it."""

    clips: Clips
    voice: str
    note: str | None


@dataclass(frozen=True)
class Speaking:
    """Finds the voice for a routine and has it speak; `script` is the whole, even where a part of it is made."""

    request: BuildRequest
    profile: Profile
    routine: Routine
    script: Script

    def clips_of(self, part: Script, progress: Progress | None) -> Spoken:
        """All clips of `part` from one voice: that which was asked for, or else the best that can speak every line.

        Raises RoutineError for recordings and names of no use, and the first VoiceError when no voice could.
        """
        from nightcue.building.clips import every_clip
        from nightcue.voices.catalogue import fallback_note, in_order
        from nightcue.voices.voice import UnknownVoiceError, VoiceError

        routine, asked, tag = self.routine, self._voice_name(), self.routine.speech.tag
        pace, lines = self.pace, [*lines_to_speak(routine, self.script.texts()).values()]
        failures: list[VoiceError] = []
        order = in_order(asked, tag, pace, lines)
        log("voices for %s, asked for as %s: %s", tag, asked, ", ".join(order))
        for name in order:
            try:
                with self._opened(name, pace, lines) as voice:
                    clips = every_clip(routine, part, self.request.recordings, voice, progress)
                    called = voice.identity.partition(";")[0]
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
                return Spoken(clips, called, note)
        raise failures[0]

    @property
    def pace(self) -> Pace:
        """The listener's own, or the routine's."""
        return self.profile.pace or self.routine.voice.pace

    def engine(self) -> str:
        """The engine of the voice that would speak first. Raises RoutineError for a name of no use, and VoiceError."""
        from nightcue.voices.ahead import packs
        from nightcue.voices.catalogue import EMBEDDED, find_voice, in_order
        from nightcue.voices.engines._pyttsx3 import ENGINE
        from nightcue.voices.voice import UnknownVoiceError

        asked, tag = self._voice_name(), self.routine.speech.tag
        lines = [*lines_to_speak(self.routine, self.script.texts()).values()]
        first = in_order(asked, tag, self.pace, lines)[0]
        if first == EMBEDDED:
            return ENGINE
        try:
            return find_voice(first, tag).engine
        except UnknownVoiceError as error:
            if pack := next((pack for pack in packs() if pack.voice == first and pack.is_of(tag, self.pace)), None):
                return pack.engine
            raise self._placed(error) from None

    def _opened(self, name: str, pace: Pace, lines: Sequence[str]) -> Voice:
        from nightcue.audio.loudness import speech_for
        from nightcue.voices.catalogue import open_voice

        loudness = speech_for(self.routine.sound.loudness)
        return open_voice(name, self.routine.speech.tag, pace, loudness=loudness, lines=lines)

    def _voice_name(self) -> str:
        """The name given by hand, else the routine's, else the profile's where that speaks the routine's language."""
        from nightcue.voices.catalogue import speaks

        named = self.request.voice or self.routine.voice.name
        if named == DEFAULT_VOICE and (own := self.profile.voice) and speaks(own, self.routine.speech.tag):
            named = own
        return str(named)

    def _placed(self, error: UnknownVoiceError) -> Exception:
        """The error at the place where the voice is named; as it is where that was done by hand."""
        place = self._voice_named_at()
        return RoutineError([Diagnostic(place, "unknown-voice", str(error))]) if place else error

    def _voice_named_at(self) -> Span | None:
        if self.request.voice:
            return None
        own = self.profile.voice if self.routine.voice.name == DEFAULT_VOICE else None
        return getattr(own or self.routine.voice.name, "span", self.routine.span)
