"""The nights in which `nightcue rescue` has to help: each row by its name, what is heard, and how it is set up.

The test of `nightcue rescue` asks what comes of each, and benchmarks/rescue_start.py how soon.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from nightcue.bedside.rescue import shipped_track
from rescuing import Night


@dataclass(frozen=True)
class Condition:
    """A condition by its name; `heard` is "shipped", "kept" or "words". `root` has to set it up."""

    name: str
    heard: str
    root: bool
    set_up: Callable[[Night], object]


YEAR_1970 = """
import datetime, time
from nightcue.bedside import listening
class Then(datetime.datetime):
    now = classmethod(lambda cls, zone=None: cls.fromtimestamp(1, zone))
listening.datetime, time.time = Then, lambda: 1.0
"""
"""The clock is told of, and not turned: that would be that of the machine."""

CONDITIONS: list[Condition] = []


def condition(name: str, heard: str = "shipped", root: bool = False) -> Callable[..., None]:
    """Add a condition that is set up by the function below."""
    return lambda set_up: CONDITIONS.append(Condition(name, heard, root, set_up))


@condition("nothing was ever made or set")
def _(night):
    pass


# what is kept


@condition("the kept track is ready", heard="kept")
def _(night):
    night.keep()


@condition("the kept track is one's own", heard="kept")
def _(night):
    night.keep(source="/home/ana/routines/rescue.yaml")


@condition("the kept track is cut short")
def _(night):
    night.keep(shipped_track(night.language).read_bytes()[:200_000])


@condition("the kept track is empty")
def _(night):
    night.keep(b"")


@condition("the kept track is all zeros")
def _(night):
    night.keep(bytes(700_000))


@condition("the kept track is a folder")
def _(night):
    night.kept.mkdir(parents=True)


@condition("the kept track is a pipe that nobody writes")
def _(night):
    night.kept.parent.mkdir(parents=True)
    os.mkfifo(night.kept)


@condition("the kept track is a link to nothing")
def _(night):
    night.kept.parent.mkdir(parents=True)
    night.kept.symlink_to("away")


@condition("the kept track may not be read")
def _(night):
    night.keep()
    night.kept.chmod(0)
    night.obey_modes()


@condition("whose the kept track is stands in a pipe", heard="kept")
def _(night):
    night.keep()
    os.mkfifo(night.kept.with_suffix(".source"))


# the folders of a person


@condition("HOME is not set")
def _(night):
    del night.env["HOME"]
    night.env |= {f"XDG_{kind}_HOME": str(night.home / kind) for kind in ("CACHE", "CONFIG", "DATA")}


@condition("HOME is not set, for a user without a name", root=True)
def _(night):
    del night.env["HOME"]
    night.be_nobody()


@condition("HOME is away")
def _(night):
    night.env["HOME"] = "/nonexistent"


@condition("HOME may not be written")
def _(night):
    night.home.chmod(0o500)
    night.obey_modes()


@condition("HOME is on a disk that can only be read, with a kept track", heard="kept", root=True)
def _(night):
    night.mount(night.home, "size=2m")
    night.keep()
    night.mount_again(night.home, "ro")


@condition("nothing at all may be written", root=True)
def _(night):
    night.be_nobody()


@condition("the cache is full", root=True)
def _(night):
    night.fill(night.cache)


@condition("the cache may not be entered")
def _(night):
    night.keep()
    night.cache.chmod(0)
    night.obey_modes()


@condition("the cache is a file")
def _(night):
    night.cache.parent.mkdir()
    night.cache.write_text("")


@condition("NIGHTCUE_CACHE names a file")
def _(night):
    night.env["NIGHTCUE_CACHE"] = "/etc/hostname"


@condition("the diary may not be written")
def _(night):
    night.data.mkdir(parents=True)
    night.data.chmod(0o500)
    night.obey_modes()


@condition("the disk of the diary is full", root=True)
def _(night):
    night.fill(night.data)


@condition("no file can grow")
def _(night):
    night.through += ["prlimit", "--fsize=4096"]


@condition("the temporary folder is away")
def _(night):
    night.env["TMPDIR"] = "/nonexistent"


# the working directory and its routines


@condition("the working directory is deleted")
def _(night):
    night.shell('mkdir gone && cd gone && rmdir ../gone && exec "$@"')


@condition("the working directory may not be read")
def _(night):
    night.obey_modes()
    night.shell('cd "$PWD" && chmod 0 . && exec "$@"')


@condition("the folder of routines may not be read")
def _(night):
    (night.here / "routines").mkdir(mode=0)
    night.obey_modes()


@condition("the folder of routines is a file")
def _(night):
    (night.here / "routines").write_text("")


@condition("one's own rescue is not ready")
def _(night):
    night.own_rescue("title: Mine\nsteps: []\n")


@condition("one's own rescue is broken")
def _(night):
    night.own_rescue("title: [")


@condition("one's own rescue was ready, and its track is cut short")
def _(night):
    night.keep(b"ID3\3", source="/home/ana/routines/rescue.yaml")


# the profile


@condition("the profile is damaged")
def _(night):
    night.profile(b"name: [\n")


@condition("the profile is binary")
def _(night):
    night.profile(bytes(range(256)) * 100)


@condition("the profile has 10 MB")
def _(night):
    night.profile(b"# \n" * 3_500_000)


@condition("the profile is one line of 10 MB")
def _(night):
    night.profile(b"language " * 1_100_000)


@condition("the profile is a folder")
def _(night):
    (night.config / "profile.yaml").mkdir(parents=True)


@condition("the profile is a pipe that nobody writes")
def _(night):
    night.config.mkdir(parents=True)
    os.mkfifo(night.config / "profile.yaml")


@condition("the profile is a device that never ends")
def _(night):
    night.config.mkdir(parents=True)
    (night.config / "profile.yaml").symlink_to("/dev/zero")


@condition("the profile may not be read")
def _(night):
    night.profile(b"language: en\n")
    (night.config / "profile.yaml").chmod(0)
    night.obey_modes()


@condition("the language of the profile is none")
def _(night):
    night.profile(b"language: xx\n")


# sound


@condition("there is no sound device", heard="words")
def _(night):
    night.env["NIGHTCUE_SOUND"] = "none"


@condition("there is no sound device, and a kept track", heard="words")
def _(night):
    night.keep()
    night.env["NIGHTCUE_SOUND"] = "none"


@condition("there is no sound device, and the words have to be ASCII", heard="words")
def _(night):
    night.env |= {"NIGHTCUE_SOUND": "none", "PYTHONIOENCODING": "ascii"}


@condition("there is no sound device, and the words have to be Cyrillic", heard="words")
def _(night):
    night.env |= {"NIGHTCUE_SOUND": "none", "PYTHONIOENCODING": "koi8-r"}


@condition("no thread can be started", heard="words", root=True)
def _(night):
    night.through += ["prlimit", "--nproc=1"]
    night.be_nobody()


@condition("16 files may be open")
def _(night):
    night.through += ["prlimit", "--nofile=16"]


@condition("8 files may be open")
def _(night):
    night.through += ["prlimit", "--nofile=8"]


# the terminal


@condition("stdout is closed")
def _(night):
    night.shell('exec "$@" >&-')


@condition("stdin, stdout and stderr are closed")
def _(night):
    night.shell('exec "$@" <&- >&- 2>&-')


@condition("stderr is closed, and one's own rescue is not ready")
def _(night):
    night.own_rescue("title: Mine\nsteps: []\n")
    night.shell('exec "$@" 2>&-')


@condition("stderr is full, and one's own rescue is not ready")
def _(night):
    night.own_rescue("title: Mine\nsteps: []\n")
    night.shell('exec "$@" 2> /dev/full')


@condition("stdout is full")
def _(night):
    night.shell('exec "$@" > /dev/full')


@condition("nobody reads stdout any more")
def _(night):
    night.shell('mkfifo gone && exec 3<> gone > gone 3<&- && exec "$@"')


@condition("a terminal without a TERM")
def _(night):
    night.env.pop("TERM", None)
    night.in_a_terminal()


@condition("a dumb terminal")
def _(night):
    night.env["TERM"] = "dumb"
    night.in_a_terminal()


@condition("a terminal that knows only ASCII")
def _(night):
    night.env |= {"TERM": "linux", "PYTHONIOENCODING": "ascii"}
    night.in_a_terminal()


# everything else around it


@condition("LANG=C")
def _(night):
    night.env["LANG"] = "C"


@condition("a locale that there is not")
def _(night):
    night.env["LC_ALL"] = "xx_YY.UTF-8"


@condition("a locale of Latin-1")
def _(night):
    night.env |= {"LC_ALL": "es_ES.ISO-8859-1", "PYTHONIOENCODING": "latin-1"}


@condition("a Python that knows only ASCII")
def _(night):
    night.env |= {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@condition("PATH is empty")
def _(night):
    night.env["PATH"] = ""


@condition("nothing is set")
def _(night):
    night.env = {name: night.env[name] for name in ("HOME", "PYTHONPATH", "NIGHTCUE_SOUND")}


@condition("it is 1970")
def _(night):
    night.first = YEAR_1970


@condition("hardly any memory is left")
def _(night):
    night.through += ["prlimit", "--as=200000000"]


@condition("no home, no name, no folder, no room, no accents", root=True)
def _(night):
    del night.env["HOME"]
    night.env |= {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TMPDIR": "/nonexistent"}
    night.through += ["prlimit", "--fsize=4096", "--nofile=16"]
    night.shell('mkdir gone && cd gone && rmdir ../gone && exec "$@"')
    night.be_nobody()


@condition("no home, no name, no folder, no room, no accents, and no sound", heard="words", root=True)
def _(night):
    del night.env["HOME"]
    night.env |= {"LC_ALL": "C", "PYTHONIOENCODING": "latin-1", "TMPDIR": "/nonexistent", "NIGHTCUE_SOUND": "none"}
    night.through += ["prlimit", "--fsize=4096", "--nofile=16"]
    night.shell('mkdir gone && cd gone && rmdir ../gone && exec "$@"')
    night.be_nobody()
