"""Playing a track on a speaker of the network: what it says is on the screen before anything is looked for."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.bedside.track_metadata import Score
    from nightcue.casting.listening import Heard

_NEEDED = ("pychromecast", "zeroconf", "starlette", "uvicorn")
_CTRL_C = 130
"""What programs exit with that Ctrl-C ended; after another signal, `stopping` makes it that of its own."""


def hear_on(name: str, track: Path, routine: str, here: str) -> None:
    """Play `track`, of `routine`, on the speaker called `name`, or at that address; `here` plays it on this machine.

    Raises SpeakerError with a way out, and SeveralSpeakersError where the name fits more than one.
    """
    from nightcue.amounts import clock
    from nightcue.bedside.track import Track
    from nightcue.bedside.track_metadata import read_score
    from nightcue.bedside.words import words_in

    content = Track(track).content
    score = read_score(content, track.stem)
    words = words_in(score.language)
    tell(*(line for _, line in score.lines), "")
    if any(find_spec(package) is None for package in _NEEDED):
        raise click.UsageError(f"what speaks to speakers is missing: pip install 'nightcue[cast]'; meanwhile: {here}")
    from nightcue.casting.errors import SpeakerError
    from nightcue.casting.listening import Heard, listen_on
    from nightcue.casting.speakers import speaker_at, speaker_called

    tell(words.speaker_looking.format(name=name))
    heard = Heard()
    try:
        speaker = speaker_at(name) or speaker_called(name, words)
        listen_on(speaker, content, score, words, heard, tell)
        tell(words.finished)
    except SpeakerError as problem:
        raise SpeakerError("\n  ".join([str(problem), words.speaker_here.format(command=here)])) from problem
    except KeyboardInterrupt:
        tell(words.stopped.format(place=clock(heard.moment)))
        click.get_current_context().exit(_CTRL_C)
    finally:
        _keep(routine, score, heard)


def _keep(routine: str, score: Score, heard: Heard) -> None:
    """Write into the diary what was heard, if anything was."""
    from nightcue.commands.at_bedside import keep_heard

    if heard.moment:
        keep_heard(routine, score, heard.started, heard.moment, heard.finished)
