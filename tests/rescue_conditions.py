"""The nights in which `nightcue rescue` has to help: each by its name, how it is set up, and what helps.

The test of `nightcue rescue` asks what comes of each, and benchmarks/rescue_nights.py how soon.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nightcue.bedside.rescue import shipped_track
from rescuing import Night

OWN = "/home/ana/routines/rescue.yaml"
NO_DEVICE = {"NIGHTCUE_SOUND": "none"}
ONLY_ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
YEAR_1970 = """
import datetime, time
from nightcue.bedside import listening
class Then(datetime.datetime):
    now = classmethod(lambda cls, zone=None: cls.fromtimestamp(1, zone))
listening.datetime, time.time = Then, lambda: 1.0
"""
"""What the program asks is told it, for to turn the clock would be to turn that of the machine."""


@dataclass(frozen=True)
class Condition:
    """`helps` is the "shipped" track, the "kept" one, or "words". `root` has to set it up."""

    name: str
    set_up: Callable[[Night], object]
    helps: str = "shipped"
    root: bool = False


def _file(path: Path, content: bytes = b"") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _pipe(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)


def _link(path: Path, target: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def _cut_short(night: Night) -> None:
    night.keep(shipped_track(night.language).read_bytes()[:200_000])


def _with_a_hole(night: Night) -> None:
    track = shipped_track(night.language).read_bytes()
    night.keep(track[: len(track) // 4].ljust(len(track), b"\0"))


def _closed(night: Night, path: Path, mode: int = 0) -> None:
    """Nobody may read `path`, a folder where nothing is there yet."""
    if not path.exists():
        path.mkdir(parents=True)
    path.chmod(mode)
    night.obey_modes()


def _read_only_disk(night: Night) -> None:
    night.mount(night.home, "size=2m")
    night.keep()
    night.mount_again(night.home, "ro")


def _elsewhere(night: Night) -> None:
    del night.env["HOME"]
    night.env |= {f"XDG_{kind}_HOME": str(night.home / kind) for kind in ("CACHE", "CONFIG", "DATA")}


def _homeless(night: Night) -> None:
    del night.env["HOME"]
    night.be_nobody()


def _all_at_once(night: Night, **more: str) -> None:
    night.env |= ONLY_ASCII | {"TMPDIR": "/proc/nowhere"} | more
    night.through += ["prlimit", "--fsize=4096", "--nofile=16"]
    night.shell(DELETED)
    _homeless(night)


DELETED = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'
NO_READER = 'mkfifo gone && exec 3<> gone > gone 3<&- && exec "$@"'

KEPT = [
    Condition("nothing was ever made or set", lambda night: None),
    Condition("the kept track is ready", lambda night: night.keep(), "kept"),
    Condition("the kept track is one's own", lambda night: night.keep(source=OWN), "kept"),
    Condition("the kept track is cut short", _cut_short),
    Condition("the kept track is empty", lambda night: night.keep(b"")),
    Condition("the kept track is all zeros", lambda night: night.keep(bytes(700_000))),
    Condition("three quarters of the kept track are zeros", _with_a_hole),
    Condition("the kept track is a folder", lambda night: night.kept.mkdir(parents=True)),
    Condition("the kept track is a pipe that nobody writes", lambda night: _pipe(night.kept)),
    Condition("the kept track is a link to nothing", lambda night: _link(night.kept, "away")),
    Condition("the kept track may not be read", lambda night: (night.keep(), _closed(night, night.kept))),
    Condition(
        "whose the kept track is stands in a pipe",
        lambda night: (night.keep(), _pipe(night.kept.with_suffix(".source"))),
        "kept",
    ),
    Condition("whose the kept track is stands in zeros", lambda night: night.keep(source="\0" * 40), "kept"),
    Condition("one's own rescue is not ready", lambda night: night.own_rescue("title: Mine\nsteps: []\n")),
    Condition("one's own rescue is broken", lambda night: night.own_rescue("title: [")),
    Condition("one's own was ready, and its track is cut short", lambda night: night.keep(b"ID3\3", source=OWN)),
]

FOLDERS = [
    Condition("HOME is not set", _elsewhere),
    Condition("HOME is not set, for a user without a name", _homeless, root=True),
    Condition("HOME is away", lambda night: night.env.update(HOME="/proc/nowhere")),
    Condition("HOME may not be written", lambda night: _closed(night, night.home, 0o500)),
    Condition("HOME, with the kept track, is on a disk that can only be read", _read_only_disk, "kept", root=True),
    Condition("nothing at all may be written", lambda night: night.be_nobody(), root=True),
    Condition("the cache is full", lambda night: night.fill(night.cache), root=True),
    Condition("the cache may not be entered", lambda night: (night.keep(), _closed(night, night.cache))),
    Condition("the cache is a file", lambda night: _file(night.cache)),
    Condition("NIGHTCUE_CACHE names a file", lambda night: night.env.update(NIGHTCUE_CACHE="/etc/hostname")),
    Condition("the diary may not be written", lambda night: _closed(night, night.data, 0o500)),
    Condition("the disk of the diary is full", lambda night: night.fill(night.data), root=True),
    Condition("no file can grow", lambda night: night.start_by("prlimit", "--fsize=4096")),
    Condition("the temporary folder is away", lambda night: night.env.update(TMPDIR="/proc/nowhere")),
    Condition("the working directory is deleted", lambda night: night.shell(DELETED)),
    Condition(
        "the working directory may not be read",
        lambda night: (night.obey_modes(), night.shell('cd "$PWD" && chmod 0 . && exec "$@"')),
    ),
    Condition("the folder of routines may not be read", lambda night: _closed(night, night.here / "routines")),
    Condition("the folder of routines is a file", lambda night: _file(night.here / "routines")),
]

PROFILES = [
    Condition("the profile is damaged", lambda night: _file(night.profile, b"name: [\n")),
    Condition("the profile is binary", lambda night: _file(night.profile, bytes(range(256)) * 100)),
    Condition("the profile has 10 MB", lambda night: _file(night.profile, b"# \n" * 3_500_000)),
    Condition("the profile is one line of 10 MB", lambda night: _file(night.profile, b"language " * 1_100_000)),
    Condition("the profile is a folder", lambda night: night.profile.mkdir(parents=True)),
    Condition("the profile is a pipe that nobody writes", lambda night: _pipe(night.profile)),
    Condition("the profile is a device that never ends", lambda night: _link(night.profile, "/dev/zero")),
    Condition("the profile may not be read", lambda night: _closed(night, _file(night.profile, b"language: en\n"))),
    Condition("the language of the profile is none", lambda night: _file(night.profile, b"language: xx\n")),
]

MACHINE = [
    Condition("there is no sound device", lambda night: night.env.update(NO_DEVICE), "words"),
    Condition(
        "there is no sound device, but a kept track", lambda night: (night.keep(), night.env.update(NO_DEVICE)), "words"
    ),
    Condition(
        "there is no sound device, and the words have to be ASCII",
        lambda night: night.env.update(NO_DEVICE, PYTHONIOENCODING="ascii"),
        "words",
    ),
    Condition(
        "there is no sound device, and the words have to be Cyrillic",
        lambda night: night.env.update(NO_DEVICE, PYTHONIOENCODING="koi8-r"),
        "words",
    ),
    Condition(
        "no thread can be started",
        lambda night: (night.start_by("prlimit", "--nproc=1"), night.be_nobody()),
        "words",
        root=True,
    ),
    Condition("16 files may be open", lambda night: night.start_by("prlimit", "--nofile=16")),
    Condition("8 files may be open", lambda night: night.start_by("prlimit", "--nofile=8")),
    Condition("hardly any memory is left", lambda night: night.start_by("prlimit", "--as=200000000")),
    Condition("it is 1970", lambda night: setattr(night, "first", YEAR_1970)),
]

TERMINALS = [
    Condition("stdout is closed", lambda night: night.shell('exec "$@" >&-')),
    Condition("stdin, stdout and stderr are closed", lambda night: night.shell('exec "$@" <&- >&- 2>&-')),
    Condition(
        "stderr is closed, and one's own rescue is not ready",
        lambda night: (night.own_rescue("title: ["), night.shell('exec "$@" 2>&-')),
    ),
    Condition(
        "stderr is full, and one's own rescue is not ready",
        lambda night: (night.own_rescue("title: ["), night.shell('exec "$@" 2> /dev/full')),
    ),
    Condition(
        "stderr is full, and the diary may not be written",
        lambda night: (_closed(night, night.data, 0o500), night.shell('exec "$@" 2> /dev/full')),
    ),
    Condition("stdout is full", lambda night: night.shell('exec "$@" > /dev/full')),
    Condition("nobody reads stdout any more", lambda night: night.shell(NO_READER)),
    Condition("a terminal without a TERM", lambda night: (night.env.pop("TERM", None), night.in_a_terminal())),
    Condition("a dumb terminal", lambda night: (night.env.update(TERM="dumb"), night.in_a_terminal())),
    Condition(
        "a terminal that knows only ASCII",
        lambda night: (night.env.update(TERM="linux", PYTHONIOENCODING="ascii"), night.in_a_terminal()),
    ),
    Condition("LANG=C", lambda night: night.env.update(LANG="C")),
    Condition("a locale that there is not", lambda night: night.env.update(LC_ALL="xx_YY.UTF-8")),
    Condition(
        "a locale of Latin-1",
        lambda night: night.env.update(LC_ALL="es_ES.ISO-8859-1", PYTHONIOENCODING="latin-1"),
    ),
    Condition("a Python that knows only ASCII", lambda night: night.env.update(ONLY_ASCII)),
    Condition("PATH is empty", lambda night: night.env.update(PATH="")),
    Condition("nothing is set", lambda night: night.set_nothing()),
]

ALL_AT_ONCE = [
    Condition("no home, no name, no folder, no room, no accents", _all_at_once, root=True),
    Condition(
        "no home, no name, no folder, no room, no accents, and no sound",
        lambda night: _all_at_once(night, **NO_DEVICE),
        "words",
        root=True,
    ),
]

CONDITIONS = [*KEPT, *FOLDERS, *PROFILES, *MACHINE, *TERMINALS, *ALL_AT_ONCE]
