"""A diary of each test's own."""

import pytest


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    """The data folder, not made yet."""
    monkeypatch.setenv("NIGHTCUE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def path(data):
    """The diary's file, not made yet."""
    return data / "diary" / "nights.db"
