"""Print how many words of the routines a speech recogniser hears wrongly, per routine and voice, in each language.

Each routine is built as `nightcue build` builds it, decoded, cut at its silences, and transcribed by Whisper; with
--clips, each different line is heard by itself as the voice's finished clip. docs/intelligibility.md says how, why, and
what came out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from hearing import (
    Half,
    Pattern,
    Spoken,
    Understood,
    each_once,
    half_of,
    pattern,
    pieces,
    together,
    tuned_lines,
    understood,
)
from lines import finished, lines_of, shipped
from recognisers import BASE, JUDGES, RATE, TINY, Recogniser, sound_of

from nightcue.building.compile import compile_routine
from nightcue.building.outputs.track import write_track
from nightcue.building.request import BuildRequest
from nightcue.commands.exit_codes import exit_code, explain
from nightcue.commands.progress import shown
from nightcue.commands.screen import console
from nightcue.language.library import find

if TYPE_CHECKING:
    from recognisers import Sound

    from nightcue.audio.clip import Clip

LANGUAGES = ("en", "es")
VOICES = ("default", "embedded")
INSTALL = "pip install -e '.[dev]'"


@dataclass(frozen=True)
class Row:
    """A row of the table: where its lines are from, who spoke them, and how each was understood, each time it was."""

    language: str
    routine: str
    voice: str
    lines: tuple[tuple[str, Understood], ...]

    def of_half(self, half: Half | None) -> Row:
        """The row with the lines of one half alone."""
        tuned = tuned_lines(self.language)
        kept = tuple(each for each in self.lines if half is None or half_of(each[0], tuned) == half)
        return Row(self.language, self.routine, self.voice, kept)


def hear_track(
    path: Path, voice: str, language: str, recogniser: Recogniser, known: dict[Pattern, list[Understood]]
) -> Row:
    """Build the routine at `path` in `voice` and have it heard.

    `known` keeps what pieces of this voice gave: the same lines at the same distances are listened to once.
    """
    with shown(f"{path.stem}, {voice}") as progress:
        compiled = compile_routine(BuildRequest(path, voice=voice), progress)
        with TemporaryDirectory() as folder:
            track = Path(folder) / "track.mp3"
            write_track(compiled, track, "mp3", progress)
            sound = _decoded(track)
        rate = compiled.timeline.rate
        lines = [Spoken(e.start / rate, e.end / rate, e.text) for e in compiled.timeline.events if e.kind == "speech"]
        joined = pieces(lines)
        new = {pattern(piece): piece for piece in joined if pattern(piece) not in known}
        for done, (key, piece) in enumerate(new.items(), 1):
            heard = recogniser.hear(sound[round(piece[0].start * RATE) : round(piece[-1].end * RATE)], language)
            known[key] = understood([line.text for line in piece], heard, language)
            if progress:
                progress("listening", done, len(new))
    each = [(line.text, how) for piece in joined for line, how in zip(piece, known[pattern(piece)], strict=True)]
    return Row(language, path.stem, voice, tuple(each))


def hear_clips(clips: Mapping[str, Clip], language: str, recogniser: Recogniser) -> dict[str, Understood]:
    """How each line is understood by itself."""
    return {
        line: understood([line], recogniser.hear(sound_of(clip), language), language)[0] for line, clip in clips.items()
    }


def _decoded(track: Path) -> Sound:
    """The samples of `track` at RATE, from -1 to 1."""
    import soundfile
    import soxr

    sound, rate = soundfile.read(track, dtype="float32")
    resampled: Sound = soxr.resample(sound, rate, RATE)
    return resampled


def show(rows: Sequence[Row]) -> None:
    """Print a table of `rows`, and what the routines of a language come to for each voice.

    All of them as often as each line is spoken, and then each different line once.
    """
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("language", "routine", "voice"):
        table.add_column(heading)
    for heading in ("words", "wrong", "WER", "sounds wrong"):
        table.add_column(heading, justify="right")
    for language in dict.fromkeys(row.language for row in rows):
        of_language = [row for row in rows if row.language == language]
        for row in of_language:
            figures = _figures(together(how for _, how in row.lines))
            table.add_row(row.language, row.routine, row.voice, *figures)
        if len({row.routine for row in of_language}) > 1:
            table.add_section()
            for voice in dict.fromkeys(row.voice for row in of_language):
                lines = [line for row in of_language if row.voice == voice for line in row.lines]
                table.add_row(language, "all of them", voice, *_figures(together(how for _, how in lines)))
                table.add_row(language, "each line once", voice, *_figures(each_once(lines)))
            table.add_section()
    console().print(table)


def _figures(total: Understood) -> list[str]:
    sounds = f"{total.sounds.rate:.2%}" if total.sounds.spoken else ""
    return [f"{total.words.spoken}", f"{total.words.errors:.0f}", f"{total.words.rate:.2%}", sounds]


def show_lines(rows: Sequence[Row]) -> None:
    """Print every line that was misheard, by language and voice, and what was heard, the most often misheard first."""
    for language, voice in dict.fromkeys((row.language, row.voice) for row in rows):
        lines = [how for row in rows if (row.language, row.voice) == (language, voice) for _, how in row.lines]
        click.echo(f"\nMisheard in {language}, voice {voice}:")
        for (line, heard), times in together(lines).words.misheard.most_common():
            click.echo(f"{times:>4} x  {line}\n        {heard}")


@contextmanager
def told() -> Iterator[None]:
    """Say what is missing or wrong in the words that nightcue says it in, and end."""
    try:
        yield
    except ImportError as missing:
        click.echo(f"a recogniser is not here ({missing}); run `{INSTALL}`", err=True)
        sys.exit(1)
    except Exception as error:
        code = exit_code(error)
        if code is None:
            raise
        explain(error)
        sys.exit(code)


@click.command()
@click.argument("routines", nargs=-1)
@click.option("--lang", "languages", multiple=True, type=click.Choice(LANGUAGES), default=LANGUAGES, show_default=True)
@click.option("--judge", type=click.Choice(JUDGES), default=BASE, show_default=True, help="The recogniser.")
@click.option("--voice", "voices", multiple=True, default=VOICES, show_default=True, help="A voice; repeatable.")
@click.option("--clips", is_flag=True, help="Hear each different line once, by itself, and build no track.")
@click.option("--half", type=click.Choice(["tuned", "held-out"]), help="Count the lines of one half alone.")
@click.option("--lines", is_flag=True, help="Print every misheard line, and what was heard.")
def main(
    routines: tuple[str, ...],
    languages: tuple[str, ...],
    judge: str,
    voices: tuple[str, ...],
    clips: bool,
    half: Half | None,
    lines: bool,
) -> None:
    """Print how many words of each ROUTINE, or of all shipped ones, a speech recogniser hears wrongly."""
    if judge == TINY and languages != ("en",):
        raise click.UsageError(f"{TINY} knows English alone; add --lang en, or judge with {BASE}")
    rows: list[Row] = []
    with told():
        recogniser = Recogniser(judge)
        for language in languages:
            paths = [find(name, language) for name in routines] or shipped(language)
            for voice in voices:
                rows += _heard(paths, voice, language, recogniser, clips)
    rows = [row.of_half(half) for row in rows]
    show(rows)
    if lines:
        show_lines(rows)


def _heard(paths: Sequence[Path], voice: str, language: str, recogniser: Recogniser, clips: bool) -> list[Row]:
    if clips:
        spoken = finished(lines_of(paths), voice, language)
        return [Row(language, "clips", voice, tuple(hear_clips(spoken, language, recogniser).items()))]
    known: dict[Pattern, list[Understood]] = {}
    return [hear_track(path, voice, language, recogniser, known) for path in paths]


if __name__ == "__main__":
    main()
