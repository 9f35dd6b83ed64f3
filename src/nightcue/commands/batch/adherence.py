"""nightcue batch adherence: who of those who handed back a diary may need a call."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nightcue.amounts import how_many
from nightcue.commands.exit_codes import INPUT_HAS_ERRORS
from nightcue.commands.options import Target, overwrite_option
from nightcue.terminal import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nightcue.follow_up.exports import HandedBack
    from nightcue.follow_up.standing import Standing

MOST = 5
"""Things that are wrong with one file and are told one by one."""

DECIDES_NOTHING = (
    "This list decides nothing: it repeats what people noted, and reads no note of theirs.",
    "Who has no reason here may need a call too.",
)

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("adherence")
@click.argument("exports", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="EXPORTS...")
@click.option(
    "--people", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TABLE", help="Who there is."
)
@click.option("--pain", type=click.IntRange(0, 10), default=7, show_default=True, help="Pain from which on you call.")
@click.option(
    "--nothing-for",
    "silence",
    type=click.IntRange(1, 365),
    default=3,
    show_default=True,
    metavar="NIGHTS",
    help="Nights without anything from which on you call.",
)
@click.option("--since", type=_DAY, metavar="DATE", help="Tell only of signs and pain from this evening on.")
@click.option("--first", type=_DAY, metavar="DATE", help="The first evening, where the table has no first_night.")
@click.option("--nights", type=click.IntRange(1, 3660), metavar="N", help="Nights prescribed, where it has no nights.")
@click.option("-o", "--output", type=Target(), metavar="PATH", help="Write it as CSV too, a row a person.")
@overwrite_option
def command(
    exports: tuple[Path, ...],
    people: Path | None,
    pain: int,
    silence: int,
    since: datetime | None,
    first: datetime | None,
    nights: int | None,
    output: Path | None,
    overwrite: bool,
) -> None:
    """Show who may need a call, from the diaries that people hand back: a warning sign, pain, or silence.

    EXPORTS are files that `nightcue diary export --format json` or the page wrote, each named by the person's id, such
    as 17.json, or folders of them. TABLE is that of `nightcue batch`: whoever is in it and handed back nothing is told
    of, and so is an export of somebody who is not. Its columns first_night and nights say what is prescribed; without
    them a person begins with the first evening in the diary. A night is done where the stretches were noted, or a
    routine before bed was heard at least to its middle.

    It decides nothing: it repeats what people noted. Read docs/clinic-follow-up.md before you use it for patients.

    \b
    Examples:
      nightcue batch adherence exports
      nightcue batch adherence exports --people people.csv --first 2026-11-02 --nights 28 -o calls.csv
    """
    from nightcue.clinic.people import read_people
    from nightcue.follow_up.course import Course, courses_of
    from nightcue.follow_up.exports import read_exports
    from nightcue.follow_up.standing import Asked, standings
    from nightcue.programme.uses import uses_with_weeks

    _see_output(output, overwrite, [*exports, *([people] if people else [])])
    usual = Course(_date(first), nights)
    table = read_people(people) if people else None
    courses = courses_of(table or (), usual)
    found = read_exports(exports)
    asked = Asked(date.today(), pain, silence, _date(since))
    known = {person.id.casefold() for person in table} if table is not None else None
    has_problems = _tell_problems(found, known, people)
    uses = uses_with_weeks(play for export in found.exports for play in export.plays)
    listed = standings(found.exports, table, courses, usual, asked, uses)
    _tell_standings(listed)
    if output:
        _write(output, listed)
    if has_problems:
        raise SystemExit(INPUT_HAS_ERRORS)


def _date(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _tell_problems(found: HandedBack, known: set[str] | None, table: Path | None) -> bool:
    """Say on stderr what is wrong with each file, and return whether anything is."""
    first: dict[str, Path] = {}
    has_problems = False
    for export in found.exports:
        problems = list(export.problems)
        if export.id is not None:
            key = export.id.casefold()
            if known is not None and key not in known:
                problems.insert(0, f"the id {export.id} is not in {table}")
            if (before := first.setdefault(key, export.path)) != export.path:
                problems.insert(0, f"a second export of {export.id}, beside {before}; both are looked at")
        for problem in problems[:MOST]:
            tell(f"{export.path}: {problem}", err=True)
        if len(problems) > MOST:
            tell(f"{export.path}: and {len(problems) - MOST:,} more", err=True)
        has_problems |= bool(problems)
    for left_out in found.left_out:
        tell(left_out, err=True)
    return has_problems or bool(found.left_out)


def _tell_standings(listed: Sequence[Standing]) -> None:
    calls = [each for each in listed if each.reasons]
    others = [each for each in listed if not each.reasons]
    tell(f"{how_many(len(calls), 'person', 'people')} of {len(listed)} with a reason to call")
    for each in calls:
        tell(f"  {each.id}: {'; '.join(said for _, said in each.reasons)}; {_nights(each)}")
    tell(f"{how_many(len(others), 'person', 'people')} with none in what was handed back")
    for each in others:
        tell(f"  {each.id}: {_nights(each)}")
    tell(*DECIDES_NOTHING)


def _nights(each: Standing) -> str:
    prescribed = f" (of {each.prescribed} prescribed)" if each.prescribed and each.prescribed > each.due else ""
    notes = f", {how_many(each.notes, 'note')} to read" if each.notes else ""
    done = f"{each.done} of {how_many(each.due, 'night')} done" if each.due else "no night was due yet"
    return f"{done}{prescribed}{notes}"


def _see_output(output: Path | None, overwrite: bool, read: Sequence[Path]) -> None:
    from nightcue.audio.errors import OutputError
    from nightcue.follow_up.csv_file import is_ours
    from nightcue.storage.targets import target

    if output is None:
        return
    try:
        target(output, is_ours, overwrite, read=read)
    except OSError as problem:
        raise OutputError(f"cannot write {output}: {problem.strerror or problem}") from None


def _write(output: Path, listed: Sequence[Standing]) -> None:
    from nightcue.audio.errors import OutputError
    from nightcue.follow_up.csv_file import as_csv
    from nightcue.storage.private_file import write_private

    try:
        write_private(output, as_csv(listed).encode())
    except OSError as problem:
        raise OutputError(f"cannot write {output}: {problem.strerror or problem}") from None
    tell(output)
