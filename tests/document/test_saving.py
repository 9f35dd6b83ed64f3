"""Saving, changes by somebody else, versions, undo and redo: nothing is lost."""

import stat
import sys

import pytest

from nightcue.document import history, versions
from nightcue.document.document import Document
from nightcue.document.errors import CannotOpenError, ChangedOnDiskError, ChangeRefusedError

TEXT = "title: T\nvars:\n  hold: 25s  # long\nsteps:\n  - say: Hi\n"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "r.yaml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def clock(monkeypatch):
    """The seconds of `history`, as the test sets them."""

    class Clock:
        now = 100.0

    monkeypatch.setattr(history, "monotonic", lambda: Clock.now)
    return Clock


def test_what_is_typed_in_one_field_without_a_pause_is_one_change(path, clock):
    document = Document(path)
    for typed in ("2", "20", "20s"):
        document.set_value(("vars", "hold"), typed)
        clock.now += 1
    document.set_value(("title",), "Mine")
    clock.now += 10
    document.set_value(("title",), "Mine too")
    for title, hold in [("Mine", "20s"), ("T", "20s"), ("T", "25s")]:
        document.undo()
        assert (document.value(("title",)), document.value(("vars", "hold"))) == (title, hold)
    assert not document.can_undo
    document.redo()
    assert document.value(("vars", "hold")) == "20s"


def test_a_line_more_and_another_one_are_two_changes(path, clock):
    document = Document(path)
    document.set_lines(("steps", 0, "say"), ["Hi", "You"])
    document.set_lines(("steps", 0, "say"), ["Hi", {"full": "You"}])
    document.undo()
    assert document.value(("steps", 0, "say")) == ["Hi", "You"]


def test_typing_that_changes_nothing_does_not_swallow_the_change_before(path, clock):
    document = Document(path)
    document.remove(("steps", 0))
    document.set_value(("title",), "T")
    document.set_value(("title",), "Mine")
    document.undo()
    assert document.value(("steps",)) == []
    document.undo()
    assert document.text == TEXT


def test_a_change_after_undo_ends_redo(path):
    document = Document(path)
    document.set_value(("title",), "One")
    document.undo()
    assert document.can_redo
    document.set_value(("title",), "Two")
    assert not document.can_redo
    document.undo()
    assert document.text == TEXT
    assert document.is_saved


def test_two_documents_of_one_file_do_not_overwrite_each_other(path):
    mine, theirs = Document(path), Document(path)
    theirs.set_value(("title",), "Theirs")
    theirs.save()
    mine.set_value(("vars", "hold"), "20s")
    assert mine.on_disk() == theirs.text
    with pytest.raises(ChangedOnDiskError):
        mine.save()
    assert path.read_text() == theirs.text
    assert not mine.is_saved

    mine.keep_mine()
    mine.save()
    assert path.read_text() == TEXT.replace("25s", "20s")
    assert mine.on_disk() is None
    assert theirs.text in [version.text for version in mine.versions()]


def test_theirs_can_be_taken_and_given_back(path):
    document = Document(path)
    document.set_value(("title",), "Mine")
    path.write_text("title: Theirs\n")
    document.take_theirs()
    assert document.text == "title: Theirs\n"
    assert document.is_saved
    assert document.on_disk() is None
    document.undo()
    assert document.value(("title",)) == "Mine"
    assert not document.is_saved
    document.save()
    assert path.read_text() == TEXT.replace("title: T", "title: Mine")


def test_a_file_that_is_gone_is_written_again(path):
    document = Document(path)
    path.unlink()
    assert document.on_disk() is None
    document.save()
    assert path.read_text() == TEXT


def test_theirs_that_are_no_text_are_not_lost(path):
    document = Document(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ChangedOnDiskError):
        document.save()
    assert document.on_disk() is not None
    with pytest.raises(CannotOpenError, match="UTF-8"):
        document.take_theirs()
    document.keep_mine()
    document.save()
    assert path.read_text() == TEXT


def test_every_save_is_a_version_and_the_first_text_too(path):
    document = Document(path)
    for title in ("One", "Two", "Two"):
        document.set_value(("title",), title)
        document.save()
    kept = Document(path).versions()
    assert [version.text.splitlines()[0] for version in kept] == ["title: Two", "title: One", "title: T"]
    assert kept == sorted(kept, key=lambda version: version.when, reverse=True)
    document.go_back(kept[-1])
    assert document.text == TEXT
    assert not document.is_saved
    document.undo()
    assert document.value(("title",)) == "Two"


def test_only_the_newest_versions_are_kept(path, monkeypatch):
    monkeypatch.setattr(versions, "MOST", 3)
    document = Document(path)
    for title in "abcdef":
        document.set_value(("title",), title)
        document.save()
    assert [version.text.splitlines()[0] for version in document.versions()] == ["title: f", "title: e", "title: d"]


def test_each_file_has_its_own_versions(path, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(TEXT)
    Document(path).save()
    assert Document(other).versions() == []


def test_versions_are_kept_from_others(path, monkeypatch, tmp_path):
    monkeypatch.setenv("NIGHTCUE_STATE", str(tmp_path / "state"))
    Document(path).save()
    (kept,) = (tmp_path / "state").rglob("*-*.yaml")
    if sys.platform != "win32":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_a_routine_is_saved_even_where_no_version_can_be_kept(path, monkeypatch, tmp_path):
    (tmp_path / "state").write_text("no folder")
    monkeypatch.setenv("NIGHTCUE_STATE", str(tmp_path / "state"))
    document = Document(path)
    document.set_value(("title",), "Mine")
    document.save()
    assert "Mine" in path.read_text()
    assert document.versions() == []


def test_a_failure_while_saving_leaves_the_old_file(path, monkeypatch):
    document = Document(path)
    document.set_value(("title",), "Mine")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("nightcue.document.routine_file.see_on_disk", full)
    with pytest.raises(OSError, match="space"):
        document.save()
    assert path.read_text() == TEXT
    assert not document.is_saved
    assert [*path.parent.iterdir()] == [path]
    monkeypatch.undo()
    document.save()
    assert document.is_saved


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_the_rights_of_a_file_and_the_link_to_it_stay(path, tmp_path):
    path.chmod(0o600)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    document = Document(link)
    document.set_value(("title",), "Mine")
    document.save()
    assert link.is_symlink()
    assert "Mine" in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: path.unlink(), "cannot be read"),
        (lambda path: path.write_bytes(b"\xff\xfet\x00"), "UTF-8"),
        (lambda path: path.write_bytes(b"x" * 300_000), "too large"),
        (lambda path: (path.unlink(), path.mkdir()), "folder"),
    ],
)
def test_what_cannot_be_opened_says_why(path, make, why):
    make(path)
    with pytest.raises(CannotOpenError, match=why):
        Document(path)


def test_several_changes_can_be_one(path):
    document = Document(path)
    with document.as_one():
        document.set_value(("title",), "Mine")
        document.remove(("vars", "hold"))
    document.undo()
    assert document.text == TEXT
    with pytest.raises(ChangeRefusedError), document.as_one():
        document.set_value(("title",), "Mine")
        document.remove(("vars", "gone"))
    assert document.text == TEXT
    assert document.can_redo
