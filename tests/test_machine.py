"""What the machine lets the program have: cores by affinity and quota, memory by groups and limits."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nightcue import machine


@pytest.fixture
def groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up folder of groups, in which this program is in /a/b of every one."""
    (tmp_path / "own").write_text("4:memory:/a/b\n1:cpu,cpuacct:/a/b\n0::/a/b\n")
    for folder in ("a/b", "memory/a/b", "cpu/a/b"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "meminfo").write_text("MemTotal: 4000000 kB\nMemAvailable: 3000000 kB\n")
    monkeypatch.setattr(machine, "_GROUPS", tmp_path)
    monkeypatch.setattr(machine, "_OWN_GROUPS", tmp_path / "own")
    monkeypatch.setattr(machine, "_MEMINFO", tmp_path / "meminfo")
    return tmp_path


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system keeps no program to some cores")
def test_a_program_that_is_kept_to_one_core_has_one() -> None:
    program = "import os; os.sched_setaffinity(0, {0}); from nightcue.machine import cores; print(cores())"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout.strip() == b"1"


@pytest.mark.parametrize(("file", "written"), [("a/cpu.max", "150000 100000"), ("cpu/a/b/cpu.cfs_quota_us", "150000")])
def test_part_of_a_core_counts_as_one(groups: Path, monkeypatch: pytest.MonkeyPatch, file: str, written: str) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    (groups / "cpu/a/b/cpu.cfs_period_us").write_text("100000")
    assert machine.cores() == 64
    (groups / file).write_text(written)
    assert machine.cores() == 2


def test_no_quota_is_no_limit(groups: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    (groups / "cpu.max").write_text("max 100000")
    (groups / "cpu/a/b/cpu.cfs_quota_us").write_text("-1")
    (groups / "cpu/a/b/cpu.cfs_period_us").write_text("100000")
    assert machine.cores() == 64


@pytest.mark.parametrize("file", ["memory.max", "a/memory.max", "memory/a/b/memory.limit_in_bytes"])
def test_the_least_that_a_group_around_it_may_have_is_its_memory(groups: Path, file: str) -> None:
    assert machine.places(2**20) == 3_000_000 // 1024
    (groups / file).write_text("1073741824\n")
    assert machine.limit() == 2**30
    assert machine.places(2**20) == 1024
    (groups / file).write_text("max\n")
    assert machine.places(2**20) == 3_000_000 // 1024


def test_programs_side_by_side_share_the_memory(groups: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (groups / "memory.max").write_text("1000")
    for name, count in machine.shared_by(4).items():
        monkeypatch.setenv(name, count)
    assert machine.limit() == 250
    assert machine.places(100) == 2
    assert machine.places(1000) == 1


def test_a_system_that_says_nothing_has_room_for_all(groups: Path) -> None:
    (groups / "meminfo").unlink()
    (groups / "own").unlink()
    assert machine.places(2**40) > 1000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no process in this way")
def test_what_a_process_may_take_is_its_memory() -> None:
    program = (
        "import resource; resource.setrlimit(resource.RLIMIT_DATA, (2**28, 2**28));"
        "from nightcue.machine import limit; print(limit() == 2**28)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout.strip() == b"True"
