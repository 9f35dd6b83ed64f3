"""The model that comes in two packages becomes one folder, whole or not at all: no model is needed."""

import shutil

import pytest
from recognisers import joined

pytestmark = pytest.mark.once


@pytest.fixture
def packages(tmp_path):
    """Two parts of a model and a small file, as they lie in the packages, and the folder that they become."""
    parts = [tmp_path / "one" / "model.bin.part1", tmp_path / "two" / "model.bin.part2"]
    for part, content in zip(parts, (b"first, ", b"second"), strict=True):
        part.parent.mkdir()
        part.write_bytes(content)
    config = tmp_path / "one" / "config.json"
    config.write_text("{}")
    return parts, [config], tmp_path / "cache" / "base"


def test_the_parts_are_joined_in_their_order_beside_the_small_files(packages):
    parts, others, folder = packages
    assert joined(parts, others, folder) == folder
    assert (folder / "model.bin").read_bytes() == b"first, second"
    assert sorted(path.name for path in folder.parent.rglob("*")) == ["base", "config.json", "model.bin"]


def test_a_model_that_is_there_is_not_made_again(packages):
    joined(*packages)
    (packages[2] / "model.bin").write_bytes(b"other, second")
    joined(*packages)
    assert (packages[2] / "model.bin").read_bytes() == b"other, second"


def test_one_that_was_cut_short_is_made_again(packages):
    joined(*packages)
    (packages[2] / "model.bin").write_bytes(b"first, sec")
    joined(*packages)
    assert (packages[2] / "model.bin").read_bytes() == b"first, second"


def test_nothing_is_left_where_it_could_not_be_finished(packages, monkeypatch):
    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(OSError, match="no space left"):
        joined(*packages)
    assert list(packages[2].parent.iterdir()) == []
