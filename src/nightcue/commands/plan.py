"""nightcue plan: the timeline of a routine."""

from __future__ import annotations

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
from nightcue.terminal import plain, plain_line, tell_json

if TYPE_CHECKING:
    from nightcue.building.compile import Compiled
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
    from nightcue.building.compile import compile_routine
    from nightcue.commands.exit_codes import show
    from nightcue.commands.progress import shown
    from nightcue.timeline import json_export

    request = requested(chosen(routine, language), **asked)
    with shown(request.routine.stem) as progress:
        compiled = compile_routine(request, progress)
    if as_json:
        tell_json(json_export.as_text(compiled.timeline, compiled.voice, compiled.spoken))
    else:
        _show_table(compiled, with_spoken)
        show(*compiled.timeline.warnings)


def _show_table(compiled: Compiled, with_spoken: bool) -> None:
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
    console().print(table, Text(f"\n{plain_line(total)}", style="bold"), sep="\n")


def _of(window: KeptWindow) -> str:
    return "until a tap, at most so long" if window.until_tap else ""
