"""Playing a track at the bedside, and keeping in the diary how far it was heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nightcue.debugging import log_place
from nightcue.terminal import tell

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from nightcue.bedside.listening import Ending
    from nightcue.bedside.sound_device import SoundDevice
    from nightcue.bedside.track_metadata import Score
    from nightcue.building.beginning import Begun


def hear(
    track: Path,
    routine: str,
    start: float = 0.0,
    again: str | None = None,
    begun: Begun | None = None,
    heading: str = "",
    words: bool = False,
    device: SoundDevice | None = None,
) -> bool:
    """Play `track`, of `routine`, from `start` seconds on; `again` is the command that goes on from where it was left.

    `heading` stands above it on the screen, and the `device` may be open already. Where there is no `again`, no place
    is kept. A track that is `begun` is played while it is made, and stopped being made with it. With `words`, the
    microphone listens for those that were recorded. Returns whether it was heard to its end. Exits as programs do that
    a signal ends when one did. Raises PlayingError when the track cannot be played, or the sound device is not there or
    goes away, and what kept the rest of a begun one from being made. Where the listener stops for the rescue, that is
    played next.
    """
    from nightcue.bedside.listening import listen
    from nightcue.bedside.sound_device import NoSoundError
    from nightcue.building.rescue_cache import RESCUE
    from nightcue.voices.worker.warm import WARM

    WARM.end()  # what made the track would hold its memory all night
    try:
        ending = listen((begun and begun.file) or track, start, begun, heading, words, device)
        if begun and ending.gone:
            begun.finish()
    except NoSoundError:
        if begun:
            begun.finish()
        _end_without_sound(track, shown=again is None)
        return False
    else:
        if again:
            _keep_place(track, ending)
        keep_heard(routine, ending.score, ending.started, ending.heard, ending.finished)
        _end(track, ending, again)
        if ending.to_rescue:
            hear(_rescue_in(ending.score.language), RESCUE)
        return ending.finished


def _rescue_in(language: str) -> Path:
    """The rescue track in a language, or in English where there is none."""
    from nightcue.bedside.rescue import shipped_track
    from nightcue.building.rescue_cache import kept_track
    from nightcue.locales import language_of

    plain = language_of(language)
    return kept_track(plain) or shipped_track(plain)


def _end_without_sound(track: Path, shown: bool) -> None:
    """Raise PlayingError with where the track is; before that, what it says is `shown` to who needs it now."""
    from nightcue.bedside.errors import PlayingError
    from nightcue.bedside.track_metadata import read_score
    from nightcue.bedside.words import words_in

    score = read_score(track.read_bytes(), track.stem)
    for _, line in score.lines if shown else ():
        tell(line)
    raise PlayingError(words_in(score.language).no_sound.format(file=track))


def _keep_place(track: Path, ending: Ending) -> None:
    from nightcue.bedside.resume_positions import forget_place, keep_place

    if ending.finished:
        forget_place(track)
    else:
        keep_place(track, ending.moment)


def keep_heard(routine: str, score: Score, started: datetime, heard: float, finished: bool) -> None:
    """Write into the diary that `heard` seconds were; if that fails, print a note and go on."""
    try:
        from nightcue.diary.plays import keep_play

        keep_play(routine, score.language, started, min(heard, score.length), score.length, finished)
    except Exception as problem:
        log_place(problem)
        tell(f"note: this was not written into the diary: {problem}", err=True)


def _end(track: Path, ending: Ending, again: str | None) -> None:
    from nightcue.amounts import clock
    from nightcue.bedside.errors import PlayingError
    from nightcue.bedside.words import words_in

    words, place = words_in(ending.score.language), clock(ending.moment)
    goes_on = [words.goes_on.format(command=again)] if again and not ending.finished else []
    if ending.gone:
        chapter = ending.score.chapter_at(ending.moment)
        said = words.gone.format(place=place, chapter=chapter, file=track)
        raise PlayingError("\n  ".join([said, *goes_on]))
    tell(words.finished if ending.finished else words.stopped.format(place=place), *goes_on)
    if ending.signal is not None:
        click.get_current_context().exit(128 + ending.signal)
