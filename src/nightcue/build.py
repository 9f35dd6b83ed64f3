"""The pipeline: from a routine file to a track."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.language.diagnostics import Diagnostic, RoutineError, Span
from nightcue.language.reading import read_routine
from nightcue.language.routine import Routine, unroll
from nightcue.language.script import Chime, Recording, Script
from nightcue.safety.judging import judge
from nightcue.safety.profile import Profile
from nightcue.safety.rule import Subject
from nightcue.safety.rules.rescue import is_rescue
from nightcue.timeline.schedule import schedule
from nightcue.timeline.timeline import EventKind, Timeline

if TYPE_CHECKING:
    from nightcue.audio.clip import Clip, Samples
    from nightcue.audio.tags.track_info import TrackInfo
    from nightcue.voices.voice import Voice

Progress = Callable[[str, int, int], None]
"""Called with what is happening ("speaking", "encoding"), how much of it is done, and how much there is."""
Clips = dict[tuple[EventKind, str], "Clip"]
"""Every sound of a routine by the kind of event and its text."""

ALBUM = "nightcue"
DEFAULT_VOICE = "default"


@dataclass(frozen=True)
class Compiled:
    """A routine with everything but its track: the timeline, the clips it places and the name of the voice."""

    timeline: Timeline
    clips: Clips
    voice: str
    cleared_by: str | None = None


@dataclass(frozen=True)
class Choices:
    """What is asked for besides the routine itself.

    `settings` overrides variables, `voice` names another voice than the routine does, `allow` names safety rules to
    leave out, and `cleared_by` ("name, date") says who cleared what the profile speaks against.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    voice: str | None = None
    profile: Profile = field(default_factory=Profile)
    allow: frozenset[str] = frozenset()
    cleared_by: str | None = None


def compile_routine(path: Path, choices: Choices | None = None, progress: Progress | None = None) -> Compiled:
    """Read, unroll, speak, schedule and judge the routine at `path`.

    Raises RoutineError for anything wrong or unsafe in the routine, and VoiceError when a voice fails.
    """
    from nightcue.audio.clip import SAMPLE_RATE

    choices = choices or Choices()
    routine = read_routine(path, choices.settings)
    script = _addressed(unroll(routine), routine, choices)
    clips = _sounds(script)
    with _voice_for(routine, choices) as speaker:
        identity = speaker.identity
        clips |= _speech(routine, script, speaker, progress, _voice_named_at(routine, choices))
    timeline = schedule(script, lambda kind, text: len(clips[kind, text]), SAMPLE_RATE)
    findings = _judged(routine, script, timeline.duration, choices)
    timeline = replace(timeline, warnings=(*timeline.warnings, *findings))
    return Compiled(timeline, clips, identity.partition(";")[0], choices.cleared_by)


def write(compiled: Compiled, output: Path, format: str, progress: Progress | None = None) -> None:
    """Mix the compiled routine block by block into a track at `output`, which appears there only when it is whole.

    Raises OutputError when it cannot be written.
    """
    from nightcue.audio.mixing import Placement, mix
    from nightcue.audio.track import write_track

    timeline = compiled.timeline
    placements = [Placement(event.start, compiled.clips[event.kind, event.text]) for event in timeline.events]
    blocks = mix(placements, timeline.length)
    if progress:
        blocks = _counted(blocks, timeline.length, progress)
    write_track(output, format, _info(compiled), blocks, timeline.length, timeline.rate)


def output_path(timeline: Timeline, folder: Path, format: str) -> Path:
    """Where a track goes that nobody named: NAME.LANG.FORMAT in `folder`."""
    return folder / f"{timeline.name}.{timeline.language}.{format}"


def _addressed(script: Script, routine: Routine, choices: Choices) -> Script:
    """The script with the listener's name and who cleared it; in a rescue nothing comes before the help."""
    phrases = routine.speech.phrases
    greeting = [phrases.greeting.format(name=choices.profile.name)] if choices.profile.name else []
    cleared = [phrases.cleared.format(by=choices.cleared_by)] if choices.cleared_by else []
    return script.closing_with(*cleared) if is_rescue(routine) else script.opening_with(*greeting, *cleared)


def _judged(routine: Routine, script: Script, seconds: float, choices: Choices) -> list[Diagnostic]:
    """The warnings of the safety rules. Raises RoutineError when one of them finds an error."""
    allowed = choices.allow | ({"condition"} if choices.cleared_by else set())
    findings = judge(Subject(routine, script, seconds, choices.profile), allowed)
    if any(finding.severity == "error" for finding in findings):
        raise RoutineError(findings)
    return findings


def _voice_for(routine: Routine, choices: Choices) -> Voice:
    from nightcue.voices.catalogue import open_voice

    settings, profile = routine.voice, choices.profile
    name = choices.voice or (settings.name if settings.name != DEFAULT_VOICE else profile.voice or DEFAULT_VOICE)
    return open_voice(str(name), routine.speech.tag, profile.pace or settings.pace)


def _voice_named_at(routine: Routine, choices: Choices) -> Span | None:
    """Where the name of the voice stands: nowhere when it was given by hand."""
    if choices.voice:
        return None
    own = choices.profile.voice if routine.voice.name == DEFAULT_VOICE else None
    return getattr(own or routine.voice.name, "span", routine.span)


def _speech(routine: Routine, script: Script, voice: Voice, progress: Progress | None, named_at: Span | None) -> Clips:
    from nightcue.voices.lexicon import respell
    from nightcue.voices.speaking import speak_all
    from nightcue.voices.voice import UnknownVoiceError

    lexicon = routine.speech.phrases.pronounce | routine.voice.pronounce
    said = {text: respell(text, lexicon) for text in dict.fromkeys(script.texts())}
    told = (lambda done, total, _: progress("speaking", done, total)) if progress else None
    try:
        clips = speak_all(voice, said.values(), told)
    except UnknownVoiceError as error:
        if named_at is None:
            raise
        raise RoutineError([Diagnostic(named_at, "unknown-voice", str(error))]) from None
    return {("speech", text): clips[spoken] for text, spoken in said.items()}


def _sounds(script: Script) -> Clips:
    """The clips that are not speech. Raises RoutineError for every recording that cannot be used."""
    sounds: Clips = {}
    problems: list[Diagnostic] = []
    for cue in script.cues:
        if isinstance(cue, Chime):
            from nightcue.audio.chimes import draw_chime

            sounds.setdefault(("chime", cue.name), draw_chime(cue.name))
        elif isinstance(cue, Recording) and ("audio", str(cue.path)) not in sounds:
            clip = _recording(cue.path, cue.origin.span, problems)
            if clip is not None:
                sounds["audio", str(cue.path)] = clip
    if problems:
        raise RoutineError(problems)
    return sounds


def _recording(path: Path, place: Span, problems: list[Diagnostic]) -> Clip | None:
    from nightcue.audio.errors import SoundError
    from nightcue.audio.recordings import read_recording

    try:
        return read_recording(path)
    except SoundError as error:
        problems.append(Diagnostic(place, "unusable-recording", str(error)))
        return None


def _info(compiled: Compiled) -> TrackInfo:
    from nightcue.audio.tags.track_info import Chapter, LyricLine, TrackInfo

    timeline, rate = compiled.timeline, compiled.timeline.rate
    spoken = [event for event in timeline.events if event.kind == "speech"]
    comment = f"{timeline.summary} ({compiled.voice})".strip()
    if compiled.cleared_by:
        comment += f" Cleared by {compiled.cleared_by}."
    return TrackInfo(
        title=timeline.title,
        album=ALBUM,
        language=timeline.language,
        comment=comment,
        chapters=tuple(Chapter(c.title, c.start / rate, c.end / rate) for c in timeline.chapters),
        lines=tuple(LyricLine(e.start / rate, e.end / rate, e.text) for e in spoken),
        duration=timeline.duration,
    )


def _counted(blocks: Iterator[Samples], length: int, progress: Progress) -> Iterator[Samples]:
    done = 0
    for block in blocks:
        yield block
        done += len(block)
        progress("encoding", done, length)
