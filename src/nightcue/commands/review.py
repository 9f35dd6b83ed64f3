"""nightcue review: read the texts of a routine of one's own, and sign what is fine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from nightcue.commands.build_options import chosen
from nightcue.commands.options import RoutineName, language_option, recordings_option
from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.safety.reading.review import Reading


@click.command("review")
@click.argument("routine", type=RoutineName())
@language_option
@recordings_option
@click.option("--by", metavar="NAME", help="Who reads; without it, the name in the profile, or you are asked.")
@click.option("--yes", "every", is_flag=True, help="Sign every text without asking; goes with --by.")
@click.option("--allow", is_flag=True, help="Ask for a reason for each text that is refused, and let it stay.")
@click.option("--list", "listed", is_flag=True, help="Show every text and who has read it; asks nothing.")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON, for other programs.")
def command(
    routine: str,
    language: str | None,
    recordings: Path | None,
    by: str | None,
    every: bool,
    allow: bool,
    listed: bool,
    as_json: bool,
) -> None:
    """Read the texts of a ROUTINE of your own one by one, and sign those that harm nobody.

    Those that touch what can do harm come first, each with one question. Who read what, and when, is kept in
    NAME.reviewed.yaml beside the routine; a text that changes falls out. Ctrl-C ends it and keeps what was signed.

    \b
    Examples:
      nightcue review mine
      nightcue review mine --list
      nightcue review mine --by "Ana Ruiz" --yes
      nightcue review mine --allow
    """
    from nightcue.commands.reviewing import tell_as_json, tell_list
    from nightcue.safety.reading.review import Reading

    if by is not None and not (by.strip() and by.isprintable()):
        raise click.BadParameter("a name stands here, on one line", param_hint="--by")
    if every and not by:
        raise click.UsageError('--yes signs for somebody: say who, as --by "Ana Ruiz"')
    if sum([every, allow, listed or as_json]) > 1:
        raise click.UsageError("--yes, --allow and --list do different things; say one of them")
    reading = Reading.of(_own(chosen(routine, language)), recordings)
    if as_json or listed:
        (tell_as_json if as_json else tell_list)(reading)
        return
    _read(reading, by, every, allow)


def _read(reading: Reading, by: str | None, every: bool, allow: bool) -> None:
    """Have the texts read, all or one by one, and say what is left; what is signed is kept at once."""
    from nightcue.audio.errors import OutputError
    from nightcue.commands.reviewing import ask, ask_for_reasons, ask_who, tell_what_is_left

    try:
        if every and by:
            reading.sign(by, reading.unread)
        elif reading.refused if allow else reading.unread:
            (ask_for_reasons if allow else ask)(reading, by or ask_who())
    except (KeyboardInterrupt, click.Abort):
        tell("", err=True)
        tell_what_is_left(reading)
        raise SystemExit(130) from None
    except OSError as problem:
        where = problem.filename or reading.reviews.path
        raise OutputError(f"cannot write {where}: {problem.strerror or problem}") from None
    tell_what_is_left(reading)


def _own(path: Path) -> Path:
    """Return the routine at `path`, if it is one's own: what comes with nightcue is vetted."""
    from nightcue.safety.reading.unread import is_own

    if not is_own(path):
        message = f"{path.stem} comes with nightcue, and its texts are vetted; copy it to change it: nightcue new NAME"
        raise click.BadParameter(f"{message} --from {path.stem}", param_hint="ROUTINE")
    return path
