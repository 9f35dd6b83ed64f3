"""A lock is held by who runs and nobody else, is free when its program is killed, and never keeps anybody waiting."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from nightcue.storage import lock
from nightcue.storage.atomic_file import atomic_file
from nightcue.storage.atomic_folder import atomic_folder
from nightcue.storage.lock import hold, is_held

HOLDING = """
import os, sys
from nightcue.storage.lock import hold
hold(os.open(sys.argv[1], os.O_RDONLY))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(params=["file", "folder"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "place"
    path.touch() if request.param == "file" else path.mkdir()
    os.utime(path, (time.time() - 7_200,) * 2)
    return path


def held(place: Path) -> bool:
    handle = os.open(place, os.O_RDONLY)
    try:
        return is_held(handle)
    finally:
        os.close(handle)


def test_a_lock_is_held_as_long_as_its_program_runs_and_free_when_that_is_killed(place: Path) -> None:
    assert not held(place)
    command = [sys.executable, "-c", HOLDING, str(place)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        program.stdout.readline()
        assert held(place)
        program.kill()
        program.wait()
        assert not held(place)


def test_two_of_one_program_are_told_apart(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    hold(handle)
    assert held(place)
    os.close(handle)
    assert not held(place)


@pytest.mark.parametrize("make", [lambda place: atomic_file(place), lambda place: atomic_folder(place, (), "list")])
def test_who_is_told_to_stop_while_a_lock_is_taken_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], AbstractContextManager[object]]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fcntl.flock", stop)
    with pytest.raises(KeyboardInterrupt), make(tmp_path / "new"):
        pass
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EACCES, errno.EAGAIN])
def test_a_disk_that_refuses_every_lock_is_not_waited_for(
    place: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Some say EACCES or EAGAIN, which elsewhere means that somebody has the lock."""

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", refuse)
    monkeypatch.setattr(lock, "_BETWEEN", 0)
    handle = os.open(place, os.O_RDONLY)
    hold(handle)
    os.close(handle)
