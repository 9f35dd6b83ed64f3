"""Print how many words a minute each voice speaks at each pace, and the factor that would put it right.

Over the lines of the shipped routines that have four words or more, each different one once, as finished clips: shorter
ones are mostly beginning and end. Numbers count as the words they are said in.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, get_args

import click
from intelligibility import LANGUAGES, VOICES, told
from lines import finished, lines_of, shipped

from nightcue.voices.voice import WORDS_A_MINUTE, Pace

if TYPE_CHECKING:
    from nightcue.audio.clip import Clip

SHORTEST = 4
"""Words that a line must have to count."""
CLOSE = 0.05
"""How far from the pace that is meant a line may be, as a share of it."""


@dataclass(frozen=True)
class Measured:
    """Words a minute over all lines together, of the line in the middle, and the share of lines CLOSE to `meant`."""

    meant: int
    lines: int
    overall: float
    median: float
    close: float

    @property
    def longer(self) -> float:
        """How many times as long the clips would have to be."""
        return self.overall / self.meant


def measure(clips: Mapping[str, Clip], language: str, meant: int) -> Measured:
    """The pace of the lines that are long enough. Raises ValueError where none is."""
    words_of = import_module(f"heard_{language}").words_of
    counted = [(len(words_of(line)), clip.seconds / 60) for line, clip in clips.items()]
    long_enough = [(words, minutes) for words, minutes in counted if words >= SHORTEST]
    if not long_enough:
        raise ValueError(f"no line has {SHORTEST} words")
    each = [words / minutes for words, minutes in long_enough]
    overall = sum(words for words, _ in long_enough) / sum(minutes for _, minutes in long_enough)
    close = sum(abs(pace / meant - 1) <= CLOSE for pace in each) / len(each)
    return Measured(meant, len(each), overall, statistics.median(each), close)


@click.command()
@click.option("--lang", "languages", multiple=True, type=click.Choice(LANGUAGES), default=LANGUAGES, show_default=True)
@click.option("--voice", "voices", multiple=True, default=VOICES, show_default=True, help="A voice; repeatable.")
@click.option("--pace", "paces", multiple=True, type=click.Choice(get_args(Pace)), default=get_args(Pace))
def main(languages: tuple[str, ...], voices: tuple[str, ...], paces: tuple[Pace, ...]) -> None:
    """Print the pace of each voice, and by how much its clips would have to be longer to be as fast as is meant."""
    click.echo("language  voice         pace     meant  overall  median  within 5 %  longer by")
    with told():
        for language in languages:
            lines = lines_of(shipped(language))
            for voice in voices:
                for pace in paces:
                    got = measure(finished(lines, voice, language, pace), language, WORDS_A_MINUTE[pace])
                    click.echo(
                        f"{language:<10}{voice:<14}{pace:<9}{got.meant:>5}{got.overall:>9.1f}{got.median:>8.1f}"
                        f"{got.close:>11.0%}{got.longer:>10.3f} x"
                    )


if __name__ == "__main__":
    main()
