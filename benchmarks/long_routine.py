"""What a long routine costs: peak memory and time by the hours and by the cues in it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

CUES = 60
MEASURED = """
import atexit, sys
from pathlib import Path
from nightcue.__main__ import main
# what the kernel tells whoever waits for a program begins with what that one held itself
status = Path("/proc/self/status")
atexit.register(lambda: print(status.read_text().partition("VmHWM:")[2].split()[0], file=sys.stderr))
main()
"""
"""nightcue, with its own peak memory in kilobytes as its last word (Linux)."""


def print_long(folder: Path) -> None:
    """Build routines of eight minutes and of eight hours with as many cues, and one with twice as many; print them."""
    (folder / "routines").mkdir(exist_ok=True)
    shapes = {"8 minutes": (CUES, 8.0), "8 hours": (CUES, 480.0), "8 hours, twice the cues": (2 * CUES, 480.0)}
    print("\na routine of spoken lines and pauses, its lines kept and its sounds not, best of 3")
    measured = {}
    for name, (cues, minutes) in shapes.items():
        _write(folder / "routines/long.yaml", cues, minutes)
        _build(folder, "voiced")
        runs = [_build(folder, "voiced", "--force") for _ in range(3)]
        seconds, memory = min(run[0] for run in runs), min(run[1] for run in runs)
        measured[name] = seconds, memory
        print(f"  {name:<26}{cues:4} cues {seconds:7.2f} s {memory:6.1f} MB")
    short, long, more = measured.values()
    print(f"  memory of 8 hours against 8 minutes {long[1] / short[1]:.2f} (asked for: 1.20)")
    print(f"  time of 8 hours against 8 minutes {long[0] / short[0]:.2f}; with twice the cues {more[0] / long[0]:.2f}")


def _write(path: Path, cues: int, minutes: float) -> None:
    pause = minutes * 60 / cues - 3
    steps = "".join(f"  - say: Line number {n} of the night.\n  - pause: {pause:.3f}s\n" for n in range(cues))
    path.write_text(f"title: Long\nsteps:\n{steps}  - say: Not medical advice. Ask a clinician.\n", encoding="utf-8")


def _build(folder: Path, cache: str, *words: str) -> tuple[float, float]:
    """Seconds, and the peak memory in MB, of a build whose encoded sounds are gone."""
    kept = folder / cache / "mp3"
    subprocess.run(["rm", "-rf", str(kept)], check=True)
    environment = os.environ | {"NIGHTCUE_CACHE": str(folder / cache), "NIGHTCUE_READY": "no"}
    command = [sys.executable, "-c", MEASURED, "build", "routines/long.yaml", "--voice", "embedded", "-o", "long.mp3"]
    began = time.perf_counter()
    done = subprocess.run([*command, *words], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return time.perf_counter() - began, int(done.stderr.split()[-1]) / 1024
