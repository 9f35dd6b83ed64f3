"""nightcue batch make: the tracks of everybody in a table."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nightcue.amounts import clock, how_many, size
from nightcue.commands.batch.refusals import Refusals
from nightcue.commands.exit_codes import INPUT_HAS_ERRORS
from nightcue.commands.options import RoutineName
from nightcue.commands.progress import shown
from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.clinic.engine import Engine
    from nightcue.clinic.order import Order, Wanted
    from nightcue.clinic.run import Outlook

FEW = 25
"""Tracks that one process makes: before it had made them, a cluster would hardly have started."""


@click.command("make")
@click.argument("people", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="PEOPLE")
@click.argument("routines", type=RoutineName(), nargs=-1, metavar="ROUTINE...")
@click.option("-o", "--output", "where", required=True, metavar="WHERE", help="A folder, or s3://, gs:// and so on.")
@click.option("--format", "format", metavar="FORMAT", help="mp3 (the usual), wav, flac, ogg, opus, m4a or m4b.")
@click.option("--allow", metavar="CODE:LINE", multiple=True, help="Let one thing pass that a safety rule finds.")
@click.option("--clips", metavar="PLACE", help="A folder or address for spoken lines that every worker reaches.")
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="Processes on this machine; one a core.")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask cluster that exists: tcp://HOST:PORT or a scheduler file.")
@click.option("--dry-run", is_flag=True, help="Say what would be made or refused, and what that costs; make nothing.")
def command(
    people: Path,
    routines: tuple[str, ...],
    where: str,
    format: str | None,
    allow: tuple[str, ...],
    clips: str | None,
    workers: int | None,
    scheduler: str | None,
    dry_run: bool,
) -> None:
    """Make the track of each ROUTINE for everybody in PEOPLE: CSV, JSON lines or Parquet, with a row a person.

    The columns are id, name, language, pace, voice, detail, conditions, cleared_by, routine and recipient, of which
    only id is needed; any other is a variable of the routine. A track is called as the id says. Whoever is refused by
    a safety rule is told, and the others go on. What is there already, and would come out the same, stays.

    A programme may stand wherever a routine does: it gives the tracks of all its weeks.

    \b
    Examples:
      nightcue batch people.csv bedtime -o tracks
      nightcue batch people.csv bedtime -o tracks --dry-run
      nightcue batch people.csv calves-6-weeks -o tracks
      nightcue batch people.parquet -o s3://clinic/tracks --scheduler tcp://10.0.0.5:8786
    """
    from nightcue.clinic.people import read_people
    from nightcue.clinic.wanting import wanted_by

    order = _order(where, format, allow, clips)
    wanted = wanted_by(read_people(people), routines)
    with _engine(workers, scheduler, len(wanted)) as engine:
        if dry_run:
            _look_ahead(order, wanted, engine, people.stem)
        else:
            _make(order, wanted, engine, people.stem)


def _order(where: str, format: str | None, allow: tuple[str, ...], clips: str | None) -> Order:
    from nightcue.audio.errors import OutputError
    from nightcue.building.options import request_for
    from nightcue.clinic.order import Order, kept_key
    from nightcue.commands.build_options import as_usage

    for place in (where, clips or ""):
        if "://" in place and find_spec("fsspec") is None:
            raise click.UsageError(f"{place} is reached by a package that is not here: pip install 'nightcue[clinic]'")
    with as_usage():  # what cannot be of one track cannot be of many
        request = request_for(Path(), format=format, allow=allow)
    try:
        return Order(where, request.format, request.allow, clips, kept_key())
    except OSError as problem:
        raise OutputError(f"cannot keep the key of the manifest: {problem.strerror or problem}") from None


def _engine(workers: int | None, scheduler: str | None, tracks: int) -> AbstractContextManager[Engine]:
    """Return what does the work: this process for a few tracks, and where Dask is not here and was not asked for."""
    from nightcue.clinic.engine import Here, known_cluster, local_cluster, most_workers
    from nightcue.machine import cores

    is_here = find_spec("distributed") is not None
    if (scheduler or workers) and not is_here:
        raise click.UsageError("Dask is a package that is not here: pip install 'nightcue[clinic]'")
    if scheduler:
        return known_cluster(scheduler)
    count = workers or (cores() if tracks > FEW and is_here else 1)
    if (room := most_workers()) < count:
        tell(f"note: there is memory for {room} at a time here, and not for {count}; it takes longer", err=True)
        count = room
    if count > 1:
        return local_cluster(count)
    if tracks > FEW and not is_here:
        tell("note: one core does all of it; with pip install 'nightcue[clinic]' every core does", err=True)
    return nullcontext(Here())


def _make(order: Order, wanted: list[Wanted], engine: Engine, name: str) -> None:
    from nightcue.clinic.run import run

    began, counts, room = time.monotonic(), Counter[str](), 0
    refusals = Refusals(wanted, order)
    with shown(name) as progress:
        for settled in run(order, wanted, engine, progress):
            counts["unchanged" if settled.unchanged else settled.entry.how] += 1
            room += settled.entry.size
            refusals.tell(settled.entry)
    refusals.tell_rest(order.where)
    took = clock(time.monotonic() - began)
    tell(f"{order.where}: {how_many(counts['made'], 'track')} made, {_counted(counts)}, {size(room)} in all, in {took}")
    if counts["refused"] or counts["failed"]:
        raise SystemExit(INPUT_HAS_ERRORS)


def _look_ahead(order: Order, wanted: list[Wanted], engine: Engine, name: str) -> None:
    from nightcue.clinic.cost import cost_of
    from nightcue.clinic.run import look_ahead

    refusals = Refusals(wanted, order)
    with shown(name) as progress:
        outlook = look_ahead(order, wanted, engine, progress)
    for entry in outlook.settled:
        refusals.tell(entry)
    refusals.tell_rest(order.where)
    counts = Counter("unchanged" if entry.how == "made" else entry.how for entry in outlook.settled)
    cost = cost_of(outlook, order.format)
    without = f", and what {' and '.join(cost.unknown)} will take to speak" if cost.unknown else ""
    tell(
        f"{order.where}: {how_many(len(outlook.due), 'track')} would be made, {_counted(counts)}",
        f"{how_many(len(outlook.unspoken), 'line')} to speak, {_spoken_more_than_once(outlook)}",
        f"about {clock(cost.seconds)} of one core{without}, and {size(cost.room)}",
    )
    if counts["refused"] or counts["failed"]:
        raise SystemExit(INPUT_HAS_ERRORS)


def _counted(counts: Counter[str]) -> str:
    return f"{counts['unchanged']} unchanged, {counts['refused']} refused, {counts['failed']} failed"


def _spoken_more_than_once(outlook: Outlook) -> str:
    shared = sum(count > 1 for count in outlook.unspoken.values())
    return f"{shared} of them for more than one track"
