"""nightcue play: hear a routine at the bedside."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nightcue.commands.build_options import allow_option, brief_option, chosen, cleared_option, full_option, requested
from nightcue.commands.diary_option import diary_option
from nightcue.commands.options import (
    language_option,
    recordings_option,
    routine_argument,
    settings_option,
    voice_option,
)
from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.bedside.sound_device import SoundDevice
    from nightcue.building.parallel import Worker
    from nightcue.building.request import BuildRequest
    from nightcue.commands.tonight import Tonight

_OPTIONS = {
    "language": "--lang",
    "voice": "--voice",
    "settings": "--set",
    "allow": "--allow",
    "recordings": "--recordings",
    "cleared_by": "--cleared-by",
    "week": "--week",
}


@click.command("play")
@routine_argument
@click.option("--resume", is_flag=True, help="Go on from where it was left.")
@click.option("--no-words", is_flag=True, help="Leave the microphone shut, also where words were recorded.")
@language_option
@voice_option
@settings_option
@allow_option
@recordings_option
@cleared_option
@brief_option
@full_option
@click.option(
    "--week", type=click.IntRange(1), metavar="N", help="Of a programme: another week than the one that is due."
)
@diary_option(begins=True)
def command(routine: str, resume: bool, no_words: bool, language: str | None, week: int | None, **asked: Any) -> None:
    """Play a ROUTINE, in the dark: its track is made first if it is not there, or if anything has changed.

    Of a programme, tonight's routine is played, by the nights in the diary. With --week it goes on from that week.

    Once a week, where the brief form is usual, the full one is played. --brief and --full say which it is tonight.

    Where a voice is slow, it begins to play as soon as the rest will be spoken in time.

    \b
    Space pauses, the left and right arrows go a step back and on, up and down change the volume, q stops, m gives more
    time to get ready, t sets the sleep timer, and i is for pain.
    A step is a step of the routine that says something: a stretch with both its sides is one.
    Words of your own work too, in its silences, once `nightcue words record` has them.
    Where there is no terminal, it plays without keys, and prints a line for each chapter.

    \b
    Examples:
      nightcue play bedtime
      nightcue play bedtime --resume
      nightcue play calves-6-weeks
    """
    from datetime import datetime

    from nightcue.bedside.full_form import keep_heard
    from nightcue.building.incremental import unchanged
    from nightcue.commands.answered import with_answer
    from nightcue.commands.at_bedside import hear
    from nightcue.commands.outcomes import built_quietly

    now = _of_a_programme(routine, language, week)
    request = now.request(asked) if now else requested(chosen(routine, language), **asked)
    with _loading(request) as worker:
        request, full = _tonight(with_answer(request))
        name = now.name if now else request.routine.stem
        typed = _typed({"language": language, "week": week, **asked})
        typed += [f"--{request.detail}"] if request.detail else []
        again = shlex.join(["nightcue", "play", routine, *typed, *(["--no-words"] if no_words else []), "--resume"])
        said = [""]
        if now:
            said = now.sentences(routine)
            tell(*said)  # the screen of the player hides it until it ends
        if resume or unchanged(request):
            worker.stop()
            track = built_quietly(request).track
            start = _left_at(track) if resume else 0.0
            finished = hear(track, name, start, again, heading=said[0], words=not no_words)
        else:
            finished = _hear_begun(request, worker, name, again, said[0], words=not no_words)
    if full and finished:
        keep_heard(full, datetime.now().astimezone())


@contextmanager
def _loading(request: BuildRequest) -> Iterator[Worker]:
    """Have what makes a track load while it is found out which, unless there is one; what is left of it ends after."""
    from nightcue.building.parallel import Worker

    worker = Worker(at_once=not _may_be_made(request))
    try:
        yield worker
    finally:
        worker.stop()
        worker.close()


def _may_be_made(request: BuildRequest) -> bool:
    """Return whether there is a track of the routine, or whatever is called so, or no way to look."""
    folder, name = request.folder, f"{escape(request.routine.stem)}.*"
    if request.file:
        folder, name = request.file.parent, escape(request.file.name)
    try:
        return any(folder.glob(name))
    except OSError:
        return True


def _of_a_programme(routine: str, language: str | None, week: int | None) -> Tonight | None:
    """Return tonight's night where a programme is meant; None where a routine is."""
    from nightcue.commands.tonight import programme_named, tonight

    if programme := programme_named(routine, language):
        return tonight(programme, week)
    if week is not None:
        raise click.UsageError("--week is for a programme, and this is a routine")
    return None


def _tonight(request: BuildRequest) -> tuple[BuildRequest, Path | None]:
    """Return the request in the form to be heard, and the routine's file where that is the full one.

    Where brief is only what is usual, the full form comes back once a week.
    """
    from datetime import datetime

    from nightcue.bedside.full_form import is_due
    from nightcue.building.forms import usual_detail

    detail = request.detail or usual_detail(request)
    if request.detail is None and detail == "brief" and is_due(request.routine, datetime.now().astimezone()):
        request, detail = replace(request, detail="full"), "full"
    return request, request.routine if detail == "full" else None


def _hear_begun(request: BuildRequest, worker: Worker, routine: str, again: str, heading: str, words: bool) -> bool:
    """Hear a track as soon as enough of it is made, while the rest is; returns whether it was heard to its end."""
    from nightcue.building.beginning import Begun
    from nightcue.commands.at_bedside import hear
    from nightcue.commands.outcomes import tell_remarks
    from nightcue.commands.progress import shown

    begun = Begun(request, worker)
    with ExitStack() as stack:
        try:
            with begun:
                device = _opened(stack)  # while the track is made
                with shown(request.routine.stem) as progress:
                    begun.wait(progress)
                if not begun.is_whole:
                    return hear(begun.track, routine, 0.0, again, begun, heading, words, device)
        finally:
            if begun.outcome:
                tell_remarks(begun.outcome)
        return hear(begun.track, routine, 0.0, again, heading=heading, words=words, device=device)


def _opened(stack: ExitStack) -> SoundDevice | None:
    """Return the sound device, silent and open until the stack ends; None where there is none, which is told later."""
    import nightcue.bedside.listening  # noqa: F401 - what plays the track loads here too
    from nightcue.bedside.sound_device import NoSoundError, SoundDevice
    from nightcue.bedside.track import RATE

    with suppress(NoSoundError):
        return stack.enter_context(SoundDevice(RATE))
    return None


def _typed(asked: Mapping[str, Any]) -> list[str]:
    """Return the options of this command as they are typed."""
    words: list[str] = []
    for name, option in _OPTIONS.items():
        value = asked[name]
        each = [f"{k}={v}" for k, v in value.items()] if isinstance(value, dict) else value
        for item in each if isinstance(each, list | tuple) else [each] if each is not None else []:
            words += [option, str(item)]
    return words


def _left_at(track: Path) -> float:
    """Return where the track was left, in seconds; 0 where it was not, which is said."""
    from nightcue.bedside.resume_positions import place_of
    from nightcue.bedside.track_metadata import read_score
    from nightcue.bedside.words import words_in

    place, score = place_of(track), read_score(track.read_bytes(), track.stem)
    if place is not None and place < score.length:
        return place
    tell(words_in(score.language).from_start, err=True)
    return 0.0
