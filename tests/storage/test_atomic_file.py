"""A file is there whole or not at all, and what a killed program left is told from what is being written."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nightcue.storage import atomic_file as module
from nightcue.storage.atomic_file import atomic_file, remove_abandoned

KILLED = """
import os, signal, sys
from pathlib import Path
from nightcue.storage.atomic_file import atomic_file
with atomic_file(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def left_by_a_killed_program(path: Path) -> str:
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    (part,) = [name for name in names(path.parent) if name.startswith(f".{path.name}.")]
    return part


def test_a_file_takes_the_place_of_the_old_one_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with atomic_file(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["a"]


def test_what_a_killed_program_left_goes_and_what_somebody_writes_stays(tmp_path: Path) -> None:
    left_by_a_killed_program(tmp_path / "a")
    with atomic_file(tmp_path / "a") as file:
        file.write(b"new")
        remove_abandoned(tmp_path, "a")
        (part,) = names(tmp_path)
    assert part.startswith(".a.")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_only_parts_of_the_target_go_when_one_is_named(tmp_path: Path) -> None:
    left_by_a_killed_program(tmp_path / "a.mp3")
    other = left_by_a_killed_program(tmp_path / "b.mp3")
    others = ["a.mp3.12345678.part", ".a.mp3.part", ".a.mp3.1234567x.part"]
    for name in others:
        (tmp_path / name).touch()
    remove_abandoned(tmp_path, "a.mp3")
    assert names(tmp_path) == sorted([other, *others])
    remove_abandoned(tmp_path)
    assert names(tmp_path) == sorted(others)


def test_a_part_that_is_taken_for_abandoned_before_it_is_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, taken = module._locked, []

    def late(file):
        if not taken:
            taken.extend(names(tmp_path))
            remove_abandoned(tmp_path)
        return lock(file)

    monkeypatch.setattr(module, "_locked", late)
    with atomic_file(tmp_path / "a") as file:
        file.write(b"new")
        assert len(taken) == 1
        assert names(tmp_path) != taken
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.parametrize(("age", "stays"), [(10, True), (-10, True), (7_200, False), (-7_200, False)])
def test_where_files_cannot_be_locked_the_age_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: int, stays: bool
) -> None:
    def unknown(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("fcntl.flock", unknown)
    with atomic_file(tmp_path / "a") as file:
        (part,) = names(tmp_path)
        file.flush()
        os.utime(tmp_path / part, (time.time() - age,) * 2)
        if stays:
            remove_abandoned(tmp_path)
            assert names(tmp_path) == [part]
    if not stays:
        part = left_by_a_killed_program(tmp_path / "b")
        os.utime(tmp_path / part, (time.time() - age,) * 2)
        remove_abandoned(tmp_path)
        assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").exists()


def test_no_folder_is_no_error(tmp_path: Path) -> None:
    remove_abandoned(tmp_path / "gone")
    (tmp_path / "file").touch()
    remove_abandoned(tmp_path / "file")
