"""A run: speak what many tracks need, make the tracks, and keep the manifest; or only look at what that would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from nightcue.clinic.engine import Done, Engine
from nightcue.clinic.lease import only_run
from nightcue.clinic.looking import Asked, Due, Line, look
from nightcue.clinic.making import Settled, make
from nightcue.clinic.manifest import Entry, add_part, close_manifest, read_manifest
from nightcue.clinic.order import Order, Wanted
from nightcue.clinic.refusing import refusal_of
from nightcue.clinic.sending import files_to_send
from nightcue.clinic.speaking import speak
from nightcue.clinic.store import open_store
from nightcue.progress import Progress

CHUNK = 50
"""Tracks of a chunk: some seconds of work, of which handing it out is a thousandth."""

LINES = 10
"""Lines of a chunk that is spoken."""

T = TypeVar("T")


@dataclass
class Outlook:
    """What a run would do: the tracks that are `due`, the entries of all others, and every line that is `unspoken`."""

    due: list[Due] = field(default_factory=list)
    settled: list[Entry] = field(default_factory=list)
    unspoken: Counter[Line] = field(default_factory=Counter)


def look_ahead(order: Order, wanted: Sequence[Wanted], engine: Engine, progress: Progress | None = None) -> Outlook:
    """Look at every track that is wanted; nothing is spoken or written. Raises OutputError as a run does."""
    order, wanted = _for_elsewhere(order, wanted, engine)
    counted = _Counted(progress, "looking", len(wanted))
    outlook = Outlook()
    for done in engine.each(partial(look, order), _chunks(_asked(order, wanted), CHUNK)):
        counted.add(len(done.chunk))
        for each in done.result or (refusal_of(order, lost.wanted, "", done.lost) for lost in done.chunk):
            if isinstance(each, Due):
                outlook.due.append(each)
                outlook.unspoken.update(each.lines)
            else:
                outlook.settled.append(each)
    return outlook


def run(order: Order, wanted: Sequence[Wanted], engine: Engine, progress: Progress | None = None) -> Iterator[Settled]:
    """Make every track that is wanted and not there as it has to be; yields what becomes of each, in any order.

    Raises OutputError where a store does not answer, or another run is at work there: what was made until then is in
    the manifest.
    """
    order, wanted = _for_elsewhere(order, wanted, engine)
    with only_run(order) as still_ours:
        chunks = _chunks(_asked(order, wanted), CHUNK)
        _speak_ahead(order, chunks, engine, progress)
        counted = _Counted(progress, "making", len(wanted))
        for done in engine.each(partial(make, order), chunks):
            still_ours()
            yield from done.result or _lost(order, done)
            counted.add(len(done.chunk))
        close_manifest(open_store(order.where))


def _for_elsewhere(order: Order, wanted: Sequence[Wanted], engine: Engine) -> tuple[Order, Sequence[Wanted]]:
    """Return the order with the files of the routines, and each routine by its whole path, where machines differ."""
    if not engine.is_elsewhere:
        return order, wanted
    wanted = [replace(each, routine=each.routine.absolute()) for each in wanted]
    return replace(order, files=files_to_send(wanted)), wanted


def _asked(order: Order, wanted: Sequence[Wanted]) -> list[Asked]:
    """Return each track with what is known of it; those come together whose listeners hear the same."""
    store = open_store(order.where)
    known, there = read_manifest(store), store.sizes()
    asked = [Asked(each, known.get(each.file(order)), there.get(each.file(order))) for each in wanted]
    return sorted(asked, key=lambda each: _heard(each.wanted))


def _heard(wanted: Wanted) -> tuple[str, list[tuple[str, str]], str]:
    """Return what decides which lines are heard, the name last."""
    said = [(name, value) for name, value in wanted.person.heard() if name not in ("name", "recipient")]
    return str(wanted.routine), said + sorted(wanted.settings.items()), wanted.person.said.get("name", "")


def _speak_ahead(order: Order, chunks: Sequence[Sequence[Asked]], engine: Engine, progress: Progress | None) -> None:
    """Speak the lines that more chunks than one need, so that no two workers speak the same.

    Whose chunk has nobody before who hears the same is looked at, and whoever else begins or ends a chunk. All other
    lines are needed in one chunk, and are spoken there.
    """
    if len(chunks) == 1:
        return
    first = {str(_heard(each.wanted)[:2]): each for chunk in reversed(chunks) for each in reversed(chunk)}
    edges = [each for chunk in chunks for each in (chunk[0], chunk[-1])]
    samples = list({id(each): each for each in (*first.values(), *edges)}.values())
    unspoken: dict[Line, None] = {}
    for done in engine.each(partial(look, order), _chunks(samples, CHUNK)):
        unspoken |= {line: None for each in done.result or () if isinstance(each, Due) for line in each.lines}
    counted = _Counted(progress, "speaking", len(unspoken))
    for done in engine.each(partial(speak, order), _chunks([*unspoken], LINES)):
        counted.add(len(done.chunk))


def _lost(order: Order, done: Done) -> list[Settled]:
    """Keep, and return, that a track failed which no worker gets through."""
    entries = [refusal_of(order, each.wanted, "", done.lost) for each in done.chunk]
    add_part(open_store(order.where), f"{order.run}-lost-{entries[0].id}", entries)
    return [Settled(each) for each in entries]


class _Counted:
    """Tells `progress` how much of a stage is done."""

    def __init__(self, progress: Progress | None, stage: str, total: int) -> None:
        self._progress, self._stage, self._total, self._done = progress, stage, total, 0

    def add(self, count: int) -> None:
        """Count so many as done."""
        self._done += count
        if self._progress:
            self._progress(self._stage, self._done, self._total)


def _chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[first : first + size] for first in range(0, len(items), size)]
