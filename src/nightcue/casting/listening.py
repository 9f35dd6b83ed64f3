"""A track on a speaker, from the first word to the last, or to whatever comes between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from nightcue.amounts import clock
from nightcue.bedside.track_metadata import Score
from nightcue.bedside.words import Words
from nightcue.casting.connection import ANSWERING, Connection, Event, connected
from nightcue.casting.errors import SpeakerError
from nightcue.casting.served_track import served
from nightcue.casting.speakers import Speaker

LOADING = 20.0
"""Seconds in which a speaker has to begin; one that has to load its receiver first takes a few."""
LOOK = 1.0
"""Seconds between two looks at where the track is."""
LATE = 10.0
"""Seconds after the end of a track in which a speaker that says nothing more is taken to have played it."""

Say = Callable[[str], None]


@dataclass
class Heard:
    """How far a track was heard on a speaker, in seconds, and since when."""

    moment: float = 0.0
    finished: bool = False
    started: datetime = field(default_factory=lambda: datetime.now().astimezone())


def listen_on(speaker: Speaker, content: bytes, score: Score, words: Words, heard: Heard, say: Say) -> None:
    """Play the MP3 with this `content` on `speaker` until its end, and keep in `heard` how far it came.

    What there is to tell meanwhile is handed to `say`. The speaker stops when this is ended from outside. Raises
    SpeakerError when the speaker does not answer, plays nothing, or does not play to the end.
    """
    try:
        with served(content, speaker) as address, connected(speaker, address, score.title) as connection:
            try:
                _await_answer(connection, speaker, words)
                if connection.before:
                    say(words.speaker_stopped.format(name=speaker.name, what=connection.before))
                heard.moment = _moment_of_sound(connection, speaker, words)
                say(words.speaker_plays.format(name=speaker.name))
                _follow(connection, speaker, score, words, heard)
            except KeyboardInterrupt:
                heard.moment = max(heard.moment, connection.moment)
                connection.stop()
                raise
    except OSError as problem:  # no network, or none that leads there
        raise SpeakerError(words.speaker_silent.format(name=speaker.name)) from problem


def _await_answer(connection: Connection, speaker: Speaker, words: Words) -> None:
    event = connection.next(ANSWERING)
    if event is None or event.what != "connected":
        raise SpeakerError(words.speaker_silent.format(name=speaker.name))


def _moment_of_sound(connection: Connection, speaker: Speaker, words: Words) -> float:
    """Wait until the speaker plays, and return where it does."""
    event = connection.next(LOADING)
    if event is None or event.what != "playing":
        raise _problem(event or Event("refused"), speaker, words)
    return event.moment


def _follow(connection: Connection, speaker: Speaker, score: Score, words: Words, heard: Heard) -> None:
    """Wait until the track is over, and keep in `heard` where it is. Raises SpeakerError when it ends before that."""
    while not heard.finished:
        event = connection.next(LOOK)
        if event is None or event.what in ("playing", "connected"):
            heard.moment = max(heard.moment, connection.moment, event.moment if event else 0.0)
            heard.finished = heard.moment > score.length + LATE
        elif event.what == "finished":
            heard.finished = True
        elif event.what != "lost" or not _is_back(connection):
            raise _problem(Event(event.what, max(event.moment, heard.moment)), speaker, words)
    heard.moment = score.length


def _is_back(connection: Connection) -> bool:
    """Return whether a connection that broke is there again: the speaker has played on."""
    event = connection.next(2 * ANSWERING)
    return event is not None and event.what == "connected"


def _problem(event: Event, speaker: Speaker, words: Words) -> SpeakerError:
    said = {
        "busy": words.speaker_busy,
        "refused": words.speaker_refused,
        "replaced": words.speaker_other,
    }.get(event.what, words.speaker_left)
    return SpeakerError(said.format(name=speaker.name, place=clock(event.moment)))
