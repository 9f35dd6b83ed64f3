"""Every clip of a routine: spoken, recorded, drawn, and what sounds in the background."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.audio.chimes import TICKS, draw_chime
from nightcue.audio.clip import Clip
from nightcue.audio.errors import SoundError
from nightcue.audio.levels import speech_for
from nightcue.language.diagnostics import Diagnostic, RoutineError, Span
from nightcue.language.path_fields import Named
from nightcue.language.routine import Routine
from nightcue.language.script import Chime, Recording, Script, Window
from nightcue.language.sound import Sound
from nightcue.progress import Progress
from nightcue.storage.paths import cached
from nightcue.timeline.timeline import EventKind, Timeline
from nightcue.voices.batch import speak_all
from nightcue.voices.cache import ClipCache
from nightcue.voices.voice import Voice

if TYPE_CHECKING:
    from nightcue.audio.background import Background


Clips = dict[tuple[EventKind, str], Clip]
"""Every sound of a routine by the kind of event and its text."""


@dataclass(frozen=True)
class Slow:
    """The `lines` that take time to speak, in the order of speaking, so many `side_by_side` at a time.

    `is_loaded` says that the voice has just loaded, to speak the first of them.
    """

    lines: Sequence[str]
    side_by_side: int
    is_loaded: bool = False


Heard = Callable[[Clips, Slow], object]
"""Gets the clips that are there, more each time, and the lines that take time to speak."""


def every_clip(
    routine: Routine,
    script: Script,
    recordings: Path | None,
    voice: Voice,
    said: Mapping[str, str],
    progress: Progress | None = None,
    heard: Heard | None = None,
) -> Clips:
    """Return the clips of all cues: lines from the folder of recordings if it has them, else spoken by `voice`.

    `recordings` is that folder, in place of the one that `routine` names, and `said` what `voice` is given for a line.
    `heard` is called in this thread before a line is spoken, and after each. Raises RoutineError with every recording
    that cannot be used, and VoiceError when the voice fails.
    """
    clips = recorded_clips(routine, script, recordings)
    missing = list(dict.fromkeys(text for text in script.texts() if ("speech", text) not in clips))
    noted = heard and _noting(clips, missing, voice, said, heard)
    spoken = speak_all(voice, [said[text] for text in missing], progress, noted)
    return clips | {("speech", text): spoken[said[text]] for text in missing}


def _noting(
    there: Clips, missing: Sequence[str], voice: Voice, said: Mapping[str, str], heard: Heard
) -> Callable[[Mapping[str, Clip]], None]:
    """Return what adds the clips of lines to those that are `there`, and calls `heard` with them."""
    clips, by_line = dict(there), dict[str, list[str]]()
    for text in missing:
        by_line.setdefault(said[text], []).append(text)
    slow: list[str] | None = None

    def note(new: Mapping[str, Clip]) -> None:
        nonlocal slow
        clips.update({("speech", text): clip for line, clip in new.items() for text in by_line[line]})
        is_loaded = slow is not None and not new
        if slow is None:  # what is kept is noted first
            left = [text for text in missing if ("speech", text) not in clips]
            slow = [text for text in left if not voice.is_at_hand(said[text])] or left
        heard(clips, Slow(slow, voice.side_by_side, is_loaded))

    return note


def recorded_clips(routine: Routine, script: Script, recordings: Path | None) -> Clips:
    """Return the clips of `every_clip` that need no voice: recordings, lines in one's own voice, and chimes.

    Raises RoutineError with every recording that cannot be used.
    """
    loudness = speech_for(routine.sound.loudness)
    cache = ClipCache(cached("clips"))
    problems: list[Diagnostic] = []
    clips = Clips()
    for cue in script.cues:
        if isinstance(cue, Recording) and ("audio", str(cue.path)) not in clips:
            from nightcue.voices.recorded import recorded_clip  # slow to load, and few routines have any

            with _noted_at(cue.origin.span, problems):
                clips["audio", str(cue.path)] = recorded_clip(cue.path, loudness, cache, trimmed=False)
    folder = Named(recordings, routine.span) if recordings else routine.recordings
    clips |= _recorded_lines(script.texts(), folder, loudness, cache, problems) if folder else {}
    if problems:
        raise RoutineError(problems)
    return clips | {("chime", name): draw_chime(name, loudness) for name in _chimes(script)}


def background_of(sound: Sound, timeline: Timeline) -> Background | None:
    """Return what sounds under everything, lower under whatever is heard. Raises RoutineError for a file of no use."""
    if sound.background is None:
        return None
    from nightcue.audio.background import Background, from_file
    from nightcue.audio.noise import brown_noise, rain

    rate = timeline.rate
    if isinstance(sound.background, Named):
        problems: list[Diagnostic] = []
        with _noted_at(sound.background.span, problems):
            loop = from_file(sound.background.path, rate)
        if problems:
            raise RoutineError(problems)
    else:
        loop = {"brown-noise": brown_noise, "rain": rain}[sound.background](rate)
    # a tick every second would make it go down and up again and again
    spans = [(event.start, event.end) for event in timeline.events if event.text not in TICKS]
    return Background(loop, speech_for(sound.loudness) + sound.level, sound.duck, spans, timeline.length, rate)


def _chimes(script: Script) -> dict[str, None]:
    """Return the names of every chime and tick, each once."""
    named: dict[str, None] = {}
    for cue in script.cues:
        if isinstance(cue, Chime):
            named[cue.name] = None
        elif isinstance(cue, Window):
            named |= dict.fromkeys(inner.text for inner in cue.cues if inner.kind == "chime")
    return named


def _recorded_lines(
    texts: Iterable[str], recordings: Named, loudness: float, cache: ClipCache, problems: list[Diagnostic]
) -> Clips:
    from nightcue.voices.recorded import RecordingFolder, recorded_clip

    lines, place = Clips(), recordings.span
    with _noted_at(place, problems):
        folder = RecordingFolder(recordings.path)
        for text in dict.fromkeys(texts):
            with _noted_at(place, problems):
                if file := folder.find(text):
                    lines["speech", text] = recorded_clip(file, loudness, cache, trimmed=True)
    return lines


@contextmanager
def _noted_at(place: Span, problems: list[Diagnostic]) -> Iterator[None]:
    """Add an unusable sound file in this block to `problems`, at `place`, and go on after the block."""
    try:
        yield
    except SoundError as error:
        problems.append(Diagnostic(place, "unusable-recording", str(error)))
