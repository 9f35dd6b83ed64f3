"""Loudness and true peak of every shipped routine with each voice, measured by ffmpeg's meter on the finished MP3.

`python benchmarks/loudness_table.py [ROUTINE…]` (needs the extra `dev`: PyAV, which brings ffmpeg's libraries).
"""

from __future__ import annotations

import math
import sys
import tempfile
from pathlib import Path

import av
from av.filter import Graph
from rich.console import Console
from rich.progress import track
from rich.table import Table

from nightcue.building.compile import compile_routine
from nightcue.building.outputs.track import write_track
from nightcue.building.request import BuildRequest
from nightcue.language.library import Shelved, shelves

VOICES = {"en": ("heart", "joe", "pico-en", "embedded"), "es": ("kumo", "pico-es", "embedded")}


def measured(path: Path) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP of a sound file, by ffmpeg's `ebur128`."""
    with av.open(str(path)) as file:
        stream = file.streams.audio[0]
        graph = Graph()
        source = graph.add_abuffer(template=stream)
        meter, sink = graph.add("ebur128", "peak=true:metadata=1"), graph.add("abuffersink")
        source.link_to(meter)
        meter.link_to(sink)
        graph.configure()
        loudness, peak = -70.0, 0.0
        for frame in [*file.decode(stream), None]:
            graph.push(frame)
            while True:
                try:
                    said = graph.pull().metadata
                except (av.error.BlockingIOError, av.error.EOFError):
                    break
                loudness = float(said.get("lavfi.r128.I", loudness))
                peak = max(peak, float(said.get("lavfi.r128.true_peak", 0)))
    return loudness, 20 * math.log10(peak) if peak else -math.inf


def row(shelved: Shelved, voice: str, folder: Path) -> list[str]:
    """A row of the table: what it is, then its two figures."""
    compiled = compile_routine(BuildRequest(shelved.path, voice=voice))
    track_path = folder / "track.mp3"
    write_track(compiled, track_path, "mp3")
    loudness, peak = measured(track_path)
    return [shelved.name, shelved.language, compiled.voice, f"{loudness:.1f}", f"{peak:.1f}"]


def main() -> None:
    """Measure every routine that ships, or those named."""
    names = sys.argv[1:]
    wanted = [
        (shelved, voice)
        for shelved in shelves()
        if not shelved.own or shelved.name in names
        if not names or shelved.name in names
        for voice in VOICES[shelved.language]
    ]
    table = Table("routine", "language", "voice", "LUFS", "dBTP", box=None)
    with tempfile.TemporaryDirectory() as folder:
        for shelved, voice in track(wanted, console=Console(stderr=True)):
            table.add_row(*row(shelved, voice, Path(folder)))
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
