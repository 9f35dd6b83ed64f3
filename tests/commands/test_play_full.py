"""Once a week nightcue play brings back the full form of a routine that is usually brief."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from nightcue.bedside.full_form import is_due, keep_heard

pytestmark = pytest.mark.once

TEXT = """\
title: Short
detail: brief
steps:
  - say: Hello.
  - chapter: Explained
    detail: full
  - say: This is not medical advice. Ask a clinician.
"""
NOW = datetime.now().astimezone()


@pytest.fixture(autouse=True)
def _into_nothing(folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_SOUND", "null")
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"NIGHTCUE_{name}", str(folder / name))


@pytest.fixture
def mine(routine, known_voice):
    speak = known_voice.speak
    known_voice.speak = lambda text: speak(text[::3])  # three times as fast: what it says is waited for
    return routine(TEXT)


def explained(done):
    assert done.exit_code == 0
    return "Explained" in done.stdout


@pytest.mark.long
def test_the_first_time_it_is_full_and_then_brief_for_a_week(run, mine):
    assert explained(run("play", mine))
    assert not explained(run("play", mine))
    keep_heard(Path(mine), NOW - timedelta(days=6, hours=23))
    assert not explained(run("play", mine))
    keep_heard(Path(mine), NOW - timedelta(days=7))
    assert explained(run("play", mine))


@pytest.mark.long
def test_what_is_asked_for_is_played_whenever_it_was_full(run, mine):
    assert not explained(run("play", mine, "--brief"))
    assert is_due(Path(mine), NOW)
    assert explained(run("play", mine, "--full"))
    assert not explained(run("play", mine))
    assert explained(run("play", mine, "--full"))


def test_the_form_of_the_profile_comes_back_too_and_a_full_one_counts(run, mine, routine):
    full = routine(TEXT.replace("detail: brief\n", ""))
    assert explained(run("play", full))
    assert run("profile", "set", "--detail", "brief").exit_code == 0
    assert not explained(run("play", full))


def test_a_clock_that_was_wrong_or_a_damaged_note_brings_it_back(tmp_path, folder):
    path = tmp_path / "x.yaml"
    keep_heard(path, NOW + timedelta(days=400))
    assert is_due(path, NOW)
    keep_heard(path, NOW)
    assert not is_due(path, NOW)
    for file in (folder / "STATE").rglob("*.txt"):
        file.write_bytes(b"?")
    assert is_due(path, NOW)


def test_where_it_goes_on_from_is_the_same_form(run, mine, monkeypatch):
    heard = []
    monkeypatch.setattr("nightcue.commands.at_bedside.hear", lambda *words, **_: heard.append(words[3]))
    run("play", mine)
    run("play", mine, "--brief")
    assert [again.split()[-2] for again in heard] == ["--full", "--brief"]


def test_a_full_form_that_is_left_before_its_end_is_due_again_and_one_that_went_on_from_there_counts(
    run, mine, monkeypatch
):
    monkeypatch.setattr("nightcue.commands.at_bedside.hear", lambda *_, **__: False)
    assert run("play", mine).exit_code == 0
    assert is_due(Path(mine), NOW)
    monkeypatch.setattr("nightcue.commands.at_bedside.hear", lambda *_, **__: True)
    assert run("play", mine, "--resume").exit_code == 0
    assert not is_due(Path(mine), datetime.now().astimezone())
