"""What is shown while a track plays: a few dark red words on black, or a plain line for each chapter."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Sequence
from contextlib import suppress

from nightcue.amounts import clock
from nightcue.bedside.track_metadata import Score
from nightcue.bedside.words import Words
from nightcue.terminal import UnheardError, behind_the_door, plain_line

ON_BLACK = "\x1b[0;38;5;{colour};48;5;16m"
DARK, DARKER = 124, 88
"""Reds of the 256-colour table, #af0000 and #870000: no blue, no green, and far from bright."""

WIDEST = 60
"""Columns of text: longer lines are hard to follow half asleep."""


class Screen:
    """The terminal on stdout, as a screen of its own; the old one is back when the block ends.

    `heading` stands above what plays, such as the night of a programme.
    """

    def __init__(self, score: Score, words: Words, heading: str = "") -> None:
        self._score, self._words, self._heading = score, words, heading
        self._plain = bool(os.environ.get("NO_COLOR"))
        self._last: list[str] = []
        self._size = _size()

    def __enter__(self) -> Screen:
        self.resume()
        return self

    def __exit__(self, *_: object) -> None:
        self.suspend()

    def suspend(self) -> None:
        """Give back the old screen, with its cursor."""
        _write("\x1b[0m\x1b[?25h\x1b[?1049l")

    def resume(self) -> None:
        """Take the screen, empty and black."""
        self._last = []
        _write("\x1b[?1049h\x1b[?25l" + self._colour(DARKER) + "\x1b[2J")

    def is_of(self, score: Score) -> None:
        """From now on show what `score` says."""
        self._score = score

    def show(
        self,
        moment: float,
        *,
        paused: bool,
        waiting: bool,
        notes: Sequence[str] = (),
        more: float = 0.0,
        trouble: str = "",
    ) -> None:
        """Draw what has changed: `moment` in seconds of the track, which is `more` seconds longer than it was."""
        columns, _ = _size()
        state = [self._words.paused] if paused else [self._words.waiting] if waiting else []
        noted = [*state, *notes, *([trouble] if trouble else [])]
        self._draw(self._lines(moment, more, noted, min(columns, WIDEST)))

    def show_pain(self, said: str) -> None:
        """Draw what is `said` to somebody who feels pain, and the keys of then."""
        columns, _ = _size()
        lines = textwrap.wrap(said, max(20, min(columns, WIDEST) - 4))
        self._draw(["", "", *[f"  {line}" for line in lines], "", f"  {self._words.pain_keys}"])

    def _draw(self, shown: list[str]) -> None:
        columns, rows = size = _size()
        lines = [plain_line(line)[: columns - 1] for line in shown[:rows]]
        if size != self._size:
            self._size, self._last = size, []
            _write(f"{self._colour(DARK)}\x1b[2J")
        if lines != self._last:
            reds = [DARKER if row in {1, len(lines) - 2, len(lines) - 1} else DARK for row in range(len(lines))]
            drawn = "".join(
                f"\x1b[{row};1H{self._colour(red)}{line}\x1b[K"
                for row, (red, line) in enumerate(zip(reds, lines, strict=True), 1)
            )
            _write(drawn + "\x1b[J")
            self._last = lines

    def _lines(self, moment: float, more: float, state: list[str], width: int) -> list[str]:
        score = self._score
        number = score.step_at(moment)
        step = clock(score.end_of_step(number) - moment + more)
        left = self._words.left.format(step=step, all=clock(score.length - moment + more))
        said = textwrap.wrap(score.line_at(moment), max(20, width - 4))
        of_all = f"/{len(score.steps)}" if score.whole else ""
        head = f"  {score.chapter_at(moment)}   {number + 1}{of_all}"
        first, *notes = _in_rows([left, *state], max(20, width - 4))
        shown = [
            f"  {self._heading}".rstrip(),
            head,
            "",
            *[f"  {line}" for line in said],
            "",
            f"  {first}",
            *[f"  {row}" for row in notes],
        ]
        return [*shown, "", f"  {self._words.more_keys}", f"  {self._words.keys}"]

    def _colour(self, colour: int) -> str:
        return "\x1b[0m" if self._plain else ON_BLACK.format(colour=colour)


class Lines:
    """Where there is no terminal: a line for the chapter it starts in, and for each that begins, and nothing else."""

    def __init__(self, score: Score, words: Words) -> None:
        self._score, self._words = score, words
        self._printed: float | None = None
        self._waiting, self._trouble = False, ""

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def suspend(self) -> None:
        """Nothing to give back."""

    resume = suspend

    def show_pain(self, said: str) -> None:
        """Nothing to do: without a terminal there are no keys to feel pain with."""

    def is_of(self, score: Score) -> None:
        """From now on print what `score` says."""
        self._score = score

    def show(self, moment: float, *, waiting: bool, trouble: str = "", **_: object) -> None:
        """Print the chapters that have begun since the last time, that it waits when it begins to, and new trouble."""
        begun = [(moment, self._score.chapter_at(moment))]
        if self._printed is not None:
            begun = [each for each in self._score.chapters if self._printed < each[0] <= moment]
        for start, chapter in begun:
            _write(f"{clock(start)}  {plain_line(chapter)}\n")
            self._printed = start
        if waiting and not self._waiting:
            _write(f"{clock(moment)}  {self._words.waiting}\n")
        if trouble and trouble != self._trouble:
            _write(f"{clock(moment)}  {trouble}\n")
        self._waiting, self._trouble = waiting, trouble


def _in_rows(parts: list[str], width: int) -> list[str]:
    """Return `parts` beside each other, in as many rows of `width` columns as they need."""
    rows = [""]
    for part in parts:
        beside = f"{rows[-1]}   {part}" if rows[-1] else part
        if len(beside) <= width or not rows[-1]:
            rows[-1] = beside
        else:
            rows.append(part)
    return rows


def _size() -> tuple[int, int]:
    """Columns and rows of the terminal as it is now; $COLUMNS may be from when it was another."""
    try:
        return os.get_terminal_size(sys.stdout.fileno())
    except OSError:
        return 80, 24


def _write(text: str) -> None:
    """Write to stdout, with our own codes; when who reads it has gone, nothing is any more, and the sound goes on."""
    stream = behind_the_door(sys.stdout)
    with suppress(UnheardError):
        stream.write(text)
        stream.flush()
