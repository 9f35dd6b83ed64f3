"""Every command that writes a file somebody names, and everything that can be there already under that name."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

TEXT = "title: T\nsteps:\n  - chapter: One\n  - say: This is not medical advice. Ask a clinician.\n"
LETTER = b"Dear all\n"
NOT_MADE = "a file is there that nightcue did not make; take another name, or say --overwrite"
NOT_WRITTEN, WRONG_USAGE = 4, 2


@dataclass(frozen=True)
class Writer:
    """A command that writes the file `name`, with `words` before it; `beside` writes it without being told its name."""

    words: tuple[str, ...]
    name: str
    takes_folders: bool = False
    makes_folders: bool = True
    beside: str | None = None
    again: tuple[str, ...] = ()
    """What has to be said for it to replace what it wrote before, which somebody may have changed."""

    def __call__(self, run: Callable, target: str, *more: str):
        """Run it so that it writes `target`."""
        if self.beside:
            target = str(Path(target).with_suffix(self.beside))
        return run(*self.words, target, *more)


WRITERS = {
    "build": Writer(("build", "routines/mine.yaml", "-o"), "night.mp3", takes_folders=True),
    "build to flac": Writer(("build", "routines/mine.yaml", "-o"), "night.flac", takes_folders=True),
    "build to m4a": Writer(("build", "routines/mine.yaml", "-o"), "night.m4a", takes_folders=True),
    "build to m4b": Writer(("build", "routines/mine.yaml", "-o"), "night.m4b", takes_folders=True),
    "build --with lrc": Writer(("build", "routines/mine.yaml", "--with", "lrc", "-o"), "night.lrc", beside=".mp3"),
    "build --with vtt": Writer(("build", "routines/mine.yaml", "--with", "vtt", "-o"), "night.vtt", beside=".mp3"),
    "build --with json": Writer(("build", "routines/mine.yaml", "--with", "json", "-o"), "night.json", beside=".mp3"),
    "import": Writer(("import", "talk.md", "-o"), "night.yaml", again=("--overwrite",)),
    "export": Writer(("export", "routines/mine.yaml", "-o"), "night.ssml", again=("--overwrite",)),
    "plot": Writer(("plot", "routines/mine.yaml", "-o"), "night.png", takes_folders=True),
    "site --single": Writer(("site", "mine", "--single"), "page.html"),
    "report": Writer(("diary", "report", "-o"), "report.html", takes_folders=True, makes_folders=False),
    "export as csv": Writer(("diary", "export", "-o"), "nights.csv", makes_folders=False),
    "export as json": Writer(("diary", "export", "-o"), "nights.json", makes_folders=False),
    "programme calendar": Writer(
        ("programme", "calendar", "calves-6-weeks", "--at", "21:30", "-o"), "nights.ics", makes_folders=False
    ),
    "remind": Writer(("diary", "remind", "--at", "21:30", "-o"), "reminder.ics", makes_folders=False),
}


@pytest.fixture(params=WRITERS)
def writer(request, folder, monkeypatch, routine):
    """One of the commands, in a folder where there is all that it needs."""
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "kept/cache"))
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "kept/data"))
    routine(TEXT)
    Path("talk.md").write_text("# Talk\n\nThis is not medical advice. Ask a clinician. [pause 1s]\n", encoding="utf-8")
    return WRITERS[request.param]


@pytest.fixture
def write(writer, run, known_voice):
    """Run the command on a target; what comes of it is done, or a sentence, with nothing spoken and nothing left."""

    def call(target: str, *more: str):
        known_voice.spoken.clear()
        done = writer(run, target, *more)
        if done.exit_code:
            assert (done.exit_code, known_voice.spoken) in ((NOT_WRITTEN, []), (WRONG_USAGE, [])), done.output
        assert not [*Path().rglob("*.part")]
        return done

    return call


def refused(done, *reasons: str) -> None:
    assert done.exit_code != 0
    assert any(reason in done.stderr.replace("\n", " ") for reason in reasons), done.stderr


def test_where_nothing_is_the_file_is_made_and_then_made_again(writer, write):
    for more in ((), writer.again):
        done = write(writer.name, *more)
        assert done.exit_code == 0, done.output
        assert Path(writer.name).stat().st_size > 0


def test_somebody_elses_file_is_replaced_only_where_that_is_said(writer, write):
    Path(writer.name).write_bytes(LETTER)
    refused(write(writer.name), NOT_MADE)
    assert Path(writer.name).read_bytes() == LETTER
    assert write(writer.name, "--overwrite").exit_code == 0
    assert Path(writer.name).read_bytes() != LETTER


def test_an_empty_file_is_nobodys(writer, write):
    Path(writer.name).touch()
    assert write(writer.name).exit_code == 0
    assert Path(writer.name).stat().st_size > 0


def test_a_folder_is_written_into_or_left_alone(writer, write):
    Path(writer.name).mkdir()
    done = write(writer.name, "--overwrite")
    if writer.takes_folders:
        assert done.exit_code == 0
        assert len([*Path(writer.name).iterdir()]) == 1
    else:
        refused(done, "it is a folder")
        assert not [*Path(writer.name).iterdir()]


def test_a_pipe_stays_a_pipe(writer, write):
    os.mkfifo(writer.name)
    refused(write(writer.name, "--overwrite"), "a device or a pipe is there; name a file")
    assert stat.S_ISFIFO(os.lstat(writer.name).st_mode)


def test_a_device_stays_a_device(writer, write):
    try:
        os.mknod(writer.name, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root makes devices")
    refused(write(writer.name, "--overwrite"), "a device or a pipe is there; name a file")
    assert stat.S_ISCHR(os.lstat(writer.name).st_mode)


def test_a_link_to_ones_own_file_stays_and_the_file_is_written(writer, write):
    write(writer.name)
    real = Path(f"real {writer.name}")
    Path(writer.name).rename(real)
    Path(writer.name).symlink_to(real)
    before = real.stat().st_ino
    assert write(writer.name, "--overwrite").exit_code == 0
    assert Path(writer.name).readlink() == real
    assert before != real.stat().st_ino or writer.words[0] == "build"  # which has nothing to do


def test_a_link_to_nothing_stays_and_its_file_is_made(writer, write):
    Path(writer.name).symlink_to(f"real {writer.name}")
    assert write(writer.name).exit_code == 0
    assert Path(writer.name).is_symlink()
    assert Path(f"real {writer.name}").stat().st_size > 0


def test_a_link_into_a_folder_that_is_away_makes_none(writer, write):
    Path(writer.name).symlink_to("away/night")
    refused(write(writer.name, "--overwrite"), "it is a link into away, and there is no such folder")
    assert not Path("away").exists()


def test_a_link_to_somebody_elses_file_is_no_way_to_it(writer, write):
    Path("letter").write_bytes(LETTER)
    Path(writer.name).symlink_to("letter")
    refused(write(writer.name), NOT_MADE)
    assert Path("letter").read_bytes() == LETTER
    assert write(writer.name, "--overwrite").exit_code == 0
    assert Path(writer.name).is_symlink()
    assert Path("letter").read_bytes() != LETTER


def test_links_in_a_circle(writer, write):
    Path(writer.name).symlink_to("other")
    Path("other").symlink_to(writer.name)
    refused(write(writer.name, "--overwrite"), "it is a link that leads back to itself")


@pytest.mark.parametrize("place", ["/dev", "/proc/self", "devices", "link"])
def test_nothing_is_written_among_the_devices_of_the_machine(writer, write, place):
    """`devices` and `link` lead there."""
    Path("devices").symlink_to("/dev")
    name = f"nightcue-made-this-{os.getpid()}-{writer.name}"
    Path(f"link {name}").symlink_to(f"/dev/{name}")
    refused(write(f"link {name}" if place == "link" else f"{place}/{name}"), "has its devices; name a file", "away")
    assert not Path(f"/dev/{name}").exists()


def test_a_file_that_is_protected_stays(writer, write):
    write(writer.name)
    before = Path(writer.name).read_bytes()
    Path(writer.name).chmod(0o444)
    more = ["--force"] if writer.words[0] == "build" else []
    refused(write(writer.name, "--overwrite", *more), "the file there is protected from writing; take another name")
    assert Path(writer.name).read_bytes() == before


def test_a_name_that_is_too_long(writer, write):
    refused(write("n" * 300 + Path(writer.name).suffix), "File name too long")


def test_a_folder_that_is_missing_is_made_or_told(writer, write):
    done = write(f"new/deep/{writer.name}")
    if writer.makes_folders:
        assert Path(f"new/deep/{writer.name}").stat().st_size > 0
    else:
        refused(done, "No such file or directory")
        assert not Path("new").exists()


def test_a_file_where_a_folder_should_be(writer, write):
    Path("letter").write_bytes(LETTER)
    refused(write(f"letter/{writer.name}"), "letter is a file, and no folder")
    assert Path("letter").read_bytes() == LETTER


def test_a_folder_that_may_not_be_written(writer, write, monkeypatch):
    Path("theirs").mkdir()
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "theirs" and may(path, mode))
    refused(write(f"theirs/{writer.name}"), "nothing may be written in ")


def test_a_name_that_ends_as_a_folder_does(writer, write, folder):
    if writer.beside:
        pytest.skip("its name is that of the track")
    refused(write(f"{writer.name}/"), "ends as a folder does; leave out the last sign")
    assert not Path(writer.name).exists()
