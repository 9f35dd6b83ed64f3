"""nightcue plan: the timeline of a routine."""

from __future__ import annotations

import time
from bisect import bisect_right
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
from nightcue.terminal import columns, plain_line, tell, tell_json

if TYPE_CHECKING:
    from nightcue.building.compile import Compiled
    from nightcue.building.request import BuildRequest
    from nightcue.language.diagnostics import Diagnostic
    from nightcue.timeline.timeline import KeptWindow

_NARROWEST = 20
"""Columns that a text has, however narrow the terminal is."""


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
    from nightcue.said_before import keep

    request = requested(chosen(routine, language), **asked)
    planned, warnings = _planned(request, as_json, with_spoken)
    if as_json:
        tell_json(planned)
    else:
        _show_table(planned)
        show(*warnings)
    keep()


def _planned(request: BuildRequest, as_json: bool, with_spoken: bool) -> tuple[Any, list[Diagnostic]]:
    """Return the JSON or the rows of the table, and the warnings; they are kept until what they follow from changes."""
    from nightcue.building.kept_answers import keep_answer, recall_answer
    from nightcue.building.outcome import diagnostics_as_json, diagnostics_from_json

    question = f"plan{' as JSON' * as_json}{' spoken' * with_spoken}"
    kept = recall_answer(request, question)
    if kept is not None:
        return kept["planned"], diagnostics_from_json(kept["warnings"])
    from nightcue.building.compile import compile_routine
    from nightcue.commands.progress import shown
    from nightcue.timeline import json_export

    started = time.time_ns()
    with shown(request.routine.stem) as progress:
        compiled = compile_routine(request, progress)
    if as_json:
        planned: Any = json_export.as_text(compiled.timeline, compiled.voice, compiled.spoken)
    else:
        planned = _rows(compiled, with_spoken)
    warnings = [*compiled.timeline.warnings]
    answer = {"planned": planned, "warnings": diagnostics_as_json(warnings)}
    keep_answer(request, question, answer, compiled.looked_at, started)
    return planned, warnings


def _rows(compiled: Compiled, with_spoken: bool) -> list[list[str]]:
    """Return the rows of the table, the total as the last: the cells of each, and how its last cell looks."""
    from nightcue.amounts import clock

    timeline, shown = compiled.timeline, []
    rows: list[tuple[int, int, int, str, str]] = [
        (event.start, 1, event.end, event.kind, event.text) for event in timeline.events
    ]
    rows += [(window.start, 0, window.end, window.kind, _of(window)) for window in timeline.windows]
    # windows never overlap, so the last one that has begun is the only one that may still be running
    starts, ends = [[getattr(window, side) for window in timeline.windows] for side in ("start", "end")]
    chapters = list(timeline.chapters)
    for start, _, end, kind, text in sorted(rows):
        while chapters and chapters[0].start <= start:
            shown += [["", "", "", "", ""], ["", "", "", chapters.pop(0).title, "bold"]]
        seconds = (end - start) / timeline.rate
        within = kind in {"speech", "chime", "audio"} and (at := bisect_right(starts, start)) and start < ends[at - 1]
        inset = "   " * bool(within)
        named = kind if kind != "speech" else ""
        shown.append([clock(start / timeline.rate, 3), f"{seconds:.3f}", named, f"{inset}{text}", ""])
        said = compiled.spoken.get(text, text) if kind == "speech" else text
        if with_spoken and said != text:
            shown.append(["", "", "", f"{inset}{said}", ""])
    total = f"{timeline.title} · {timeline.language} · {compiled.voice} · {clock(timeline.duration, 3)}"
    return [*shown, ["", "", "", total, "bold"]]


def _show_table(rows: list[list[str]]) -> None:
    """Lay the rows out by hand, for a library of tables takes longer to load than all else of a plan that is kept."""
    *lines, (*_, total, _) = rows
    headings = ["at", "lasts", "", "", ""]
    at, lasts, kind = (max(len(row[column]) for row in [headings, *lines]) for column in range(3))
    wide = max(_NARROWEST, columns() - at - lasts - kind - 6)
    for row in [headings, *lines]:
        before = f"{row[0]:>{at}}  {row[1]:>{lasts}}  {row[2]:{kind}}  "
        for part in _wrapped(plain_line(row[3]), wide):
            tell(f"{before}{part}".rstrip(), marked=part if row[4] else "")
            before = " " * len(before)
    tell()
    tell(total, marked=plain_line(total))


def _wrapped(text: str, wide: int) -> list[str]:
    """Return the text in lines of so many columns, each as far in as the first; a letter may take two of them."""
    from textwrap import wrap
    from unicodedata import east_asian_width

    letters = wide if text.isascii() or not any(east_asian_width(letter) in "WF" for letter in text) else wide // 2
    inset = text[: len(text) - len(text.lstrip())]
    return wrap(text, letters, subsequent_indent=inset) or [""]


def _of(window: KeptWindow) -> str:
    return "until a tap, at most so long" if window.until_tap else ""
