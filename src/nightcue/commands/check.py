"""nightcue check: what is wrong with a routine."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nightcue.amounts import how_many
from nightcue.commands.build_options import allow_option, file_of_routine, requested, tell_what_is_closed
from nightcue.commands.options import RoutineName, language_option, recordings_option, settings_option
from nightcue.terminal import tell, tell_json

if TYPE_CHECKING:
    from nightcue.building.request import BuildRequest
    from nightcue.language.diagnostics import Diagnostic


@click.command("check")
@click.argument("routines", type=RoutineName(), nargs=-1, metavar="[ROUTINE...]")
@click.option("--json", "as_json", is_flag=True, help="The problems as JSON, for other programs.")
@language_option
@recordings_option
@settings_option
@allow_option
@click.option("--list-rules", is_flag=True, help="Show the safety rules instead, each with the fact it rests on.")
def command(
    routines: tuple[str, ...],
    as_json: bool,
    language: str | None,
    recordings: Path | None,
    settings: dict[str, str],
    allow: tuple[str, ...],
    list_rules: bool,
) -> None:
    """Say what is wrong or unsafe in each ROUTINE, or in all of them; builds nothing.

    \b
    Examples:
      nightcue check routines/mine.yaml
      nightcue check
    """
    from nightcue.commands.exit_codes import ROUTINE_HAS_ERRORS
    from nightcue.language.library import is_path, shelves
    from nightcue.said_before import keep

    if list_rules:
        _show_rules()
        return
    if settings and not routines:
        raise click.UsageError("--set goes with the routine whose variable it changes")
    if recordings and not routines:
        raise click.UsageError("--recordings goes with the routine whose lines they are")
    if not routines or not all(map(is_path, routines)):
        tell_what_is_closed()
    paths = [file_of_routine(routine, language) for routine in routines] or [
        shelved.path for shelved in shelves() if language in (None, shelved.language)
    ]
    requests = [requested(path, recordings=recordings, settings=settings, allow=allow) for path in paths]
    found = [_problems(request) for request in requests]
    if as_json:
        every = [_as_json(problem) for each in found for problem in each]
        tell_json(json.dumps(every, ensure_ascii=False, indent=1))
    else:
        _show(found)
    if any(problem.severity == "error" for each in found for problem in each):
        raise SystemExit(ROUTINE_HAS_ERRORS)
    keep()


def _show(found: list[list[Diagnostic]]) -> None:
    """Print the problems of each routine, with its unread texts as one, and how many there are."""
    from nightcue.commands.exit_codes import show
    from nightcue.commands.unread_texts import told_as_one

    for each in found:
        show(*each)
    problems = [problem for each in found for problem in told_as_one(each)[0]]
    errors = sum(problem.severity == "error" for problem in problems)
    counts = {"routine": len(found), "error": errors, "warning": len(problems) - errors}
    said = [how_many(count, noun) if count else f"no {noun}s" for noun, count in counts.items()]
    tell(f"{said[0]}: {said[1]}, {said[2]}")


def _problems(request: BuildRequest) -> list[Diagnostic]:
    """Find the problems of a routine; what was found in a routine without errors is kept until anything changes."""
    from nightcue.building.kept_answers import keep_answer, recall_answer
    from nightcue.building.outcome import diagnostics_as_json, diagnostics_from_json

    kept = recall_answer(request, "check")
    if kept is not None:
        return diagnostics_from_json(kept)
    from nightcue.building.checking import look_over
    from nightcue.commands.progress import shown

    started = time.time_ns()
    with shown(request.routine.stem) as progress:
        checked = look_over(request, progress)
    if all(problem.severity != "error" for problem in checked.problems):
        keep_answer(request, "check", diagnostics_as_json(checked.problems), checked.looked_at, started)
    return checked.problems


def _show_rules() -> None:
    from rich.text import Text

    from nightcue.commands.screen import console, plain_table
    from nightcue.language.diagnostics import UNREVIEWED
    from nightcue.safety.checker import every_rule
    from nightcue.safety.reading.unread import FACT, MEANING
    from nightcue.safety.rule import EVERY_TOPIC

    table = plain_table()
    for heading in ("code", "severity", "fact", "holds that"):
        table.add_column(heading)
    for rule in every_rule():
        of = "" if rule.topics == EVERY_TOPIC else f" (topic {' or '.join(sorted(rule.topics))})"
        table.add_row(rule.code, rule.severity, rule.fact, Text(f"{rule.meaning}{of}"))
    table.add_row(UNREVIEWED, "warning", FACT, Text(MEANING))
    console().print(table)


def _as_json(problem: Diagnostic) -> dict[str, object]:
    said: dict[str, object] = {
        "file": str(problem.span.path),
        "line": problem.span.line,
        "column": problem.span.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }
    return said if problem.text is None else said | {"text": problem.text, "topic": problem.topic}
