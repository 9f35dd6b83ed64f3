"""Folders of engines: gone with them, and deleted by the next program when a killed one left them."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

from nightcue.storage.scratch import ScratchFolder, remove_abandoned_scratch

KILLED = """
import os, signal
from nightcue.storage.scratch import ScratchFolder
(ScratchFolder().path / "line.npy").touch()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def test_a_folder_that_a_killed_program_left_goes_and_one_in_use_stays(temporary: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED], check=False)
    used = ScratchFolder()
    (temporary / "nightcue-mine").mkdir()
    assert len(list(temporary.iterdir())) == 3
    remove_abandoned_scratch()
    assert sorted(temporary.iterdir()) == sorted([used.path, temporary / "nightcue-mine"])
    (used.path / "line.npy").touch()
    used.close()
    assert [path.name for path in temporary.iterdir()] == ["nightcue-mine"]


def old(folder: Path) -> None:
    """By the clock of another machine, which is far behind."""
    os.utime(folder, (time.time() - 7_200,) * 2)


@pytest.mark.parametrize("before", ["it has a lock", "it is locked"])
def test_a_folder_taken_for_abandoned_before_it_is_locked_is_made_again(
    temporary: Path, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    module, name = (tempfile, "mkdtemp") if before == "it has a lock" else (fcntl, "flock")
    real = getattr(module, name)
    deleted: list[Path] = []

    def late(*args: Any, **options: Any) -> Any:
        if before == "it has a lock":
            made = real(*args, **options)
        if not deleted:
            deleted.extend(temporary.iterdir())
            old(deleted[0])
            remove_abandoned_scratch()
        return made if before == "it has a lock" else real(*args, **options)

    monkeypatch.setattr(module, name, late)
    folder = ScratchFolder()
    assert len(deleted) == 1
    assert [folder.path] == list(temporary.iterdir())
    assert deleted != [folder.path]
    folder.close()


def test_a_folder_without_a_lock_goes_when_it_is_old(temporary: Path) -> None:
    new, abandoned = temporary / "nightcue-work-new", temporary / "nightcue-work-old"
    new.mkdir()
    abandoned.mkdir()
    old(abandoned)
    remove_abandoned_scratch()
    assert [*temporary.iterdir()] == [new]
