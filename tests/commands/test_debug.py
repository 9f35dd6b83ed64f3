"""--debug: where each error comes from that is otherwise only told, whatever raised it."""

from __future__ import annotations

import sys

import pytest
import yaml
from click.testing import CliRunner

from nightcue.commands import nightcue
from nightcue.safety.rule import RULES, Rule

pytestmark = pytest.mark.once

TEXT = "title: T\nsteps:\n  - say: Hello there. This is not medical advice. Ask a clinician.\n"
TRACE = "Traceback (most recent call last):"


@pytest.fixture
def told(folder, routine):
    """What `nightcue build mine` tells on stderr with --debug, and without; it fails both times."""
    paths = [routine(TEXT), routine(TEXT.replace("Hello", "Good evening"), "other")]

    def call(*words, count=1):
        done = [CliRunner().invoke(nightcue, [*way, "build", *paths[:count], *words]) for way in (["--debug"], [])]
        assert done[0].exit_code == done[1].exit_code != 0
        return [each.stderr for each in done]

    return call


def test_an_engine_that_fails(told, plugin):
    plugin(on_line="raise LookupError('no such sound')")
    shown, plain = told("--voice", "made_up")
    assert TRACE in shown
    assert 'made_up.py", line' in shown
    assert plain in shown
    assert "LookupError: no such sound" in plain
    assert TRACE not in plain


def test_an_engine_that_cannot_be_made_and_what_it_says(told, plugin):
    plugin(on_start="os.write(2, b'no model here'); os._exit(3)")
    shown, plain = told("--voice", "made_up")
    assert "ended (3), having said:\nno model here\n" in shown
    assert "having said" not in plain


def test_a_rule_that_fails(told, monkeypatch):
    def look_for_it(subject):
        raise KeyError("lost")

    old = RULES["no-notice"]
    rule = Rule(old.code, old.severity, old.fact, old.meaning, old.hint, look_for_it)
    monkeypatch.setitem(RULES, old.code, rule)
    shown, plain = told("--voice", "embedded")
    assert "the rule no-notice:\n" + TRACE in shown
    assert "in look_for_it\n" in shown
    assert TRACE not in plain


def test_a_program_that_fails(told, tmp_path, monkeypatch):
    (tmp_path / "speak.py").write_text("def speak():\n    raise LookupError('no such sound')\nspeak()\n")
    command = [sys.executable, str(tmp_path / "speak.py"), "{text}", "{out}"]
    (tmp_path / "voices.yaml").write_text(yaml.safe_dump({"ours": {"command": command}}))
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(tmp_path))
    shown, plain = told("--voice", "ours")
    assert 'speak.py", line 2, in speak' in shown
    assert "(LookupError: no such sound)" in plain
    assert TRACE not in plain


def test_a_worker_that_fails(told, plugin, capfd):
    """Workers write to the terminal themselves."""
    plugin(on_line="raise LookupError('no such sound')")
    _, plain = told("--voice", "made_up", "--jobs", "2", count=2)
    said = capfd.readouterr().err
    assert said.count('made_up.py", line') >= 2
    assert TRACE in said
    assert TRACE not in plain


def test_it_says_why_and_may_stand_anywhere(folder, routine):
    text = TEXT.replace("Hello there", "Nobody else says this")
    path = routine(text)
    first, again = [CliRunner().invoke(nightcue, ["build", path, "--debug"]).stderr for _ in range(2)]
    assert f"reads {path}" in first
    assert "0 of 1 lines are kept, 1 are to be spoken" in first
    assert "writes audio_out/mine.en.mp3" in first
    assert "reads" not in again
    routine(text + "  - pause: 1s\n")
    changed = CliRunner().invoke(nightcue, ["build", path], env={"NIGHTCUE_DEBUG": "1"}).stderr
    assert f"{path} is made again: {folder / path} has changed" in changed
    assert "1 of 1 lines are kept" in changed
    assert CliRunner().invoke(nightcue, ["build", path, "--force"]).stderr.startswith(f"{path}: warning[")


def test_nothing_of_a_profile_or_a_diary_is_in_it(folder, routine, tmp_path, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(tmp_path))
    monkeypatch.setenv("NIGHTCUE_DATA", str(tmp_path))
    (tmp_path / "profile.yaml").write_text("name: Zebedee\nconditions: [pregnancy]\n")
    note = ["--cramps", "0", "--note", "Quixotic", "--no-input"]
    for words in (["build", routine(TEXT)], ["diary", "add", *note], ["diary", "list"], ["check", "nothing"]):
        said = CliRunner().invoke(nightcue, ["--debug", *words]).stderr
        assert not [word for word in ("Zebedee", "pregnancy", "Quixotic") if word in said]
    (tmp_path / "profile.yaml").write_text("nmae: Zebedee\n")
    log, _, _ = CliRunner().invoke(nightcue, ["--debug", "check"]).stderr.partition(f"{tmp_path}/profile.yaml:1")
    assert "in read_profile" in log
    assert "Zebedee" not in log
