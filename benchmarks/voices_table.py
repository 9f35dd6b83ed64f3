"""Print one table of the voices: words misheard, sounds wrong, MOS, and how much faster than real time they speak.

Over the different lines of the shipped routines, as finished clips, by a recogniser that English words were not chosen
with. `--write FILE` keeps the figures where `nightcue voices` reads them.
"""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import yaml
from hearing import together
from intelligibility import LANGUAGES, VOICES, hear_clips, told
from lines import finished, lines_of, shipped
from mos import INSTALL as MOS_INSTALL
from mos import Rater
from recognisers import BASE, Recogniser

from nightcue.commands.screen import console
from nightcue.voices.catalogue import find_voice, open_voice
from nightcue.voices.voice import Voice

HEADER = """\
# How each voice is understood and how good it sounds. `words` and `sounds` are the per cent that the recogniser `judge`
# misheard, `mos` is Distill-MOS, from 1 to 5. Where `heard` is `clips`, each of `lines` different lines was heard once
# by itself (benchmarks/voices_table.py); where it is `tracks`, every word of the built routines, each time it is spoken
# (benchmarks/intelligibility.py), and `mos` is that of lines cut out of their MP3s. No human listened.
# docs/intelligibility.md says how it was measured.
"""
TIMED = 12
"""Lines that the speed is measured on."""
TIMES = 3
"""How often: the fastest time counts, as whatever else the machine does can only make it slower."""


@dataclass(frozen=True)
class Entry:
    """A voice in one language: what measured.yaml says of it. `sounds` and `mos` are None where they are not known."""

    voice: str
    engine: str
    language: str
    words: float
    sounds: float | None
    mos: float | None
    judge: str
    lines: int
    date: str
    heard: str = "clips"


def measure(voice: str, language: str, recogniser: Recogniser, rater: Rater | None) -> Entry:
    """Have `voice` speak every different line of the shipped routines of `language`, and hear and rate the clips."""
    found = find_voice(voice, language)
    clips = finished(lines_of(shipped(language)), voice, language)
    whole = together(hear_clips(clips, language, recogniser).values())
    return Entry(
        voice=found.name if voice == "default" else voice,
        engine=found.engine,
        language=language,
        words=round(100 * whole.words.rate, 2),
        sounds=round(100 * whole.sounds.rate, 2) if whole.sounds.spoken else None,
        mos=round(rater.mean(clips), 2) if rater else None,
        judge=f"whisper {BASE}",
        lines=len(clips),
        date=datetime.date.today().isoformat(),
    )


def speed(voice: str, language: str) -> float:
    """How many seconds of sound `voice` makes in one, loaded, one line after another, where it has one core."""
    lines = sorted(lines_of(shipped(language)).values(), key=len)
    # twice over, as a line that was spoken ahead would only be read
    chosen = [f"{line} {line}" for line in lines[:: max(1, len(lines) // TIMED)]]
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        return max(_speed(voice, language, chosen) for _ in range(TIMES))
    finally:
        os.sched_setaffinity(0, allowed)


def _speed(voice: str, language: str, lines: Iterable[str]) -> float:
    with TemporaryDirectory() as nothing_kept, open_voice(voice, language, cache=Path(nothing_kept)) as speaker:
        speaker.speak("1, 2, 3.")  # loads the engine
        return _seconds_a_second(speaker, lines)


def _seconds_a_second(speaker: Voice, lines: Iterable[str]) -> float:
    began = time.perf_counter()
    sound = sum(speaker.speak(line).seconds for line in lines)
    return sound / (time.perf_counter() - began)


def merged(content: str, entries: Iterable[Entry]) -> str:
    """The text of measured.yaml with `entries` in place of those of the same voice and language in `content`."""
    kept = {(entry["language"], entry["voice"]): entry for entry in yaml.safe_load(content or "[]") or []}
    kept |= {(entry.language, entry.voice): asdict(entry) for entry in entries}
    in_order = [kept[key] for key in sorted(kept)]
    return HEADER + yaml.safe_dump(in_order, sort_keys=False, allow_unicode=True)


def show(entries: Mapping[Entry, float]) -> None:
    """Print the table of `entries`, each with its speed."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("voice", "engine", "language"):
        table.add_column(heading)
    for heading in ("lines", "words misheard", "sounds wrong", "MOS", "x real time"):
        table.add_column(heading, justify="right")
    for entry, times in entries.items():
        sounds = "" if entry.sounds is None else f"{entry.sounds} %"
        rated = "" if entry.mos is None else f"{entry.mos:.2f}"
        row = (entry.voice, entry.engine, entry.language, f"{entry.lines}", f"{entry.words} %", sounds, rated)
        table.add_row(*row, f"{times:.3g}")
    console().print(table)


@click.command()
@click.option("--lang", "languages", multiple=True, type=click.Choice(LANGUAGES), default=LANGUAGES, show_default=True)
@click.option("--voice", "voices", multiple=True, default=VOICES, show_default=True, help="A voice; repeatable.")
@click.option("--write", "file", type=click.Path(path_type=Path), help="Keep the figures in this file too.")
def main(languages: tuple[str, ...], voices: tuple[str, ...], file: Path | None) -> None:
    """Measure each voice in each language, and print one table."""
    with told():
        recogniser = Recogniser(BASE)
        try:
            rater = Rater()
        except ImportError as missing:
            rater = None
            click.echo(f"no MOS ({missing}); for it, run `{MOS_INSTALL}`", err=True)
        entries = {
            measure(voice, language, recogniser, rater): speed(voice, language)
            for language in languages
            for voice in voices
        }
    show(entries)
    if file:
        file.write_text(merged(file.read_text("utf-8") if file.is_file() else "", entries), "utf-8")


if __name__ == "__main__":
    main()
