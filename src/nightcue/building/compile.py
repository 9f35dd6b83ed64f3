"""The pipeline: from a routine file to a timeline with every clip that it places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.building.forms import Forms, forms_of
from nightcue.building.judging import judge, refuse_errors
from nightcue.building.request import BuildRequest
from nightcue.building.speaking import Speaking, SpokenClips
from nightcue.language.diagnostics import in_file_order
from nightcue.language.routine import Routine
from nightcue.language.script import Script
from nightcue.safety.getting_ready import uses
from nightcue.safety.reading.reviews import path_of_reviews
from nightcue.timeline.schedule import schedule
from nightcue.timeline.timeline import Timeline

if TYPE_CHECKING:
    from nightcue.audio.background import Background
    from nightcue.building.clips import Clips, Slow
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
    floor: float | None = None
    cleared_by: str | None = None
    note: str | None = None
    looked_at: tuple[Path, ...] = ()
    spoken: dict[str, str] = field(default_factory=dict)


Early = Callable[[Forms, "Clips", "Slow", Callable[[Script], Compiled]], object]
"""Gets the clips that are there, the lines that take time to speak, and what compiles a beginning of these clips.

Everything is judged before, but for the length of the whole.
"""


def script_for(request: BuildRequest) -> tuple[Routine, Script]:
    """Return the routine asked for, and the script of what is heard, the listener's name in it. Raises RoutineError."""
    forms = forms_of(request)
    return forms.routine, forms.script


def compile_routine(
    request: BuildRequest,
    progress: Progress | None = None,
    foresee: Callable[[Script, tuple[Path, ...]], None] | None = None,
    early: Early | None = None,
) -> Compiled:
    """Read, unroll, judge, speak and schedule the routine asked for; what is unsafe is refused before it is spoken.

    Before anything is spoken, `foresee` gets the script and every file that decides how it comes out, and raises what
    stands in the way of the track. `early` is called whenever there are more clips. Raises RoutineError for anything
    wrong or unsafe in the routine, and VoiceError when a voice fails.
    """
    forms = forms_of(request)
    speaking = Speaking(request, forms.profile, forms.routine, forms.script, waiting=early is not None)
    speaking.load(forms.script)  # while the rules judge
    return compile_forms(forms, speaking, progress, foresee, early)


def compile_forms(
    forms: Forms,
    speaking: Speaking,
    progress: Progress | None = None,
    foresee: Callable[[Script, tuple[Path, ...]], None] | None = None,
    early: Early | None = None,
) -> Compiled:
    """Do the same with a routine that is read and unrolled already, spoken by `speaking`, which has the request."""
    from nightcue.audio.clip import SAMPLE_RATE
    from nightcue.audio.mp3.frames import FRAME_SAMPLES
    from nightcue.building.clips import background_of

    request, routine, script = speaking.request, forms.routine, forms.script
    looked_at = every_input(request, routine)
    if foresee:
        foresee(script, looked_at)
    judgement = judge(request, forms)
    refuse_errors(judgement.findings)

    def compiled(part: Script, spoken: SpokenClips) -> Compiled:
        findings = judgement.findings
        timeline = schedule(part, lambda kind, text: len(spoken.clips[kind, text]), SAMPLE_RATE, FRAME_SAMPLES, script)
        timeline = _with_uses(timeline, script)
        if part is script:
            findings = [*findings, *judgement.of_length(timeline.duration)]
            refuse_errors(findings)
        else:
            timeline = timeline.without_last_gap()
        timeline = replace(timeline, warnings=tuple(in_file_order([*timeline.warnings, *findings])))
        return Compiled(
            timeline,
            spoken.clips,
            spoken.voice,
            background=background_of(routine.sound, timeline),
            fade_to=routine.sound.fade_to,
            floor=routine.sound.floor,
            cleared_by=request.cleared_by,
            note=spoken.note,
            looked_at=looked_at,
            spoken=speaking.said,
        )

    def heard(spoken: SpokenClips, slow: Slow) -> None:
        if early:
            early(forms, spoken.clips, slow, lambda part: compiled(part, spoken))

    return compiled(script, speaking.clips_of(script, progress, heard if early else None))


def _with_uses(timeline: Timeline, script: Script) -> Timeline:
    """Return the timeline of `script`, or of its beginning, with what each window is for in the whole."""
    windows = (
        replace(window, of_getting_ready=use.of_getting_ready, is_worn=use.is_worn)
        for window, use in zip(timeline.windows, uses(script), strict=False)
    )
    return replace(timeline, windows=tuple(windows))


def every_input(request: BuildRequest, routine: Routine) -> tuple[Path, ...]:
    """Return every file and folder that decides how a track of `routine` comes out, those that are not there too."""
    from nightcue.storage.paths import voices_file, voices_folder

    own = routine.recordings.path if routine.recordings else None
    profile = [request.profile] if request.profile else []
    opening = [request.opening_recording] if request.opening_recording else []
    named = [folder for folder in (request.recordings, own) if folder]
    lines = [file for folder in named for file in sorted(folder.glob("*")) if file.is_file()]
    reviews = path_of_reviews(request.routine)
    ours = (voices_file(), voices_folder())
    return (request.routine, reviews, *routine.files, *named, *lines, *opening, *profile, *ours)
