"""A state folder in which no word is kept."""

import pytest


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_STATE", str(tmp_path / "state"))
    return tmp_path / "state"
