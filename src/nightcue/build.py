"""The pipeline: from a routine file to a track."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.language.diagnostics import Diagnostic, RoutineError, Span
from nightcue.language.reading import read_routine
from nightcue.language.routine import Routine, unroll
from nightcue.language.script import Chime, Recording, Script
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


@dataclass(frozen=True)
class Compiled:
    """A routine with everything but its track: the timeline, the clips it places and the name of the voice."""

    timeline: Timeline
    clips: Clips
    voice: str


def compile_routine(
    path: Path, settings: Mapping[str, str], voice: str | None = None, progress: Progress | None = None
) -> Compiled:
    """Read, unroll, speak and schedule the routine at `path`.

    `settings` overrides its variables and `voice` names another voice than the routine does. Raises RoutineError for
    anything wrong with the routine and VoiceError when a voice fails.
    """
    from nightcue.audio.clip import SAMPLE_RATE

    routine = read_routine(path, settings)
    script = unroll(routine)
    clips = _sounds(script)
    with _voice_for(routine, voice) as speaker:
        identity = speaker.identity
        clips |= _speech(routine, script, speaker, progress, named_by_hand=voice is not None)
    timeline = schedule(script, lambda kind, text: len(clips[kind, text]), SAMPLE_RATE)
    return Compiled(timeline, clips, identity.partition(";")[0])


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


def _voice_for(routine: Routine, named: str | None) -> Voice:
    from nightcue.voices.catalogue import open_voice

    settings = routine.voice
    return open_voice(named or str(settings.name), routine.speech.tag, settings.pace)


def _speech(routine: Routine, script: Script, voice: Voice, progress: Progress | None, *, named_by_hand: bool) -> Clips:
    from nightcue.voices.lexicon import respell
    from nightcue.voices.speaking import speak_all
    from nightcue.voices.voice import UnknownVoiceError

    lexicon = routine.speech.phrases.pronounce | routine.voice.pronounce
    said = {text: respell(text, lexicon) for text in dict.fromkeys(script.texts())}
    told = (lambda done, total, _: progress("speaking", done, total)) if progress else None
    try:
        clips = speak_all(voice, said.values(), told)
    except UnknownVoiceError as error:
        if named_by_hand:
            raise
        place = getattr(routine.voice.name, "span", routine.span)
        raise RoutineError([Diagnostic(place, "unknown-voice", str(error))]) from None
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
