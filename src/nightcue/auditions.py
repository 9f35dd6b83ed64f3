"""The same lines in one voice after the other, as one track: to choose a voice with closed eyes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.language.script import Line, Script

if TYPE_CHECKING:
    from nightcue.audio.clip import Clip
    from nightcue.language.routine import Routine
    from nightcue.progress import Progress
    from nightcue.voices.voice import Pace

LINES = 5
WORDS = range(4, 21)
"""How many a line has: fewer tell little of a voice, and more keep the next voice waiting."""
QUESTIONS = 2
"""Safety questions among the lines, at most: they are what must be understood."""
BETWEEN_SECONDS = 2.0
"""Silence between two voices."""


@dataclass(frozen=True)
class Audition:
    """A voice, and what it says: first its own number and name, then the lines. Each text has its clip."""

    voice: str
    texts: tuple[str, ...]
    clips: tuple[Clip, ...]


def lines_to_hear(script: Script) -> list[str]:
    """LINES different lines of the script, fewer where it has fewer: safety questions, then others in their order.

    The others are spread over the whole routine, and have as many WORDS as suits, where there are enough of those.
    """
    asked = [cue.text for cue in script.cues if isinstance(cue, Line) and cue.question]
    questions = list(dict.fromkeys(asked))[:QUESTIONS]
    others = [text for text in dict.fromkeys(script.texts()) if text not in questions]
    wanted = LINES - len(questions)
    suited = [text for text in others if len(text.split()) in WORDS]
    return questions + _spread(suited if len(suited) >= wanted else others, wanted)


def auditions(
    routine: Routine,
    script: Script,
    pace: Pace,
    failed: Callable[[str, Exception], None],
    progress: Progress | None = None,
) -> list[Audition]:
    """Each voice of the routine's language, the best first, with the same lines at the loudness of the routine.

    One that fails is left out, and `failed` is called with its name and why. Raises VoiceError when the voices cannot
    be listed.
    """
    from nightcue.voices.catalogue import DEFAULT, voices_to_try
    from nightcue.voices.voice import VoiceError

    heard: list[Audition] = []
    for name in voices_to_try(DEFAULT, routine.speech.tag):
        announced = routine.speech.phrases.voice.format(number=len(heard) + 1, name=re.sub(r"[-_]+", " ", name))
        try:
            clips = _spoken(name, [announced, *lines_to_hear(script)], routine, pace, progress)
        except VoiceError as error:
            failed(name, error)
        else:
            heard.append(Audition(name, tuple(clips), tuple(clips.values())))
    return heard


def write_auditions(path: Path, script: Script, heard: Sequence[Audition]) -> float:
    """Write one MP3 at `path` with a chapter for each voice; returns its length in seconds. Raises OutputError."""
    from nightcue.audio.clip import SAMPLE_RATE
    from nightcue.audio.mixing import Placement, mix
    from nightcue.audio.tags.track_info import Chapter, LyricLine, TrackInfo
    from nightcue.audio.track import write_track
    from nightcue.language.locale_files import iso_639_2

    gap, between = round(script.gap * SAMPLE_RATE), round(BETWEEN_SECONDS * SAMPLE_RATE)
    placed: list[tuple[str, Placement]] = []
    chapters: list[Chapter] = []
    at = 0
    for number, audition in enumerate(heard, 1):
        start = at
        for text, clip in zip(audition.texts, audition.clips, strict=True):
            placed.append((text, Placement(at, clip)))
            at += len(clip) + gap
        at += between
        chapters.append(Chapter(f"{number}. {audition.voice}", start / SAMPLE_RATE, at / SAMPLE_RATE))
    info = TrackInfo(
        title=f"{script.title}: {', '.join(audition.voice for audition in heard)}",
        album="nightcue",
        language=script.language,
        comment="",
        chapters=tuple(chapters),
        lines=tuple(LyricLine(p.start / SAMPLE_RATE, p.end / SAMPLE_RATE, text) for text, p in placed),
        duration=at / SAMPLE_RATE,
        language_code=iso_639_2(script.language),
    )
    write_track(path, "mp3", info, mix([placement for _, placement in placed], at), at)
    return info.duration


def _spoken(name: str, texts: list[str], routine: Routine, pace: Pace, progress: Progress | None) -> dict[str, Clip]:
    """The clips by text, in order, words respelled as in a track."""
    from nightcue.audio.levels import speech_for
    from nightcue.building.spoken_lines import lines_to_speak
    from nightcue.voices.batch import speak_all
    from nightcue.voices.catalogue import open_voice

    said = lines_to_speak(routine, texts)
    told = (lambda stage, *far: progress(f"{stage} with {name}", *far)) if progress else None
    with open_voice(name, routine.speech.tag, pace, loudness=speech_for(routine.sound.loudness)) as voice:
        clips = speak_all(voice, said.values(), told)
    return {text: clips[spoken] for text, spoken in said.items()}


def _spread(texts: Sequence[str], count: int) -> list[str]:
    """`count` of `texts` in their order, from all over; all of them where there are no more."""
    if len(texts) <= count:
        return [*texts]
    return [texts[(2 * number + 1) * len(texts) // (2 * count)] for number in range(count)]
