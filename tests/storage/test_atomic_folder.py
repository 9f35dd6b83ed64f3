from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nightcue.storage import atomic_folder as module
from nightcue.storage.atomic_folder import atomic_folder, remove_abandoned_folders

OURS = ("0", "1", "2", "3", "list")
exchanging = pytest.mark.parametrize("exchange", [True, False])


@pytest.fixture(autouse=True)
def _system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `exchange` false, a system or a disk that cannot exchange two folders."""
    if "exchange" in request.fixturenames and not request.getfixturevalue("exchange"):
        monkeypatch.setattr(module, "_exchange", lambda *_: False)


def content(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fill(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)


def write(folder: Path, files: dict[str, str], last: str = "list") -> None:
    with atomic_folder(folder, OURS, last) as new:
        fill(new, files)


@exchanging
def test_the_new_content_takes_the_place_of_the_old_and_nothing_is_left_beside_it(
    tmp_path: Path, exchange: bool
) -> None:
    for files in ({"1": "a", "2": "b", "list": "x"}, {"1": "c", "3": "d", "list": "y"}):
        write(tmp_path / "set", files)
        assert content(tmp_path / "set") == files
        assert names(tmp_path) == ["set"]


@exchanging
def test_until_then_the_old_content_is_all_there(tmp_path: Path, exchange: bool) -> None:
    write(tmp_path / "set", {"1": "a"})
    with atomic_folder(tmp_path / "set", OURS, "list") as new:
        fill(new, {"1": "b"})
        assert content(tmp_path / "set") == {"1": "a"}
        assert new.parent == tmp_path
        assert new.name.startswith(".set.")


@exchanging
@pytest.mark.parametrize("problem", [OSError, KeyboardInterrupt])
def test_whatever_goes_wrong_the_old_content_stays(
    tmp_path: Path, exchange: bool, problem: type[BaseException]
) -> None:
    write(tmp_path / "set", {"1": "a", "list": "x"})
    with pytest.raises(problem), atomic_folder(tmp_path / "set", OURS, "list") as new:
        fill(new, {"1": "b"})
        raise problem
    assert content(tmp_path / "set") == {"1": "a", "list": "x"}
    assert names(tmp_path) == ["set"]


@exchanging
def test_what_is_somebody_elses_stays(tmp_path: Path, exchange: bool) -> None:
    write(tmp_path / "set", {"1": "a", "2": "b"})
    fill(tmp_path / "set", {"song": "mine"})
    fill(tmp_path / "set/pictures", {"1": "cat"})
    (tmp_path / "set/link").symlink_to("nowhere")
    write(tmp_path / "set", {"1": "c"})
    assert content(tmp_path / "set") == {"1": "c", "song": "mine", "pictures/1": "cat"}
    assert (tmp_path / "set/link").readlink() == Path("nowhere")


def test_where_files_are_replaced_one_by_one_the_list_comes_after_all_others_and_what_is_old_goes_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_exchange", lambda *_: False)
    write(tmp_path / "set", {"1": "a", "2": "b", "0": "x"}, "0")
    seen, replace, unlink = [], Path.replace, Path.unlink

    def watch(path: Path) -> None:
        if path.parent.name.startswith((".set", "set")):
            seen.append(content(tmp_path / "set"))

    monkeypatch.setattr(Path, "replace", lambda path, to: (replace(path, to), watch(path))[0])
    monkeypatch.setattr(Path, "unlink", lambda path, **how: (unlink(path, **how), watch(path))[0])
    write(tmp_path / "set", {"1": "c", "3": "d", "0": "y"}, "0")
    old = {"1": "a", "2": "b", "0": "x"}
    assert seen == [
        old | {"1": "c"},
        old | {"1": "c", "3": "d"},
        {"1": "c", "2": "b", "3": "d", "0": "y"},
        {"1": "c", "3": "d", "0": "y"},
    ]


@exchanging
def test_of_two_that_write_it_at_once_for_the_first_time_the_later_one_is_there(tmp_path: Path, exchange: bool) -> None:
    with atomic_folder(tmp_path / "set", OURS, "list") as new:
        fill(new, {"1": "b", "list": "y"})
        write(tmp_path / "set", {"1": "a", "2": "a", "list": "x"})
        assert content(tmp_path / "set")["1"] == "a"
    assert content(tmp_path / "set") == {"1": "b", "list": "y"}


def test_a_folder_that_appears_at_the_last_moment_is_replaced_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with atomic_folder(tmp_path / "set", OURS, "list") as new:
        fill(new, {"1": "b", "list": "y"})
        fill(tmp_path / "set", {"1": "a", "list": "x"})
        exists = Path.exists
        monkeypatch.setattr(Path, "exists", lambda path, **how: path.name != "set" and exists(path, **how))
    monkeypatch.undo()
    assert content(tmp_path / "set") == {"1": "b", "list": "y"}


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "set").symlink_to("real")
    write(tmp_path / "set", {"1": "a"})
    write(tmp_path / "set", {"1": "b"})
    assert (tmp_path / "set").is_symlink()
    assert content(tmp_path / "real") == {"1": "b"}


KILLED = """
import os, signal, sys
from pathlib import Path
from nightcue.storage.atomic_folder import atomic_folder
with atomic_folder(Path(sys.argv[1]), (), "list") as new:
    (new / "1").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_program_left_goes_and_what_somebody_writes_stays(tmp_path: Path) -> None:
    write(tmp_path / "set", {"1": "a"})
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "set")], check=False)
    (abandoned,) = (path for path in tmp_path.iterdir() if path.name != "set")
    (tmp_path / ".other.12345678.parts").mkdir()
    with atomic_folder(tmp_path / "set", OURS, "list") as new:
        remove_abandoned_folders(tmp_path, "set")
        assert not abandoned.exists()
        assert new.exists()
        fill(new, {"1": "b"})
    assert content(tmp_path / "set") == {"1": "b"}
    assert names(tmp_path) == [".other.12345678.parts", "set"]
    remove_abandoned_folders(tmp_path / "gone", "set")


@pytest.mark.parametrize(("age", "stays"), [(10, True), (-10, True), (7_200, False)])
def test_where_folders_cannot_be_locked_the_age_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: int, stays: bool
) -> None:
    def unknown(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("fcntl.flock", unknown)
    part = tmp_path / ".set.12345678.parts"
    part.mkdir()
    os.utime(part, (time.time() - age,) * 2)
    remove_abandoned_folders(tmp_path, "set")
    assert part.exists() == stays


SWAPPING = """
import sys
from pathlib import Path
from nightcue.storage.atomic_folder import atomic_folder
for turn in range(10 ** 9):
    with atomic_folder(Path(sys.argv[1]), ("0", "1", "2", "list"), "list") as new:
        for name in ("0", "1", "2", "list"):
            (new / name).write_text(str(turn))
    if turn == 0:
        print("ready", flush=True)
"""


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="elsewhere two folders cannot be exchanged")
def test_killed_at_any_moment_the_folder_is_all_of_one_turn(tmp_path: Path) -> None:
    for turn in range(8):
        process = subprocess.Popen([sys.executable, "-c", SWAPPING, str(tmp_path / "set")], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        time.sleep(0.003 * turn)
        process.kill()
        process.wait()
        found = content(tmp_path / "set")
        assert set(found) == {"0", "1", "2", "list"}
        assert len(set(found.values())) == 1
