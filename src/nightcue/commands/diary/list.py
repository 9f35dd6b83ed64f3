"""nightcue diary list: the nights there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nightcue.commands.diary_option import diary_option
from nightcue.terminal import tell, tell_json

if TYPE_CHECKING:
    from datetime import date

    from nightcue.diary.night import Night
    from nightcue.diary.play import Play
    from nightcue.diary.words import Words

SHOWN = 30
"""Evenings that are shown where not all are asked for."""
NUMBERS = (1, 2, 3)
"""The columns that hold numbers."""


@click.command("list")
@click.option("--all", "everything", is_flag=True, help=f"All nights, not only the last {SHOWN}.")
@click.option("--json", "as_json", is_flag=True, help="All nights and plays as JSON, for other programs.")
@diary_option()
def command(everything: bool, as_json: bool) -> None:
    """Show the nights, the last at the end, each with what was played on its evening.

    \b
    Example:
      nightcue diary list
    """
    from nightcue.commands.diary.telling import tell_of_wrong_rows
    from nightcue.diary import payload
    from nightcue.diary.store import read_contents
    from nightcue.diary.words import words_of_the_profile

    contents = read_contents()
    nights, plays, _ = contents
    tell_of_wrong_rows(contents)
    if as_json:
        tell_json(payload.as_json(nights, plays))
        return
    words = words_of_the_profile()
    by_evening: dict[date, list[Play]] = {}
    for play in plays:
        by_evening.setdefault(play.evening, []).append(play)
    by_date = {night.date: night for night in nights}
    evenings = sorted({*by_date, *by_evening})
    shown = evenings if everything else evenings[-SHOWN:]
    if not evenings:
        tell(words.empty)
        return
    rows = [_row(words, evening, by_date.get(evening), by_evening.get(evening, [])) for evening in shown]
    _print_table([*words.columns.values()], rows, wrapped=not everything)
    if len(shown) < len(evenings):
        tell(words.more.format(count=len(evenings) - len(shown)))


def _row(words: Words, evening: date, night: Night | None, plays: list[Play]) -> list[str]:
    from nightcue.amounts import clock
    from nightcue.diary.night import DONE
    from nightcue.language.diagnostics import one_line

    played = ", ".join(_played(play) for play in plays)
    if night is None:
        return [str(evening), *[""] * 8, played, ""]
    where = [(field, value) for field in ("side", "muscle") if (value := getattr(night, field))]
    return [
        str(evening),
        str(night.cramps),
        "" if night.intensity is None else str(night.intensity),
        "" if night.longest is None else clock(night.longest),
        ", ".join(words.labels[field][value] for field, value in where),
        words.brief("day", night.day or ()),
        words.brief("done", tuple(name for name in DONE if getattr(night, name))),
        words.labels["legs"][night.legs] if night.legs else "",
        words.brief("signs", night.signs or ()),
        played,
        one_line(night.note or "", 40),
    ]


def _played(play: Play) -> str:
    heard = 100 if play.finished or not play.length else min(99, int(100 * play.heard / play.length))
    return play.routine if heard == 100 else f"{play.routine} {heard} %"


def _print_table(headings: list[str], rows: list[list[str]], wrapped: bool) -> None:
    """Print the columns that have anything in them: wrapped to the terminal, or one line a night however long it is.

    Wrapping takes milliseconds a row, too long for years of them.
    """
    used = [number for number in range(len(headings)) if number < 2 or any(row[number] for row in rows)]
    right = [number in NUMBERS for number in used]
    shown = [[row[number] for number in used] for row in [headings, *rows]]
    if not wrapped:
        _print_lines(shown, right)
        return
    from nightcue.commands.screen import console, plain_table

    table = plain_table()
    for heading, is_number in zip(shown[0], right, strict=True):
        table.add_column(heading, justify="right" if is_number else "left")
    for row in shown[1:]:
        table.add_row(*row)
    console().print(table)


def _print_lines(shown: list[list[str]], right: list[bool]) -> None:
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*shown, strict=True)]
    lines = []
    for row in shown:
        blanks = [" " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True)]
        cells = [b + text if is_number else text + b for text, b, is_number in zip(row, blanks, right, strict=True)]
        lines.append("  ".join(cells).rstrip())
    tell(*lines)
