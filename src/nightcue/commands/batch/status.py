"""nightcue batch status: what became of every track."""

from __future__ import annotations

from collections import Counter

import click

from nightcue.amounts import clock, how_many, size
from nightcue.commands.batch.refusals import tell_reasons
from nightcue.commands.exit_codes import INPUT_HAS_ERRORS
from nightcue.terminal import tell


@click.command("status")
@click.argument("where", metavar="WHERE")
def command(where: str) -> None:
    """Show what the manifest in WHERE says: how many tracks there are, who was refused and why, and what is missing.

    \b
    Example:
      nightcue batch status tracks
    """
    from nightcue.clinic.manifest import read_manifest
    from nightcue.clinic.store import open_store

    store = open_store(where)
    entries, there = read_manifest(store), store.sizes()
    if not entries:
        raise click.UsageError(f"no tracks were made in {where}, for there is no manifest")
    for file, entry in sorted(entries.items()):
        tell_reasons(entry, file)
    made = [entry for entry in entries.values() if entry.how == "made"]
    missing = sorted(entry.file for entry in made if there.get(entry.file) != entry.size)
    for file in missing:
        tell(f"{file}: it is not there as it was made; the next run makes it again", err=True)
    counts = Counter(entry.how for entry in entries.values())
    seconds, room = sum(entry.seconds for entry in made), sum(entry.size for entry in made)
    tell(
        f"{where}: {how_many(len(made) - len(missing), 'track')}, {clock(seconds)} in all, {size(room)}",
        f"{counts['refused']} refused, {counts['failed']} failed, {len(missing)} missing",
    )
    if counts["refused"] or counts["failed"] or missing:
        raise SystemExit(INPUT_HAS_ERRORS)
