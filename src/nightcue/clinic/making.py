"""Making the tracks of a chunk of people."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nightcue.building.compile import Compiled, compile_forms
from nightcue.building.outputs.track import fill_track
from nightcue.clinic.desk import Desk, at_desk, program
from nightcue.clinic.locking import locked
from nightcue.clinic.looking import Asked
from nightcue.clinic.manifest import Entry, add_part
from nightcue.clinic.order import Order
from nightcue.clinic.refusing import refusal_of
from nightcue.storage.scratch import nameless_file


@dataclass(frozen=True)
class Settled:
    """What a track came to in this run: its entry, and whether it was there `unchanged`."""

    entry: Entry
    unchanged: bool = False


def make(order: Order, asked: Sequence[Asked]) -> list[Settled]:
    """Make each track that is not there as it has to be, and return what became of each; the manifest has it by then.

    Made again, the tracks come out as the same bytes under the same names, so a chunk may be given to another worker.
    An older track of somebody who is refused now is deleted. Raises OutputError where the manifest cannot be written.
    """
    with at_desk(order) as desk:
        settled = [_settled(desk, each) for each in asked]
        if new := [each.entry for each in settled if not each.unchanged]:
            add_part(desk.store, f"{order.run}-{_digest_of(new)}", new)
        return settled


def _settled(desk: Desk, asked: Asked) -> Settled:
    asked = replace(asked, wanted=desk.received.here(asked.wanted))
    row = desk.row_digest(asked.wanted)
    if before := asked.settled(row):
        return Settled(before, unchanged=before.how == "made")
    try:
        return Settled(_made(desk, asked, row))
    except Exception as error:
        refusal = refusal_of(desk.order, asked.wanted, row, error, desk.received.as_sent)
        if refusal.how == "refused" and asked.before and asked.size is not None:
            desk.store.remove(refusal.file)
        return Settled(refusal)


def _made(desk: Desk, asked: Asked, row: str) -> Entry:
    """Make the track. Raises what keeps it from being made."""
    wanted, order = asked.wanted, desk.order
    case = desk.case(wanted)
    compiled = compile_forms(case.forms, case.speaking)
    content = track_bytes(desk, compiled)
    if recipient := wanted.person.said.get("recipient"):
        content = locked(content, recipient)
    desk.store.write(wanted.file(order), content, known=asked.before is not None)
    return Entry(
        wanted.file(order),
        wanted.person.id,
        wanted.routine.stem,
        row,
        "made",
        program(),
        hashlib.sha256(content).hexdigest(),
        len(content),
        round(compiled.timeline.duration, 3),
        compiled.voice,
        programme=wanted.programme,
        weeks=wanted.weeks,
    )


def track_bytes(desk: Desk, compiled: Compiled) -> bytes:
    """Return the track as `nightcue build` writes it."""
    with nameless_file() as file:
        fill_track(file, compiled, desk.order.format, stretches=desk.stretches)
        file.seek(0)
        return file.read()


def _digest_of(entries: Sequence[Entry]) -> str:
    """Return a name for a chunk: the same for the same files."""
    return hashlib.sha256(json.dumps([each.file for each in entries]).encode()).hexdigest()[:12]
