"""The pipeline: from a routine file to a timeline with every clip that it places."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.building.request import BuildRequest
from nightcue.building.spoken_lines import lines_to_speak, with_doubts
from nightcue.debugging import log, log_error
from nightcue.language.diagnostics import Diagnostic, RoutineError, Span, in_file_order
from nightcue.language.reading import read_routine
from nightcue.language.routine import Routine, unroll
from nightcue.language.script import Script
from nightcue.safety.checker import ANYWHERE, run_length_rules, run_script_rules
from nightcue.safety.profile import Profile, read_profile
from nightcue.safety.reading.reviews import path_of_reviews, read_reviews
from nightcue.safety.reading.unread import unreviewed
from nightcue.safety.rule import Context
from nightcue.safety.rules.rescue import is_rescue
from nightcue.timeline.schedule import schedule
from nightcue.timeline.timeline import Timeline

if TYPE_CHECKING:
    from nightcue.audio.background import Background
    from nightcue.building.clips import Clips
    from nightcue.progress import Progress
    from nightcue.voices.voice import Pace, UnknownVoiceError, Voice

DEFAULT_VOICE = "default"

RESCUE_LEAD_IN = Fraction(1, 5)
"""The lead-in of a rescue, in seconds: a cramp does not wait for its first word."""


@dataclass(frozen=True)
class Compiled:
    """A routine with everything but its track: the timeline, the clips it places, the name of the voice.

    `fade_to` is the gain in dB that the track sinks to, `floor` the level in dBFS of the noise under it, None for none,
    and `note` what a person should know of the voice. `looked_at` is every file and folder that it depends on, and
    `spoken` what a voice is given for each line.
    """

    timeline: Timeline
    clips: Clips
    voice: str
    background: Background | None = None
    fade_to: float = 0.0
    cleared_by: str | None = None
    note: str | None = None
    looked_at: tuple[Path, ...] = ()
    spoken: dict[str, str] = field(default_factory=dict)
    floor: float | None = None


def script_for(request: BuildRequest) -> tuple[Routine, Script]:
    """Return the routine asked for, and the script of what is heard, the listener's name in it. Raises RoutineError."""
    return _script_for(request, _listener(request))


def compile_routine(
    request: BuildRequest,
    progress: Progress | None = None,
    foresee: Callable[[Script, tuple[Path, ...]], None] | None = None,
) -> Compiled:
    """Read, unroll, speak, schedule and judge the routine asked for.

    Before anything is spoken, `foresee` gets the script and every file that decides how it comes out, and raises what
    stands in the way of the track. Raises RoutineError for anything wrong or unsafe in the routine, and VoiceError when
    a voice fails.
    """
    from nightcue.audio.clip import SAMPLE_RATE
    from nightcue.building.clips import background_of

    profile = _listener(request)
    routine, script = _script_for(request, profile)
    part = script if request.chapters is None else script.chapters(request.chapters)
    looked_at = _looked_at(request, routine)
    if foresee:
        foresee(part, looked_at)
    reviews = read_reviews(request.routine)
    context, allowed = Context(routine, script, math.nan, profile, reviews.allowed), _allowed(request)
    # while the voice speaks, and at the latest afterwards
    judged = cache(lambda: [*run_script_rules(context, allowed), *unreviewed(routine, script, reviews)])
    spoken = _Speaking(request, profile, routine, script).clips_of(part, progress, meanwhile=judged)
    clips = spoken.clips
    timeline = schedule(part, lambda kind, text: len(clips[kind, text]), SAMPLE_RATE)
    findings = judged()
    if part is script:
        findings = [*findings, *run_length_rules(replace(context, seconds=timeline.duration), allowed)]
    if any(finding.severity == "error" for finding in findings):
        raise RoutineError(findings)
    timeline = replace(timeline, warnings=tuple(in_file_order([*timeline.warnings, *findings])))
    if part is not script:
        timeline = timeline.without_last_gap()
    background = background_of(routine.sound, timeline)
    return Compiled(
        timeline,
        clips,
        spoken.voice,
        background,
        routine.sound.fade_to,
        request.cleared_by,
        spoken.note,
        looked_at,
        lines_to_speak(routine, part.texts()),
        routine.sound.floor,
    )


def _listener(request: BuildRequest) -> Profile:
    return read_profile(request.profile) if request.profile else Profile()


def _script_for(request: BuildRequest, profile: Profile) -> tuple[Routine, Script]:
    """The routine and its script with the listener's name and who cleared it; in a rescue nothing precedes the help."""
    routine = read_routine(request.routine, request.settings)
    script, phrases = unroll(routine), routine.speech.phrases
    greeting = [phrases.greeting.format(name=profile.name)] if profile.name else []
    cleared = [phrases.cleared.format(by=request.cleared_by)] if request.cleared_by else []
    if is_rescue(routine):
        return routine, with_doubts(routine, replace(script, lead_in=RESCUE_LEAD_IN).closing_with(*cleared))
    return routine, with_doubts(routine, script.opening_with(*greeting, *cleared))


def _allowed(request: BuildRequest) -> frozenset[str]:
    """Return what may be found and passes: a clearance answers the rule about the listener's conditions."""
    return request.allow | ({f"condition{ANYWHERE}"} if request.cleared_by else set())


def _looked_at(request: BuildRequest, routine: Routine) -> tuple[Path, ...]:
    """Return every file and folder that decides how a track of `routine` comes out, those that are not there too."""
    from nightcue.storage.paths import voices_file, voices_folder

    own = routine.recordings.path if routine.recordings else None
    profile = [request.profile] if request.profile else []
    named = [folder for folder in (request.recordings, own) if folder]
    lines = [file for folder in named for file in sorted(folder.glob("*")) if file.is_file()]
    reviews = path_of_reviews(request.routine)
    return (request.routine, reviews, *routine.files, *named, *lines, *profile, voices_file(), voices_folder())


@dataclass(frozen=True)
class _Spoken:
    """Every clip, the name of the voice that spoke the lines, and what a person should know of it."""

    clips: Clips
    voice: str
    note: str | None


@dataclass(frozen=True)
class _Speaking:
    """Finds the voice for a routine and has it speak; `script` is the whole, even where a part of it is made."""

    request: BuildRequest
    profile: Profile
    routine: Routine
    script: Script

    def clips_of(self, part: Script, progress: Progress | None, meanwhile: Callable[[], object]) -> _Spoken:
        """All clips of `part` from one voice: that which was asked for, or else the best that can speak every line.

        `meanwhile` is done while it speaks. Raises RoutineError for recordings and names of no use, and the first
        VoiceError when no voice could.
        """
        from nightcue.building.clips import every_clip
        from nightcue.voices.catalogue import fallback_note, in_order
        from nightcue.voices.voice import UnknownVoiceError, VoiceError

        routine, asked, tag = self.routine, self._voice_name(), self.routine.speech.tag
        pace, lines = self.profile.pace or routine.voice.pace, [*lines_to_speak(routine, self.script.texts()).values()]
        failures: list[VoiceError] = []
        order = in_order(asked, tag, pace, lines)
        log("voices for %s, asked for as %s: %s", tag, asked, ", ".join(order))
        for name in order:
            try:
                with self._opened(name, pace, lines) as voice:
                    clips = every_clip(routine, part, self.request.recordings, voice, progress, meanwhile)
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
                return _Spoken(clips, called, note)
        raise failures[0]

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
        """Return the error at the place where the voice is named; as it is where that was done by hand."""
        place = self._voice_named_at()
        return RoutineError([Diagnostic(place, "unknown-voice", str(error))]) if place else error

    def _voice_named_at(self) -> Span | None:
        if self.request.voice:
            return None
        own = self.profile.voice if self.routine.voice.name == DEFAULT_VOICE else None
        return getattr(own or self.routine.voice.name, "span", self.routine.span)
