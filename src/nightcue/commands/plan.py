"""nightcue plan: the timeline of a routine."""

from __future__ import annotations

import os
import sys
import time
from bisect import bisect_right
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from nightcue.commands.build_options import allow_option, brief_option, chosen, full_option, requested
from nightcue.commands.options import (
    language_option,
    recordings_option,
    routine_argument,
    settings_option,
    voice_option,
)
from nightcue.terminal import behind_the_door, plain, plain_line, tell_json

if TYPE_CHECKING:
    from nightcue.building.compile import Compiled
    from nightcue.building.request import BuildRequest
    from nightcue.language.diagnostics import Diagnostic
    from nightcue.timeline.timeline import KeptWindow


@click.command("plan")
@routine_argument
@click.option("--json", "as_json", is_flag=True, help="The timeline as JSON, for other programs.")
@click.option("--spoken", "with_spoken", is_flag=True, help="Below each line what the voice says, where that differs.")
@language_option
@voice_option
@settings_option
@allow_option
@recordings_option
@brief_option
@full_option
def command(routine: str, as_json: bool, with_spoken: bool, language: str | None, **asked: Any) -> None:
    """Show what a ROUTINE says and when, to the millisecond.

    \b
    Examples:
      nightcue plan bedtime
      nightcue plan bedtime --spoken
      nightcue plan bedtime --json
    """
    from nightcue.commands.exit_codes import show

    request = requested(chosen(routine, language), **asked)
    text, warnings = _planned(request, as_json, with_spoken)
    if as_json:
        tell_json(text)
    else:
        behind_the_door(sys.stdout).write(text)
        show(*warnings)


def _planned(request: BuildRequest, as_json: bool, with_spoken: bool) -> tuple[str, list[Diagnostic]]:
    """Return what is to be shown, and the warnings; both are kept until anything that they follow from changes."""
    from nightcue.building.kept_answers import keep_answer, recall_answer
    from nightcue.building.outcome import diagnostics_as_json, diagnostics_from_json

    question = f"plan {'as JSON' if as_json else _layout()}{' spoken' * with_spoken}"
    kept = recall_answer(request, question)
    if kept is not None:
        return kept["text"], diagnostics_from_json(kept["warnings"])
    from nightcue.building.compile import compile_routine
    from nightcue.commands.progress import shown
    from nightcue.timeline import json_export

    started = time.time_ns()
    with shown(request.routine.stem) as progress:
        compiled = compile_routine(request, progress)
    if as_json:
        text = json_export.as_text(compiled.timeline, compiled.voice, compiled.spoken)
    else:
        text = _table(compiled, with_spoken)
    warnings = [*compiled.timeline.warnings]
    answer = {"text": text, "warnings": diagnostics_as_json(warnings)}
    keep_answer(request, question, answer, compiled.looked_at, started)
    return text, warnings


def _layout() -> str:
    """Return all that decides how a table looks."""
    if not sys.stdout.isatty():
        return "in a file"
    names = ("TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "COLUMNS")
    return f"on a terminal {get_terminal_size().columns} {[os.environ.get(name) for name in names]}"


def _table(compiled: Compiled, with_spoken: bool) -> str:
    from rich.text import Text

    from nightcue.amounts import clock
    from nightcue.commands.screen import console, plain_table

    timeline = compiled.timeline
    table = plain_table()
    for heading, side in (("at", "right"), ("lasts", "right"), ("", "left"), ("", "left")):
        table.add_column(heading, justify="right" if side == "right" else "left", no_wrap=side == "right")
    rows: list[tuple[int, int, int, str, str]] = [
        (event.start, 1, event.end, event.kind, event.text) for event in timeline.events
    ]
    rows += [(window.start, 0, window.end, window.kind, _of(window)) for window in timeline.windows]
    # windows never overlap, so the last one that has begun is the only one that may still be running
    starts, ends = [[getattr(window, side) for window in timeline.windows] for side in ("start", "end")]
    chapters = list(timeline.chapters)
    for start, _, end, kind, text in sorted(rows):
        while chapters and chapters[0].start <= start:
            table.add_row("", "", "", "")
            table.add_row("", "", "", Text(plain(chapters.pop(0).title), style="bold"))
        seconds = (end - start) / timeline.rate
        within = kind in {"speech", "chime", "audio"} and (at := bisect_right(starts, start)) and start < ends[at - 1]
        shown = plain(f"   {text}" if within else text)
        table.add_row(clock(start / timeline.rate, 3), f"{seconds:.3f}", kind if kind != "speech" else "", Text(shown))
        said = compiled.spoken.get(text, text) if kind == "speech" else text
        if with_spoken and said != text:
            table.add_row("", "", "", Text(plain(f"   {said}" if within else said), style="italic"))
    total = f"{timeline.title} · {timeline.language} · {compiled.voice} · {clock(timeline.duration, 3)}"
    screen = console()
    with screen.capture() as captured:
        screen.print(table, Text(f"\n{plain_line(total)}", style="bold"), sep="\n")
    return captured.get()


def _of(window: KeptWindow) -> str:
    return "until a tap, at most so long" if window.until_tap else ""
