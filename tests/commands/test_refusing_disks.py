"""Disks that refuse what others do, as those of phones, networks and containers."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import signal
from pathlib import Path

import pytest

from nightcue.language.copying import copy_of
from nightcue.storage.atomic_files import write_together

pytestmark = pytest.mark.once

TEXT = "title: T\nsteps:\n  - chapter: One\n  - say: This is not medical advice. Ask a clinician.\n"

WRITTEN = [
    "build mine --force",
    "build mine --force --split --with lrc,json",
    "build mine --force -o night.wav",
    "plot mine",
    "site page mine",
    "site --single page.html mine",
    "profile set --name Ana",
    "diary add --cramps 1 --no-input --date 2026-01-02",
    "diary export -o nights.csv",
    "diary report -o report.html",
    "diary remind --at 21:30 -o reminder.ics",
]


@pytest.fixture(autouse=True)
def _home(folder, monkeypatch, known_voice):
    for name in ("CACHE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"NIGHTCUE_{name}", str(folder / name.lower()))


def refusing(number: int):
    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))

    return refuse


REFUSED = {
    "chmod": [(os, "chmod", errno.EPERM), (os, "fchmod", errno.ENOTSUP)],
    "fsync": [(os, "fsync", errno.EINVAL)],
    "links": [(os, "link", errno.EPERM)],
    "times": [(os, "utime", errno.EPERM)],
    "locks": [(fcntl, "flock", errno.ENOLCK)],
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_can_be_done_without_is_no_failure(run, routine, folder, monkeypatch, what):
    """Each command twice: where nothing is yet, and over what it made."""
    routine(TEXT)
    (folder / "data/diary").mkdir(parents=True)
    (folder / "data/diary").chmod(0o755)  # as a phone has everything
    for module, name, number in REFUSED[what]:
        monkeypatch.setattr(module, name, refusing(number))
    for command in WRITTEN:
        for again in range(2):
            words = command.replace("2026-01-02", f"2026-01-0{2 + again}").split()
            done = run(*words)
            assert done.exit_code == 0, (command, done.output)
        if "page mine" in command:
            (folder / "page/mine").mkdir()
            (folder / "page/mine/song.mp3").write_text("a song")
            assert run(*words).exit_code == 0
            assert (folder / "page/mine/song.mp3").read_text() == "a song"
    assert run("new", "other", "--from", "mine").exit_code == 0
    assert not [*folder.rglob("*.part*")]


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EBUSY, errno.EACCES])
@pytest.mark.parametrize("command", [words for words in WRITTEN if "split" not in words and "site page" not in words])
def test_where_nothing_can_be_renamed_the_old_file_stays(run, routine, folder, monkeypatch, command, number):
    routine(TEXT)
    assert run(*command.split()).exit_code == 0
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "cache" not in path.parts}
    monkeypatch.setattr(os, "replace", refusing(number))
    done = run(*command.replace("Ana", "Eva").replace("01-02", "01-03").split())
    if "diary add" in command:  # which SQLite writes
        return
    assert done.exit_code in (1, 4)
    assert os.strerror(number) in done.stderr
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "cache" not in path.parts}
    assert after == before


def all_of(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if "cache" not in path.parts}


@pytest.fixture
def source(folder) -> Path:
    """A routine elsewhere that needs three other files."""
    (folder / "there/parts").mkdir(parents=True)
    (folder / "there/parts/part.yaml").write_text("steps: [say: A part.]\n")
    (folder / "there/schema.json").write_text("{}")
    (folder / "there/hm.wav").write_bytes(b"RIFF")
    path = folder / "there/many.yaml"
    path.write_text(f"{TEXT}  - include: parts/part.yaml\n  - audio: hm.wav\n")
    return path


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_copy_that_fails_at_any_moment_leaves_nothing(run, routine, source, folder, monkeypatch, call, number):
    """Where there are no routines yet, and where there is one."""
    for there in (False, True):
        if there:
            routine(TEXT)
        before, failed = all_of(folder), 0
        while failed < 10:
            real, calls = getattr(os, call), []

            def fail(*words, real=real, calls=calls, at=failed):
                calls.append(words)
                if len(calls) > at:
                    raise OSError(number, os.strerror(number))
                return real(*words)

            with monkeypatch.context() as patch:
                patch.setattr(os, call, fail)
                done = run("new", "mine-too", "--from", str(source))
            if done.exit_code == 0:
                break
            assert done.exit_code == 4
            assert "cannot write " in done.stderr
            assert all_of(folder) == before
            failed += 1
        assert failed == 4
        shutil.rmtree(folder / "routines")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed in the midst of it")
def test_a_copy_that_is_killed_leaves_no_routine_and_the_next_one_clears_away(source, folder):
    routine = Path("routines/mine.yaml")
    for at in range(4):
        child = os.fork()
        if not child:
            real, calls = os.replace, []

            def killed(*words, real=real, calls=calls, at=at):
                calls.append(words)
                if len(calls) > at:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*words)

            os.replace = killed
            write_together(copy_of(source, "mine"))
            os._exit(0)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
        assert not routine.exists()
        write_together(copy_of(source, "mine"))
        assert routine.exists()
        assert not [*folder.rglob("*.part")]
        shutil.rmtree("routines")
