"""The terminal that tables and bars are printed on, and how a table looks."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Any, TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from nightcue.terminal import ELSEWHERE, behind_the_door, plain


def console(stream: TextIO | None = None) -> Console:
    """Return a console on stdout, or on `stream`: as wide as the terminal, plain without one or with NO_COLOR."""
    stream = stream or sys.stdout
    width = None if stream.isatty() else ELSEWHERE
    no_color = bool(os.environ.get("NO_COLOR"))
    file = behind_the_door(stream)
    return _PlainConsole(file=file, width=width, no_color=no_color, highlight=False, markup=False, emoji=False)


def plain_table(**options: Any) -> Table:
    """Return a table without lines, its columns two spaces apart; `options` are those of rich's Table."""
    return Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), **options)


class _PlainConsole(Console):
    """Shows every text as text: colours and places are only those that we give."""

    def render_str(self, text: str, **options: Any) -> Text:
        return super().render_str(plain(text), **options)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(plain(segment.text), segment.style)
