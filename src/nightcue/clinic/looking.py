"""A look at a chunk of people: who has the track already, who is refused, and which lines nobody has spoken yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nightcue.building.judging import judge, refuse_errors
from nightcue.clinic.desk import Case, Desk, VoiceKey, at_desk, voice_of
from nightcue.clinic.manifest import Entry
from nightcue.clinic.order import Order, Wanted
from nightcue.clinic.refusing import refusal_of
from nightcue.voices.recorded import RecordingFolder
from nightcue.voices.voice import VoiceError

Line = tuple[VoiceKey, str]
"""What a voice is given to say, with the voice."""


@dataclass(frozen=True)
class Asked:
    """A track that is wanted, what the manifest has of it, and the bytes of the file that is there, None for none."""

    wanted: Wanted
    before: Entry | None = None
    size: int | None = None

    def settled(self, row: str) -> Entry | None:
        """Return what the manifest says, where that still holds for a row of this digest."""
        before = self.before
        holds = before and before.row == row and (before.how == "refused" or before.size == self.size)
        return before if holds else None


@dataclass(frozen=True)
class Due:
    """A track that is to be made: about how long it plays, in seconds, and the lines that nobody has spoken yet."""

    wanted: Wanted
    seconds: float
    lines: tuple[Line, ...]


def look(order: Order, asked: Sequence[Asked]) -> list[Due | Entry]:
    """Return for each track that it is due; or its entry where it is refused or failed, or is there unchanged.

    Nothing is spoken or written. Raises OutputError where a store does not answer.
    """
    with at_desk(order) as desk:
        return [_looked(desk, each) for each in asked]


def _looked(desk: Desk, asked: Asked) -> Due | Entry:
    wanted = desk.received.here(asked.wanted)
    row = desk.row_digest(wanted)
    if settled := asked.settled(row):
        return settled
    try:
        case = desk.case(wanted)
        refuse_errors(judge(case.request, case.forms).findings)
        return Due(asked.wanted, case.forms.script.about_seconds(), tuple(_unspoken(desk, case)))
    except Exception as error:
        return refusal_of(desk.order, wanted, row, error, desk.received.as_sent)


def _unspoken(desk: Desk, case: Case) -> list[Line]:
    """Return the lines that the first voice to try would have to speak."""
    folder = case.forms.routine.recordings
    recorded = RecordingFolder(folder.path) if folder else None
    texts = dict.fromkeys(case.forms.script.texts())
    lines = dict.fromkeys(case.speaking.said[text] for text in texts if not (recorded and recorded.find(text)))
    key = case.voice
    try:
        with voice_of(key, desk.clips, lines) as voice:
            return [(key, line) for line in lines if voice.kept(line) is None]
    except VoiceError:  # making the track says what is wrong
        return []
