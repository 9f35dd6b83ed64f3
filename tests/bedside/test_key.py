"""The key of the page, from one run to the next."""

import os
import re
import sys

import pytest

from nightcue.bedside.key import kept_key, new_key
from nightcue.storage.paths import key_path

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows says in other ways who may read")


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_DATA", str(tmp_path / "data"))
    return key_path()


def test_it_is_the_same_tomorrow_and_nobody_else_can_read_it(path):
    key = kept_key(path)
    assert kept_key(path) == key
    assert re.fullmatch(r"[\w-]{22}", key.secret)
    if sys.platform != "win32":
        assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert [each.name for each in path.parent.iterdir()] == ["key"]


def test_no_two_are_alike():
    assert len({new_key().secret for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "written", [b"", b"short", b"\xff" * 22, b"k" * 23, b"a key with blanks in it", b"k" * 22 + b"\nk"]
)
def test_a_file_that_is_damaged_gives_way_to_a_new_key(path, written):
    old = kept_key(path)
    path.write_bytes(written)
    key = kept_key(path)
    assert key != old
    assert kept_key(path) == key


@posix
def test_a_key_that_others_can_read_is_one_no_more(path):
    old = kept_key(path)
    path.chmod(0o644)
    assert kept_key(path) != old
    assert path.stat().st_mode & 0o777 == 0o600


@posix
def test_what_is_no_file_is_not_waited_for(path):
    kept_key(path)
    path.unlink()
    os.mkfifo(path, 0o600)
    with pytest.raises(OSError, match="a device or a pipe is there"):
        kept_key(path)


def test_where_there_can_be_no_file_there_is_an_error(path, tmp_path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(OSError):
        kept_key(path)
