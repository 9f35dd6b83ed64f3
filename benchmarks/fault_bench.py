"""What faults.py does its faults to: builds of a short routine as processes of their own, and what came of them."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

TEXT = "title: Short\nsteps:\n  - say: [{line}, This is not medical advice. Ask a clinician.]\n  - pause: 3s\n"
OLD, NEW = TEXT.format(line="Stretch your calf"), TEXT.format(line="Stretch your other calf")


@dataclass
class Tally:
    """What came of one kind of fault: `left` counts "old", "new" and "other" tracks, `ends` how builds ended."""

    what: str
    times: int = 0
    left: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    next_builds: int = 0
    temporary: list[str] = field(default_factory=list)
    next_failed: list[str] = field(default_factory=list)
    not_tried: str = ""

    @property
    def good(self) -> bool:
        """Whether there was nothing but whole tracks, nothing stayed behind, and every next build succeeded."""
        return not (self.left["other"] or self.temporary or self.next_failed)

    def row(self) -> tuple[str, ...]:
        """The cells of the table."""
        if self.not_tried:
            return (self.what, self.not_tried, *[""] * 6)
        left = [str(self.left[kind]) for kind in ("old", "new", "other")]
        succeeded = f"{self.next_builds - len(self.next_failed)} of {self.next_builds}"
        ends = ", ".join(f"{count} × {end}" for end, count in self.ends.most_common())
        return (self.what, str(self.times), *left, str(len(self.temporary)), succeeded, ends)


class Bench:
    """A routine, its two good tracks, and the folders of one build: `out`, `cache` and `temporary` inside `folder`."""

    def __init__(self, folder: Path, seed: int = 0) -> None:
        self.folder, self.chance = folder, random.Random(seed)
        self.out, self.cache, self.temporary = folder / "out", folder / "cache", folder / "temporary"
        self.track = self.out / "track.mp3"
        for made in (self.out, self.temporary):
            made.mkdir()
        self.good: dict[str, bytes] = {}
        self.seconds: dict[str, float] = {}
        for name, text in (("old", OLD), ("new", NEW)):
            (folder / "routine.yaml").write_text(text, encoding="utf-8")
            self.seconds["cold"] = self._timed_build()
            self.good[name] = self.track.read_bytes()
        self.track.write_bytes(self.good["old"])
        self.seconds["warm"] = self._timed_build()
        shutil.copytree(self.cache, folder / "warm")

    def start(self, limit: Callable[[], None] | None = None) -> subprocess.Popen[str]:
        """Start the build of the newer text in a process group of its own."""

        def prepare() -> None:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell has what runs in its background ignore Ctrl-C
            if limit:
                limit()

        own = {"NIGHTCUE_CACHE": self.cache, "NIGHTCUE_CONFIG": self.folder / "config", "TMPDIR": self.temporary}
        words = [sys.executable, "-m", "nightcue", "build", str(self.folder / "routine.yaml"), "--voice", "embedded"]
        return subprocess.Popen(
            [*words, "-o", str(self.track)],
            cwd=self.folder,
            env=os.environ | {name: str(path) for name, path in own.items()},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=prepare,
        )

    def reset(self, cache: str) -> None:
        """The old track alone in its folder, and a cache that is "cold" (nothing in it) or "warm" (all of it)."""
        for place in (self.out, self.cache):
            emptied(place)
        if cache == "warm":
            shutil.copytree(self.folder / "warm", self.cache, dirs_exist_ok=True)
        self.track.write_bytes(self.good["old"])

    def judge(self, tally: Tally, *ends: str) -> None:
        """Look at the track, build again without any fault, and look at what is left."""
        self.look(tally, *ends)
        self.build_again(tally)

    def look(self, tally: Tally, *ends: str) -> None:
        """Count which track is there, after builds that ended so."""
        tally.times += 1
        tally.ends.update(ends)
        found = self.track.read_bytes() if self.track.is_file() else b""
        tally.left[next((name for name, whole in self.good.items() if whole == found), "other")] += 1

    def build_again(self, tally: Tally) -> None:
        """Build without any fault, and look at what is left."""
        tally.next_builds += 1
        end = ending(self.start())
        if end != "0" or self.track.read_bytes() != self.good["new"]:
            tally.next_failed.append(end)
        tally.temporary += self.leftovers()
        emptied(self.temporary)

    def written(self) -> set[tuple[str, int]]:
        """Every file in the folder of the track, and when it was last written."""
        found = set()
        for entry in os.scandir(self.out):
            with suppress(FileNotFoundError):  # a part that was renamed meanwhile
                found.add((entry.name, entry.stat().st_mtime_ns))
        return found

    def leftovers(self) -> list[str]:
        """Every temporary file and folder there is, beside the track, in the cache and among the system's own."""
        beside = [path for path in self.out.iterdir() if path != self.track]
        kept = [path for path in self.cache.rglob("*.part") if path.is_file()]
        return [str(path.relative_to(self.folder)) for path in (*beside, *kept, *self.temporary.iterdir())]

    def moved(self, folder: Path) -> Bench:
        """The same bench with its folders in `folder`, the old track there, and an empty cache."""
        other = copy(self)
        other.folder = folder
        other.out, other.cache, other.temporary = folder / "out", folder / "cache", folder / "temporary"
        other.track = other.out / "track.mp3"
        for made in (other.out, other.temporary):
            made.mkdir()
        (folder / "routine.yaml").write_text(NEW, encoding="utf-8")
        other.track.write_bytes(self.good["old"])
        return other

    def _timed_build(self) -> float:
        began = time.monotonic()
        build = self.start()
        _, complaint = build.communicate()
        assert build.returncode == 0, complaint
        return time.monotonic() - began


def ending(build: subprocess.Popen[str]) -> str:
    """Wait for a build and say how it ended: its exit code, or the signal, and whether it showed a traceback."""
    _, complaint = build.communicate()
    code = build.returncode
    end = signal.Signals(-code).name if code < 0 else str(code)
    return f"{end} with a traceback" if "Traceback" in complaint else end


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[bool]:
    """A small disk in memory at `folder`; False where that is not allowed."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        done = False
    try:
        yield done
    finally:
        if done:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def emptied(folder: Path) -> None:
    """Make `folder` if it is missing, and delete everything in it."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
