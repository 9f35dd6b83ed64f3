"""A request: which ones ask for the same track, and that it is the same when it has been JSON."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from nightcue.building.request import BuildRequest

ONE = BuildRequest(Path("one.yaml"))
OTHERS = {
    "routine": Path("two.yaml"),
    "settings": {"hold": "3s"},
    "voice": "embedded",
    "profile": Path("profile.yaml"),
    "allow": frozenset({"no-help", "condition"}),
    "cleared_by": "Dr Ruiz, 20 May",
    "recordings": Path("mine"),
    "opening": "Well done.",
    "opening_recording": Path("word.wav"),
    "detail": "brief",
    "format": "ogg",
    "file": Path("caf\udce9.mp3"),
    "folder": Path("elsewhere"),
    "split": True,
    "beside": ("lrc",),
    "force": True,
    "overwrite": False,
}


def test_every_field_is_here():
    assert [*OTHERS] == [each.name for each in fields(BuildRequest)]


@pytest.mark.parametrize("name", OTHERS)
def test_it_is_the_same_after_json(name):
    request = BuildRequest(**{"routine": Path("one.yaml"), name: OTHERS[name]})
    assert BuildRequest.from_json(json.loads(json.dumps(request.as_json()))) == request != ONE


@pytest.mark.parametrize("name", OTHERS)
def test_whatever_changes_a_track_changes_the_fingerprint(name):
    other = BuildRequest(**{"routine": Path("one.yaml"), name: OTHERS[name]})
    assert (other.fingerprint() == ONE.fingerprint()) == (name in {"force", "overwrite"})


def test_a_path_and_the_same_path_from_elsewhere_are_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert BuildRequest(tmp_path / "one.yaml").fingerprint() == ONE.fingerprint()


def test_the_order_of_what_is_said_makes_no_other_track():
    first, second = ({"a": "1", "b": "2"}, {"b": "2", "a": "1"})
    assert BuildRequest(Path("x"), first).fingerprint() == BuildRequest(Path("x"), second).fingerprint()
