"""A routine copied with all it needs."""

from pathlib import Path

import pytest

from nightcue.audio.whole_files import write_together
from nightcue.language.copying import NameTakenError, UnusableNameError, copy_of
from nightcue.language.diagnostics import RoutineError
from nightcue.language.library import find, shipped
from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll

MODELINE = "# yaml-language-server: $schema="


@pytest.fixture
def source(folder, write, monkeypatch):
    """A routine elsewhere, with a part, a recording and a schema; the working directory is empty."""
    (folder / "here").mkdir()
    path = write(
        there__mine="title: T\nsteps: [include: parts/p.yaml, audio: sounds/me.wav]\n",
        there__parts__p="steps: [say: P]\n",
    )
    (path.parent / "sounds").mkdir()
    (path.parent / "sounds" / "me.wav").write_bytes(b"RIFF")
    (path.parent / "schema.json").write_text("{}")
    monkeypatch.chdir(folder / "here")
    return path


def copy_routine(source, name):
    """Copy as `nightcue new` does; returns the new routine."""
    files = copy_of(source, name)
    write_together(files)
    return [*files][-1]


def all_files():
    return sorted(str(path) for path in Path().rglob("*") if path.is_file())


def test_everything_a_routine_uses_is_copied_beside_it(source):
    assert copy_routine(source, "my-own") == Path("routines/my-own.yaml")
    assert all_files() == [
        "routines/my-own.yaml",
        "routines/parts/p.yaml",
        "routines/schema.json",
        "routines/sounds/me.wav",
    ]
    assert find("my-own") == Path("routines/my-own.yaml")


def comments(path):
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]


def test_a_copy_is_what_was_written_below_a_note(source):
    written = source.read_bytes()
    copy = copy_routine(source, "x")
    assert copy.read_bytes().endswith(written)
    assert any("nightcue check x " in line for line in comments(copy))


def test_the_modeline_stays_first_and_line_ends_stay_what_they_are(source):
    source.write_bytes(f"{MODELINE}schema.json\r\ntitle: Ñ\r\nsteps: [say: hi]\r\n".encode())
    lines = copy_routine(source, "x").read_bytes().split(b"\n")
    assert lines[0].decode() == f"{MODELINE}schema.json\r"
    assert all(line.endswith(b"\r") for line in lines[:-1])
    assert lines[-3:-1] == ["title: Ñ\r".encode(), b"steps: [say: hi]\r"]


def test_a_copy_of_a_copy_has_one_note_and_its_own_name_in_it(source):
    first = copy_routine(source, "first")
    second = copy_routine(first, "second")
    assert len(comments(second)) == len(comments(first))
    assert not any("first" in line for line in comments(second))


def test_what_is_there_already_is_not_overwritten(source):
    Path("routines/parts").mkdir(parents=True)
    Path("routines/parts/p.yaml").write_text("steps: [say: my own]\n")
    Path("routines/schema.json").write_text("mine")
    copy_routine(source, "x")
    assert Path("routines/parts/p.yaml").read_text() == "steps: [say: my own]\n"
    assert Path("routines/schema.json").read_text() == "mine"


def test_a_name_that_is_taken(source):
    copy_routine(source, "x")
    Path("routines/x.yaml").write_text("mine")
    with pytest.raises(NameTakenError, match=r"routines/x\.yaml is there already"):
        copy_routine(source, "x")
    assert Path("routines/x.yaml").read_text() == "mine"


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../x", "a/b", "/tmp/x", "a\\b", ".x", "-x", "_x", "a b", "a.yaml", "ñ", "a\n", "a\0", "x" * 65],
)
def test_a_name_that_cannot_be(source, name):
    with pytest.raises(UnusableNameError) as error:
        copy_routine(source, name)
    assert str(error.value).endswith("letters, digits, - and _, such as my-bedtime")
    assert all_files() == []


@pytest.mark.parametrize("name", ["x", "9", "My_own-2", "x" * 64])
def test_a_name_that_can(source, name):
    assert copy_routine(source, name).name == f"{name}.yaml"


def test_a_routine_with_errors_is_not_copied(folder, write):
    with pytest.raises(RoutineError):
        copy_routine(write(bad="title: T\nsteps: [include: gone.yaml]\n"), "x")
    assert not Path("routines").exists()


def test_a_name_that_differs_from_one_there_in_capitals_alone(source):
    copy_routine(source, "Mine")
    with pytest.raises(NameTakenError, match=r"routines/Mine\.yaml is there already"):
        copy_routine(source, "mine")


def test_another_language_has_its_own_folder_and_shares_the_schema(folder, write, monkeypatch):
    path = write(
        there__es__mio=f"{MODELINE}../schema.json\nlanguage: es\ntitle: T\nsteps: [include: parts/p.yaml]\n",
        there__es__parts__p="steps: [say: P]\n",
    )
    (folder / "there" / "schema.json").write_text("{}")
    (folder / "here").mkdir()
    monkeypatch.chdir(folder / "here")
    assert copy_routine(path, "x") == Path("routines/es/x.yaml")
    assert all_files() == ["routines/es/parts/p.yaml", "routines/es/x.yaml", "routines/schema.json"]


@pytest.mark.parametrize("path", sorted(shipped("routines").rglob("*.yaml")), ids=lambda path: path.stem)
def test_a_copy_of_a_shipped_routine_says_the_same_and_finds_its_schema(folder, path):
    if "parts" in path.parts:
        return
    copy = copy_routine(path, "copy")
    assert list(unroll(read_routine(copy)).texts()) == list(unroll(read_routine(path)).texts())
    modeline = copy.read_text(encoding="utf-8").split("\n")[0]
    assert (copy.parent / modeline.removeprefix(MODELINE)).is_file()
