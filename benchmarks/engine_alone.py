"""The engine of a natural voice alone: it loads, speaks each line of a file once, and lets the sound go.

    python engine_alone.py heart LINES.txt PROCESSES PACE

As many processes as there are cores, each with an engine of its own on one; whichever is free takes the next line.
heart is the package hibari with nothing around it. kumo has no package that speaks Spanish, so it is nightcue's class.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from pathlib import Path

SPEAK: list[Callable[[str], object]] = []
"""In each process: what speaks a line."""


def load(voice: str, pace: str) -> None:
    """Load the engine in this process."""
    SPEAK.append({"heart": _heart, "kumo": _kumo}[voice](pace))


def speak(line: str) -> None:
    """Speak a line."""
    SPEAK[0](line)


def _heart(pace: str) -> Callable[[str], object]:
    from hibari import Hibari

    from nightcue.voices.engines.hibari import SPEED
    from nightcue.voices.pace import pace_of

    engine = Hibari(voice="heart")

    def say(line: str) -> None:
        for sounds in engine.phonemize(line):
            engine.from_phonemes(sounds, SPEED[pace_of(line, pace)], seed=0)  # type: ignore[arg-type]

    return say


def _kumo(pace: str) -> Callable[[str], object]:
    from nightcue.voices.engines._kokoro_model import data_file
    from nightcue.voices.engines._spanish_sounds import AMERICAN
    from nightcue.voices.engines.kokoro import KokoroVoice

    return KokoroVoice(str(data_file("voices_ja.npz")), "jm_kumo", AMERICAN, pace).speak  # type: ignore[arg-type]


def main() -> None:
    """Speak all lines."""
    voice, file, count, pace = sys.argv[1:]
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    with multiprocessing.get_context("spawn").Pool(int(count), load, (voice, pace)) as processes:
        for _ in processes.imap_unordered(speak, lines):
            pass


if __name__ == "__main__":
    main()
