"""`nightcue rescue` as a program of its own, in surroundings that can be changed before it starts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import nightcue
from nightcue.bedside.rescue import shipped_track

SOURCE = Path(nightcue.__file__).parents[1]

AUDIBLE = 100
"""Of 32767: what comes before is the encoder's noise around silence."""

PATIENCE = 60
"""Seconds after which it is taken to wait for ever."""

PROGRAM = f"""
import atexit, os, sys, time
tell = lambda *words: os.write({{told}}, (" ".join(map(str, words)) + "\\n").encode())
from nightcue.bedside.player import Player
feed, heard = Player.feed, []
def listened(self, count):
    samples = feed(self, count)
    if not heard and max(map(abs, samples), default=0) > {AUDIBLE}:
        heard.append(True)
        tell("sound", time.monotonic_ns(), os.getpid(), self._track.path)
    return samples
Player.feed = listened
atexit.register(lambda: tell("ended", time.monotonic_ns(), os.getpid(), *sys.modules))
{{first}}
sys.argv[1:] = {{words}}
from nightcue.__main__ import main
main()
"""


@dataclass
class Night:
    """What surrounds the command; a condition changes it. `folder` is empty but for the folders `home` and `here`.

    `through` are programs that start it, each with its options; `first` is run before it in the same Python.
    """

    folder: Path
    language: str
    env: dict[str, str]
    stack: ExitStack
    through: list[str] = field(default_factory=list)
    first: str = ""

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def here(self) -> Path:
        """The working directory."""
        return self.folder / "here"

    @property
    def cache(self) -> Path:
        return self.home / ".cache/nightcue"

    @property
    def profile(self) -> Path:
        return self.home / ".config/nightcue/profile.yaml"

    @property
    def data(self) -> Path:
        return self.home / ".local/share/nightcue"

    @property
    def kept(self) -> Path:
        """Where the track is that is kept ready."""
        return self.cache / f"ready/rescue.{self.language}.mp3"

    def keep(self, content: bytes | None = None, source: str | None = None) -> None:
        """Have a track ready, of the routine `source`."""
        self.kept.parent.mkdir(parents=True)
        self.kept.write_bytes(shipped_track(self.language).read_bytes() if content is None else content)
        if source:
            self.kept.with_suffix(".source").write_text(source)

    def own_rescue(self, text: str) -> None:
        """Have a routine of one's own for a cramp in the working directory."""
        folder = self.here / "routines" / ("" if self.language == "en" else self.language)
        folder.mkdir(parents=True)
        (folder / "rescue.yaml").write_text(text)

    def set_nothing(self) -> None:
        """Leave of the environment only what tells these tests from a real night."""
        self.env = {name: self.env[name] for name in ("HOME", "PYTHONPATH", "NIGHTCUE_SOUND")}

    def start_by(self, *words: str) -> None:
        """Start it by another program."""
        self.through += words

    def shell(self, line: str) -> None:
        """Start it by a line of the shell, in which "$@" is the command."""
        self.through += ["sh", "-c", line, "sh"]

    def obey_modes(self) -> None:
        """Have what may not be read or written hold for root, too."""
        if os.getuid() == 0:
            self.through += ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]

    def be_nobody(self) -> None:
        """Run as a user without a name, who may read everything and write nothing."""
        number = 60_000 + os.getpid() % 5_000
        who = [f"--reuid={number}", f"--regid={number}", "--clear-groups"]
        self.through += ["setpriv", *who, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]

    def in_a_terminal(self) -> None:
        """Start it in a terminal of its own, what is shown there being its stdout."""
        self.through += [sys.executable, "-c", "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"]

    def mount(self, folder: Path, options: str) -> None:
        """Put a small disk there."""
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", folder], check=True)
        self.stack.callback(subprocess.run, ["umount", "--lazy", folder], check=True)

    def mount_again(self, folder: Path, options: str) -> None:
        """Give the disk there other options."""
        subprocess.run(["mount", "-o", f"remount,{options}", folder], check=True)

    def fill(self, folder: Path) -> None:
        """Put a disk there that has no room left."""
        self.mount(folder, "size=16k")
        with suppress(OSError), (folder / "full").open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass


@dataclass(frozen=True)
class Outcome:
    """What came of it: the track that `sounded`, and the `seconds` until it did, or until the last word was written.

    `loaded` is every module that was loaded in the end.
    """

    sounded: Path | None
    seconds: float
    code: int
    stdout: str
    stderr: str
    loaded: frozenset[str]


@contextmanager
def night(folder: Path, set_up: Callable[[Night], object], language: str) -> Iterator[Night]:
    """A night that is `set_up` in an empty folder; what lies outside of it is taken away afterwards."""
    ours = ("NIGHTCUE_", "XDG_", "LC_", "LANG", "PYTHON")
    own = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    env = own | {"HOME": str(folder / "home"), "PYTHONPATH": str(SOURCE), "NIGHTCUE_SOUND": "null"}
    with ExitStack() as stack:
        one = Night(folder, language, env, stack)
        one.home.mkdir()
        one.here.mkdir()
        stack.callback(_open_again, folder)
        set_up(one)
        yield one


def _open_again(folder: Path) -> None:
    for below, folders, _ in os.walk(folder):
        for name in folders:
            if not (path := Path(below) / name).is_symlink():
                path.chmod(0o700)


def rescue(night: Night) -> Outcome:
    """Start `nightcue rescue`, end it once it is heard, and say what came of it."""
    words = ["rescue"] if night.language == "en" else ["rescue", "--lang", night.language]
    read, write = os.pipe()
    program = PROGRAM.format(told=write, first=night.first, words=words)
    shown = [night.folder / name for name in ("stdout", "stderr")]
    began, told = time.monotonic_ns(), {}
    with (
        os.fdopen(read) as telling,
        shown[0].open("wb") as stdout,
        shown[1].open("wb") as stderr,
        subprocess.Popen(
            [*night.through, sys.executable, "-P", "-c", program],
            cwd=night.here,
            env=night.env,
            pass_fds=[write],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
        ) as running,
    ):
        os.close(write)
        waiting = threading.Timer(PATIENCE, running.kill)
        waiting.start()
        for line in telling:
            what, moment, number, *rest = line.split()
            told[what] = moment, rest
            if what == "sound":
                os.kill(int(number), signal.SIGTERM)
        code = running.wait()
        waiting.cancel()
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in shown]
    moment, track = told.get("sound") or (told["ended"][0], [])
    seconds = (int(moment) - began) / 1e9
    return Outcome(Path(*track) if track else None, seconds, code, *texts, frozenset(told["ended"][1]))
