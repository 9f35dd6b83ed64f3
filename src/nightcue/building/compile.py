"""The pipeline: from a routine file to a timeline with every clip that it places."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.building.forms import forms_of
from nightcue.building.request import BuildRequest
from nightcue.building.speaking import Speaking
from nightcue.building.spoken_lines import lines_to_speak
from nightcue.language.diagnostics import Diagnostic, RoutineError, in_file_order
from nightcue.language.routine import Routine
from nightcue.language.script import Script
from nightcue.safety.checker import ANYWHERE, run_length_rules
from nightcue.safety.getting_ready import uses
from nightcue.safety.profile import Profile, read_profile
from nightcue.safety.reading.reviews import path_of_reviews, read_reviews
from nightcue.safety.reading.unread import unreviewed
from nightcue.safety.rule import Context
from nightcue.timeline.schedule import schedule
from nightcue.timeline.timeline import Timeline

if TYPE_CHECKING:
    from nightcue.audio.background import Background
    from nightcue.building.clips import Clips
    from nightcue.progress import Progress


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
    forms = forms_of(request, listener(request))
    return forms.routine, forms.script


def compile_routine(
    request: BuildRequest,
    progress: Progress | None = None,
    foresee: Callable[[Script, tuple[Path, ...]], None] | None = None,
) -> Compiled:
    """Read, unroll, judge, speak and schedule the routine asked for; what is unsafe is refused before it is spoken.

    Before anything is spoken, `foresee` gets the script and every file that decides how it comes out, and raises what
    stands in the way of the track. Raises RoutineError for anything wrong or unsafe in the routine, and VoiceError when
    a voice fails.
    """
    from nightcue.audio.clip import SAMPLE_RATE
    from nightcue.building.clips import background_of

    profile = listener(request)
    forms = forms_of(request, profile)
    routine, script = forms.routine, forms.script
    part = script if request.chapters is None else script.chapters(request.chapters)
    looked_at = _looked_at(request, routine)
    if foresee:
        foresee(part, looked_at)
    reviews = read_reviews(request.routine)
    context, allowed = Context(routine, script, math.nan, profile, reviews.allowed), allowed_in(request)
    findings = [*forms.judged(context, allowed), *unreviewed(routine, script, reviews)]
    refuse_errors(findings)
    spoken = Speaking(request, profile, routine, script).clips_of(part, progress)
    clips = spoken.clips
    timeline = schedule(part, lambda kind, text: len(clips[kind, text]), SAMPLE_RATE)
    timeline = _with_uses(timeline, part)
    if part is script:
        findings += run_length_rules(replace(context, seconds=timeline.duration), allowed)
        refuse_errors(findings)
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


def _with_uses(timeline: Timeline, script: Script) -> Timeline:
    """Return the timeline of `script` with what each window is for."""
    windows = (
        replace(window, of_getting_ready=use.of_getting_ready, is_worn=use.is_worn)
        for window, use in zip(timeline.windows, uses(script), strict=True)
    )
    return replace(timeline, windows=tuple(windows))


def refuse_errors(findings: list[Diagnostic]) -> None:
    """Raise RoutineError with all `findings` where one of them is an error."""
    if any(finding.severity == "error" for finding in findings):
        raise RoutineError(findings)


def listener(request: BuildRequest) -> Profile:
    """The profile of whoever hears the track."""
    return read_profile(request.profile) if request.profile else Profile()


def allowed_in(request: BuildRequest) -> frozenset[str]:
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
