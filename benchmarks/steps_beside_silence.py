"""The largest step from one sample to the next beside silence in every shipped routine, with each voice.

`python benchmarks/steps_beside_silence.py [ROUTINE…] [--voice NAME]` (needs the extra `dev`). Each routine is built,
and looked at as it is mixed, and again as its MP3 is decoded. A step beside silence is heard as a click; 0.02 of full
scale is the most that is allowed.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import soundfile
from loudness_table import VOICES
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from nightcue.audio.clip import SAMPLE_RATE
from nightcue.building.compile import Compiled, compile_routine
from nightcue.building.outputs.track import sound_blocks, write_track
from nightcue.building.request import BuildRequest
from nightcue.language.library import Shelved, shelves

MOST = 0.02
"""The largest step beside silence, full scale 1."""

SILENT = 33 / 32768
"""The largest sample of silence, -60 dBFS: an offset that was taken out, and MP3, leave a little."""

SILENCE = SAMPLE_RATE * 5 // 1000
"""How long it is silent beside such a step, in samples."""

Wave = NDArray[np.float32]


@dataclass(frozen=True)
class Steps:
    """What a track has beside its silences: the largest step, how many are over MOST, and the sample of the largest."""

    largest: float
    over: int
    place: int


def steps_beside_silence(wave: Wave) -> Steps:
    """Look at every step into silence and out of it; `wave`, of shape (samples,), has silence before and after it.

    Raises ValueError when it is all silence.
    """
    padded = np.pad(wave, SILENCE + 1)
    loud = np.flatnonzero(np.abs(padded) > SILENT)
    if not len(loud):
        raise ValueError("there is nothing but silence")
    rests = np.flatnonzero(np.diff(loud) > SILENCE)
    last, first = loud[[*rests, -1]], loud[[0, *rests + 1]]  # the samples before and after which it is silent
    steps = np.abs(np.diff(padded))
    beside, places = np.concatenate([steps[last], steps[first - 1]]), np.concatenate([last, first])
    return Steps(float(beside.max()), int((beside > MOST).sum()), int(places[beside.argmax()]) - SILENCE - 1)


def row(shelved: Shelved, voice: str, folder: Path) -> list[str]:
    """A row of the table: what it is, then the steps of the mixed track and of its MP3."""
    compiled = compile_routine(BuildRequest(shelved.path, voice=voice))
    mixed = np.concatenate(list(sound_blocks(compiled))).astype(np.float32) / np.float32(32768)
    track_path = folder / "track.mp3"
    write_track(compiled, track_path, "mp3")
    decoded, _ = soundfile.read(track_path, dtype="float32")
    cells = [shelved.name, shelved.language, voice]
    for found in (steps_beside_silence(mixed), steps_beside_silence(decoded)):
        cells += [f"{found.largest:.4f}", str(found.over), _what_is_at(found.place, compiled)]
    return cells


def _what_is_at(place: int, compiled: Compiled) -> str:
    near = [event for event in compiled.timeline.events if event.start - SILENCE <= place <= event.end + SILENCE]
    return f"{place / SAMPLE_RATE:.2f} {near[0].text[:20]}" if near else f"{place / SAMPLE_RATE:.2f}"


@click.command()
@click.argument("routines", nargs=-1)
@click.option("--voice", "voices", multiple=True, help="A voice; repeatable.")
def main(routines: tuple[str, ...], voices: tuple[str, ...]) -> None:
    """Measure each ROUTINE, or all that ship, in seven voices."""
    wanted = [
        (shelved, voice)
        for shelved in shelves()
        if not shelved.own and (not routines or shelved.name in routines)
        for voice in VOICES[shelved.language]
        if not voices or voice in voices
    ]
    table = Table("routine", "language", "voice", "mixed", "over", "at", "MP3", "over", "at", box=None)
    with tempfile.TemporaryDirectory() as folder:
        for shelved, voice in track(wanted, console=Console(stderr=True)):
            table.add_row(*row(shelved, voice, Path(folder)))
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
