"""The pipeline: from a routine file to a track."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.language.diagnostics import Diagnostic, RoutineError, Span, in_file_order
from nightcue.language.reading import read_routine
from nightcue.language.routine import Routine, unroll
from nightcue.language.script import Script
from nightcue.safety.judging import judge_length, judge_script
from nightcue.safety.profile import Profile
from nightcue.safety.rule import Subject
from nightcue.safety.rules.rescue import is_rescue
from nightcue.timeline.schedule import schedule
from nightcue.timeline.timeline import Timeline

if TYPE_CHECKING:
    from nightcue.audio.background import Background
    from nightcue.audio.clip import Samples
    from nightcue.audio.tags.track_info import TrackInfo
    from nightcue.building.clips import Clips, Progress, Wanted
    from nightcue.voices.voice import Pace, Voice

ALBUM = "nightcue"
DEFAULT_VOICE = "default"


@dataclass(frozen=True)
class Compiled:
    """A routine with everything but its track: the timeline, the clips it places, the name of the voice.

    `fade_to` is the gain in dB that the track sinks to, and `note` what a person should know of the voice.
    `looked_at` is every file and folder that it depends on.
    """

    timeline: Timeline
    clips: Clips
    voice: str
    background: Background | None = None
    fade_to: float = 0.0
    cleared_by: str | None = None
    note: str | None = None
    looked_at: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Choices:
    """What is asked for besides the routine itself.

    `settings` overrides variables, `voice` names another voice than the routine does, `allow` names safety rules to
    leave out, and `cleared_by` ("name, date") says who cleared what the profile speaks against. `recordings` is a
    folder with lines in one's own voice, in place of the one that the routine names. Of a routine whose beginning is
    enough for now, `chapters` is how many are made; all of it is judged but for its length.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    voice: str | None = None
    profile: Profile = field(default_factory=Profile)
    allow: frozenset[str] = frozenset()
    cleared_by: str | None = None
    recordings: Path | None = None
    chapters: int | None = None


def script_for(path: Path, choices: Choices | None = None) -> tuple[Routine, Script]:
    """The routine at `path`, and the script of what is heard, the listener's name in it. Raises RoutineError."""
    choices = choices or Choices()
    routine = read_routine(path, choices.settings)
    return routine, _addressed(unroll(routine), routine, choices)


def compile_routine(
    path: Path,
    choices: Choices | None = None,
    progress: Progress | None = None,
    foresee: Callable[[Script, tuple[Path, ...]], None] | None = None,
) -> Compiled:
    """Read, unroll, speak, schedule and judge the routine at `path`.

    Before anything is spoken, `foresee` gets the script and every file that decides how it comes out, and raises what
    stands in the way of the track. Raises RoutineError for anything wrong or unsafe in the routine, and VoiceError when
    a voice fails.
    """
    from nightcue.audio.clip import SAMPLE_RATE
    from nightcue.building.clips import Wanted, background_of, lines_to_speak

    choices = choices or Choices()
    routine, script = script_for(path, choices)
    part = script if choices.chapters is None else script.chapters(choices.chapters)
    looked_at = _looked_at(path, routine, choices)
    if foresee:
        foresee(part, looked_at)
    wanted = Wanted(routine, part, choices.recordings, _voice_named_at(routine, choices))
    subject, allowed = Subject(routine, script, math.nan, choices.profile), _allowed(choices)
    judged = cache(lambda: judge_script(subject, allowed))  # while the voice speaks, and at the latest afterwards
    lines = [*lines_to_speak(routine, script.texts()).values()]
    spoken = _spoken(wanted, lines, choices, progress, meanwhile=judged)
    clips = spoken.clips
    timeline = schedule(part, lambda kind, text: len(clips[kind, text]), SAMPLE_RATE)
    findings = judged()
    if part is script:
        findings = [*findings, *judge_length(replace(subject, seconds=timeline.duration), allowed)]
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
        choices.cleared_by,
        spoken.note,
        looked_at,
    )


def write(compiled: Compiled, output: Path, format: str, progress: Progress | None = None) -> None:
    """Mix the compiled routine block by block into a track at `output`, which appears there only when it is whole.

    Raises OutputError when it cannot be written.
    """
    from nightcue.audio.track import write_track

    timeline = compiled.timeline
    blocks = sound_blocks(compiled, progress)
    write_track(output, format, track_info(compiled), blocks, timeline.length, timeline.rate)


def sound_blocks(compiled: Compiled, progress: Progress | None = None) -> Iterator[Samples]:
    """The whole track as it is heard: int16 blocks, mono, `timeline.rate` samples a second, mixed one at a time."""
    from nightcue.audio.mixing import Placement, mix

    timeline = compiled.timeline
    placements = [Placement(event.start, compiled.clips[event.kind, event.text]) for event in timeline.events]
    blocks = mix(placements, timeline.length, background=compiled.background, fade_to=compiled.fade_to)
    return _counted(blocks, timeline.length, progress) if progress else blocks


def output_path(named: Script | Timeline, folder: Path, format: str) -> Path:
    """Where a track goes that nobody named: NAME.LANG.FORMAT in `folder`."""
    return folder / f"{named.name}.{named.language}.{format}"


def _addressed(script: Script, routine: Routine, choices: Choices) -> Script:
    """The script with the listener's name and who cleared it; in a rescue nothing comes before the help."""
    phrases = routine.speech.phrases
    greeting = [phrases.greeting.format(name=choices.profile.name)] if choices.profile.name else []
    cleared = [phrases.cleared.format(by=choices.cleared_by)] if choices.cleared_by else []
    return script.closing_with(*cleared) if is_rescue(routine) else script.opening_with(*greeting, *cleared)


def _allowed(choices: Choices) -> frozenset[str]:
    """The rules that find nothing: a clearance answers the one about the listener's conditions."""
    return choices.allow | ({"condition"} if choices.cleared_by else set())


def _looked_at(path: Path, routine: Routine, choices: Choices) -> tuple[Path, ...]:
    """Every file and folder that decides how a track of `routine` comes out, those that are not there too."""
    from nightcue.safety.profile_file import profile_path
    from nightcue.voices.engines import piper
    from nightcue.voices.voices_file import voices_file

    own = routine.recordings.path if routine.recordings else None
    named = [folder for folder in (choices.recordings, own) if folder]
    lines = [file for folder in named for file in sorted(folder.glob("*")) if file.is_file()]
    return (path, *routine.files, *named, *lines, profile_path(), voices_file(), *piper.folders())


@dataclass(frozen=True)
class _Spoken:
    """Every clip, the name of the voice that spoke the lines, and what a person should know of it."""

    clips: Clips
    voice: str
    note: str | None


def _spoken(
    wanted: Wanted,
    lines: Sequence[str],
    choices: Choices,
    progress: Progress | None,
    meanwhile: Callable[[], object],
) -> _Spoken:
    """All clips from one voice: that which was asked for, or else the best that can speak every one of `lines`.

    Raises RoutineError for recordings and names of no use, and the first VoiceError when no voice could.
    """
    from nightcue.building.clips import every_clip
    from nightcue.voices.catalogue import fallback_note, in_order
    from nightcue.voices.voice import UnknownVoiceError, VoiceError

    routine = wanted.routine
    asked, tag, pace = _voice_name(routine, choices), routine.speech.tag, choices.profile.pace or routine.voice.pace
    failures: list[VoiceError] = []
    for name in in_order(asked, tag, pace, lines):
        try:
            with _voice_for(name, pace, lines, routine, choices) as voice:
                clips, called = every_clip(wanted, voice, progress, meanwhile), voice.identity.partition(";")[0]
        except UnknownVoiceError:
            raise
        except VoiceError as failure:
            failures.append(failure)
        else:
            note = fallback_note(asked, tag)
            if failures:  # without the way out that it names: this is it
                note = f"{str(failures[0]).partition('; ')[0]}; {called} speaks this track instead"
            return _Spoken(clips, called, note)
    raise failures[0]


def _voice_for(name: str, pace: Pace, lines: Sequence[str], routine: Routine, choices: Choices) -> Voice:
    from nightcue.audio.loudness import speech_for
    from nightcue.voices.catalogue import open_voice
    from nightcue.voices.voice import UnknownVoiceError

    try:
        return open_voice(name, routine.speech.tag, pace, loudness=speech_for(routine.sound.loudness), lines=lines)
    except UnknownVoiceError as error:
        named_at = _voice_named_at(routine, choices)
        if named_at is None:
            raise
        raise RoutineError([Diagnostic(named_at, "unknown-voice", str(error))]) from None


def _voice_name(routine: Routine, choices: Choices) -> str:
    """The name given by hand, else the routine's, else the profile's where that speaks the routine's language."""
    from nightcue.voices.catalogue import speaks

    named = choices.voice or routine.voice.name
    if named == DEFAULT_VOICE and (own := choices.profile.voice) and speaks(own, routine.speech.tag):
        named = own
    return str(named)


def _voice_named_at(routine: Routine, choices: Choices) -> Span | None:
    """Where the name of the voice stands: nowhere when it was given by hand."""
    if choices.voice:
        return None
    own = choices.profile.voice if routine.voice.name == DEFAULT_VOICE else None
    return getattr(own or routine.voice.name, "span", routine.span)


def track_info(compiled: Compiled) -> TrackInfo:
    """What the track says about itself."""
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
        steps=tuple(start / rate for start in timeline.step_starts),
    )


def _counted(blocks: Iterator[Samples], length: int, progress: Progress) -> Iterator[Samples]:
    done = 0
    for block in blocks:
        yield block
        done += len(block)
        progress("encoding", done, length)
