"""nightcue voices: the table of voices, and the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nightcue.commands.progress import shown
from nightcue.terminal import tell, tell_json

if TYPE_CHECKING:
    from nightcue.voices.measured import Measured
    from nightcue.voices.voice import Offer, Voice, VoiceEntry

UNKNOWN = "-"


@dataclass(frozen=True)
class _Row:
    """A voice in one language: seconds of speech that it makes in a second here, and what was measured elsewhere."""

    voice: VoiceEntry
    language: str
    speed: float | None
    measured: Measured | None


def show(language: str | None, as_json: bool) -> None:
    """Print the voices of `language`, or of the languages of the routines; as JSON, every voice.

    Raises UnknownVoiceError when nothing here speaks the language, and VoiceError as the catalogue does.
    """
    from nightcue.language.library import shelves
    from nightcue.voices.catalogue import DEFAULT, find_voice, list_voices
    from nightcue.voices.voices_file import faults

    for fault in faults():
        tell(f"note: {fault}", err=True)
    if language:
        find_voice(DEFAULT, language)
    rows = _rows((language,) if language else [*dict.fromkeys(shelved.language for shelved in shelves())])
    every = list_voices()
    if as_json:
        tell_json(json.dumps(_as_json(every, rows), ensure_ascii=False, indent=1, default=str))
        return
    for tag in dict.fromkeys(row.language for row in rows):
        _print_language(tag, [row for row in rows if row.language == tag])
    voices = {row.voice.name: row.voice for row in rows}
    _print_kinds(voices.values())
    _print_legend(sum(voice.name not in voices for voice in every))


def _rows(languages: Sequence[str]) -> list[_Row]:
    from nightcue.voices.catalogue import voices_for
    from nightcue.voices.measured import measured

    offered = [(offer, tag) for tag in languages for offer in voices_for(tag)]
    speeds = _speeds(offered)
    return [_Row(offer.entry, tag, speeds.get((offer.name, tag)), measured(offer.name, tag)) for offer, tag in offered]


def _speeds(offered: Sequence[tuple[Offer, str]]) -> dict[tuple[str, str], float]:
    """Return how fast each speaks, by name and tag; measure what is not kept, and tell so, as of one that fails.

    Programs and plugins, which only a person wants started, have none.
    """
    from nightcue.voices.matching import normal_tag
    from nightcue.voices.speed import kept_speed, measure_speed

    voices: dict[tuple[str, str], Voice] = {}
    for offer, tag in offered:
        if offer.preference(normal_tag(tag)) is not None:
            with _failure_told(offer.name):
                voices[offer.name, tag] = offer.open(normal_tag(tag), "calm")
    speeds = {key: speed for key, voice in voices.items() if (speed := kept_speed(voice))}
    missing = [key for key in voices if key not in speeds]
    with shown("voices") if missing else nullcontext() as progress:
        for count, (name, tag) in enumerate(missing):
            if progress:
                progress(f"timing {name}", count, len(missing))
            with _failure_told(name):
                speeds[name, tag] = measure_speed(voices[name, tag])
    return speeds


@contextmanager
def _failure_told(name: str) -> Iterator[None]:
    from nightcue.voices.voice import VoiceError

    try:
        yield
    except VoiceError as error:
        tell(f"note: the speed of {name} is not known: {error}", err=True)


def _as_json(every: Sequence[VoiceEntry], rows: Sequence[_Row]) -> list[dict[str, Any]]:
    """Return every voice; `speed` and `measured` by language, for those whose rows the table has too."""
    voices = {voice.name: voice for voice in [*(row.voice for row in rows), *every]}
    return [
        asdict(voice)
        | {
            "size": _size(voice.files),
            "speed": {row.language: row.speed for row in rows if row.voice.name == name and row.speed},
            "measured": {row.language: asdict(row.measured) for row in rows if row.voice.name == name and row.measured},
        }
        for name, voice in voices.items()
    ]


def _print_language(tag: str, rows: Sequence[_Row]) -> None:
    from nightcue.amounts import size
    from nightcue.commands.screen import console, plain_table
    from nightcue.voices.catalogue import why_default
    from nightcue.voices.matching import language_name

    table = plain_table(title=language_name(tag), title_justify="left")
    table.add_column("voice", overflow="fold")
    for heading in ("engine", "speaks"):
        table.add_column(heading, no_wrap=True)
    for heading in ("size", "speed", "misheard", "natural"):
        table.add_column(heading, no_wrap=True, justify="right")
    for row in rows:
        spoken = " ".join(row.voice.languages[:2]) or "many"
        room, found = _size(row.voice.files), row.measured
        table.add_row(
            row.voice.name,
            row.voice.engine,
            spoken,
            UNKNOWN if room is None else size(room),
            UNKNOWN if row.speed is None else f"{row.speed:.2g} x" if row.speed < 10 else f"{row.speed:.0f} x",
            UNKNOWN if found is None or found.words is None else f"{found.words:.1f} %",
            UNKNOWN if found is None or found.mos is None else f"{found.mos:.1f} of 5",
        )
    console().print(table)
    console().print(f"{tag} is spoken by {why_default(tag)}\n")


def _print_kinds(voices: Iterable[VoiceEntry]) -> None:
    from nightcue.commands.screen import console, plain_table

    table = plain_table()
    for heading in ("voice", "licence", "what it is"):
        table.add_column(heading, overflow="fold")
    for voice in voices:
        table.add_row(voice.name, voice.licence or UNKNOWN, voice.label)
    console().print(table)


def _print_legend(others: int) -> None:
    from nightcue.commands.screen import console

    console().print(
        "\nspeed: seconds of speech that it makes in a second, on this machine; misheard: words of the routines that a "
        "speech recogniser got wrong; natural: from 1 to 5, rated by a program. No person listened: "
        "`nightcue voices compare bedtime` lets you hear them all."
    )
    if others:
        tell(f"{others} more voices, in these languages and others: --json shows them all")


def _size(places: Sequence[Path]) -> int | None:
    """Return the bytes of these files, and of all files in these folders; None where there are none."""
    files = [file for place in places for file in (place.rglob("*") if place.is_dir() else [place]) if file.is_file()]
    return sum(file.stat().st_size for file in files) if files else None
