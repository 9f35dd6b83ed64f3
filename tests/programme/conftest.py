"""A working folder with programmes of one's own."""

from pathlib import Path

import pytest


@pytest.fixture
def programmes(tmp_path, monkeypatch):
    """Return the folder ./programmes of an empty working folder."""
    monkeypatch.chdir(tmp_path)
    folder = Path("programmes")
    folder.mkdir()
    return folder


@pytest.fixture
def written(programmes):
    """Write a programme called mine with these weeks; returns its file."""

    def write(weeks, name="mine", **others):
        said = {"version": "1", "programme": name, "title": "Mine"} | others
        path = programmes / f"{name}.yaml"
        path.write_text("".join(f"{key}: {value}\n" for key, value in said.items()) + f"weeks:\n{weeks}")
        return path

    return write
