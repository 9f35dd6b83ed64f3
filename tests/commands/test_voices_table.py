"""The table of `nightcue voices`, as a user sees it, and what is measured for it."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
import yaml

from nightcue.voices.engines import hibari
from nightcue.voices.measured import Measured

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _quick(quick_voices):
    pass


@pytest.fixture
def config(tmp_path, monkeypatch):
    """An empty config folder and an empty cache."""
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("NIGHTCUE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "config").mkdir()
    return tmp_path / "config"


@pytest.fixture
def started(monkeypatch):
    """The commands of the child processes that have been started."""
    commands = []

    class Popen(subprocess.Popen):
        def __init__(self, command, *args, **options):
            commands.append(" ".join(command))
            super().__init__(command, *args, **options)

    monkeypatch.setattr("subprocess.Popen", Popen)
    return commands


@pytest.fixture
def timed(monkeypatch):
    """Every voice is as fast, and none is started to know it."""
    monkeypatch.setattr("nightcue.voices.speed.kept_speed", lambda voice: 25.4)


def measured(voice, language, words, mos):
    return Measured(voice, "any", language, words, None, mos, "a recogniser", 100, "2026-11-29")


def row(shown, name):
    """The cells of the first row of a voice."""
    found = re.search(rf"^{re.escape(name)}  .*$", shown, re.MULTILINE)
    return re.split(r"  +", found[0].strip()) if found else None


def test_it_says_which_voice_each_language_gets_and_why(run, timed):
    shown = run("voices").stdout
    assert row(shown, "heart")[:3] == ["heart", "hibari", "en-us"]
    assert "en is spoken by heart (hibari), which comes with nightcue" in shown
    assert "es is spoken by pico-es (pico), which comes with nightcue" in shown
    assert row(shown.partition("what it is")[2], "heart") == [
        "heart",
        "Apache-2.0",
        "American English, a woman's voice",
    ]
    spanish = run("voices", "--lang", "es").stdout
    assert "es is spoken by" in spanish
    assert "heart" not in spanish


def test_what_was_measured_is_shown_and_what_was_not_is_a_dash(run, timed, monkeypatch):
    found = {("heart", "en"): measured("heart", "en", 0.21, 4.57), ("embedded", "es"): measured("", "es", 27.0, None)}
    monkeypatch.setattr("nightcue.voices.measured._every", lambda: found)
    english = run("voices", "--lang", "en-GB").stdout
    assert row(english, "heart")[4:] == ["25 x", "0.2 %", "4.6 of 5"]
    assert row(english, "embedded")[4:] == ["25 x", "-", "-"]
    assert row(run("voices", "--lang", "es").stdout, "embedded")[4:] == ["25 x", "27.0 %", "-"]


def test_every_line_fits_a_terminal_and_the_many_of_one_engine_are_one(run, timed, monkeypatch):
    monkeypatch.setattr("nightcue.commands.screen.ELSEWHERE", 80)
    lines = run("voices").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) < 40
    more = re.fullmatch(r"(\d+) more voices, .*: --json shows them all", lines[-1])
    shown = {line.split()[0] for line in lines if " x " in line}
    assert {"heart", "pico-en", "pico-es", "embedded"} <= shown
    assert int(more[1]) + len(shown) == len(json.loads(run("voices", "--json").stdout))


def test_json_has_every_voice_with_what_the_table_says(run, timed, monkeypatch):
    found = {("heart", "en"): measured("heart", "en", 0.15, 4.55)}
    monkeypatch.setattr("nightcue.voices.measured._every", lambda: found)
    listed = {voice["name"]: voice for voice in json.loads(run("voices", "--json").stdout)}
    assert {"en-us", "es", "de", "pico-de"} <= set(listed)
    assert len(listed) > 100
    heart = listed["heart"]
    assert heart["default_for"] == ["en", "en-US", "en-GB"]
    assert heart["licence"] == "Apache-2.0"
    assert heart["size"] > 10_000_000
    assert heart["speed"] == {"en": 25.4}
    assert list(heart["measured"]) == ["en"]
    assert {"words": 0.15, "sounds": None, "mos": 4.55, "lines": 100}.items() <= heart["measured"]["en"].items()
    assert listed["embedded"]["speed"] == {"en": 25.4, "es": 25.4}
    assert listed["es-419"]["speed"] == listed["es-419"]["measured"] == {}


def test_a_speed_is_measured_once_and_kept_for_both_forms(run, config, started):
    first = run("voices", "--lang", "es").stdout
    assert re.fullmatch(r"[\d.]+ x", row(first, "pico-es")[4])
    assert any("nightcue.voices.worker.main" in command for command in started)
    started.clear()
    assert run("voices", "--lang", "es").stdout == first
    kept = {voice["name"]: voice for voice in json.loads(run("voices", "--json", "--lang", "es").stdout)}
    assert kept["pico-es"]["speed"]["es"] > 0
    assert not any("nightcue.voices.worker.main" in command for command in started)
    assert re.search(r"^speeds +2 entries", run("cache").stdout, re.MULTILINE)


def test_a_voice_that_fails_has_no_speed_and_says_why(run, config, monkeypatch):
    monkeypatch.setattr(hibari, "offers", lambda: [hibari.Heart(config / "assets" / "gone.onnx")])
    done = run("voices", "--lang", "en")
    assert done.exit_code == 0
    assert row(done.stdout, "heart")[4] == "-"
    assert row(done.stdout, "pico-en")[4] != "-"
    assert "note: the speed of heart is not known: voice 'hibari heart' could not speak" in done.stderr


def test_a_program_of_ones_own_is_shown_and_not_started(run, config, timed):
    program = [sys.executable, "-c", f"open({str(config / 'ran')!r}, 'w')", "{text}", "{out}"]
    (config / "voices.yaml").write_text(yaml.safe_dump({"ours": {"command": program}}), encoding="utf-8")
    assert row(run("voices").stdout, "ours") == ["ours", "command", "en", "-", "-", "-", "-"]
    assert not (config / "ran").exists()


def test_a_language_that_nothing_speaks_is_wrong_usage(run, timed):
    done = run("voices", "--lang", "tlh")
    assert done.exit_code == 2
    assert "no voice here speaks 'tlh'" in done.stderr
