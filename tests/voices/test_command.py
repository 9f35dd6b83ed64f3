"""A program as a voice: started without a shell, in time, in its own folder, with nothing taken for an instruction."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from nightcue.voices.catalogue import find_voice, list_voices, open_voice
from nightcue.voices.command import CommandVoice, Program
from nightcue.voices.voice import UnknownVoiceError, VoiceError

SPEAK = """
import sys, pathlib
import numpy as np, soundfile
words, out = sys.argv[1], sys.argv[2]
pathlib.Path(sys.argv[3]).open("a", encoding="utf-8").write(repr(sys.argv[1:3]) + "\\n")
print("a word on stdout")
{more}
rate = {rate}
wave = 0.3 * np.sin(np.arange(rate) * 0.1)
soundfile.write(out, np.column_stack([wave] * {channels}), rate)
"""


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write a program and its entry `ours` in voices.yaml; the file it notes its words in comes back."""
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()

    def write(more: str = "", *, rate: int = 16_000, channels: int = 1, **fields: object) -> Path:
        program, noted = tmp_path / "speak.py", tmp_path / "noted"
        program.write_text(SPEAK.format(more=more, rate=rate, channels=channels), encoding="utf-8")
        command = [sys.executable, str(program), "{text}", "{out}", str(noted)]
        entry = {"command": command, "languages": ["en", "es"]} | fields
        (tmp_path / "config/voices.yaml").write_text(yaml.safe_dump({"ours": entry}), encoding="utf-8")
        return noted

    return write


@pytest.mark.parametrize(("rate", "channels"), [(16_000, 1), (48_000, 2), (192_000, 6)])
def test_a_program_speaks_at_any_rate_and_with_any_channels(
    listed: Callable[..., Path], cache_folder: Path, rate: int, channels: int
) -> None:
    noted = listed(rate=rate, channels=channels)
    with open_voice("ours", "en") as voice:
        clip = voice.speak("Breathe out.")
        assert np.array_equal(voice.speak("Breathe out.").samples, clip.samples)
    assert abs(clip.seconds - 1) < 0.02
    assert noted.read_text(encoding="utf-8").count("Breathe out.") == 1


@pytest.mark.parametrize(
    "line",
    ["$(touch gone); `touch gone` & | > gone", "{out} and {text} and {0}", "'\" \\ *", "-o /etc/passwd", "--help"],
)
def test_what_a_line_says_is_one_word_and_never_an_instruction(
    listed: Callable[..., Path], cache_folder: Path, line: str
) -> None:
    noted = listed()
    with open_voice("ours", "en") as voice:
        voice.speak(line)
    heard, out = ast.literal_eval(noted.read_text(encoding="utf-8"))
    assert heard.strip() == line
    assert not heard.startswith("-")
    assert Path(out).name == "line.wav"
    assert not Path(out).parent.exists()


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("sys.exit('no licence')", r"exit code 1 \(no licence\)"),
        ("out = words.split()[0] + '.wav'", "wrote no file at the place that {out} gives it"),
        ("open(out, 'w').close(); sys.exit()", "not a sound file"),
        ("open(out, 'w').write('RIFF'); sys.exit()", "not a sound file"),
        ("soundfile.write(out, np.zeros(0), 16000); sys.exit()", "holds no sound"),
        ("import os; os.mkfifo(out); sys.exit()", "wrote no file"),
        ("import time; time.sleep(60)", "was not done in 1 s"),
    ],
)
def test_what_a_program_does_wrong_is_told_with_where_it_is_listed(
    listed: Callable[..., Path], cache_folder: Path, more: str, reason: str
) -> None:
    listed(more, limit=1 if "sleep" in more else 30)
    expected = rf"'command ours' could not speak 'Breathe out.': .*{reason}.*voices\.yaml"
    start = time.monotonic()
    with open_voice("ours", "en") as voice, pytest.raises(VoiceError, match=expected):
        voice.speak("Breathe out.")
    assert time.monotonic() - start < 30
    assert not list(cache_folder.rglob("*.clip"))


def test_a_program_that_is_not_there(listed: Callable[..., Path], cache_folder: Path) -> None:
    listed(command=["no-such-program", "{text}", "{out}"])
    with open_voice("ours", "en") as voice, pytest.raises(VoiceError, match="no-such-program cannot be started"):
        voice.speak("Breathe out.")


def test_it_is_listed_with_its_languages_and_found_by_name(listed: Callable[..., Path]) -> None:
    listed()
    [entry] = [voice for voice in list_voices() if voice.name == "ours"]
    assert (entry.engine, entry.languages) == ("command", ("en", "es"))
    assert find_voice("ours", "es") == entry
    with pytest.raises(UnknownVoiceError, match="'ours' speaks en and es, and this is fr"):
        open_voice("ours", "fr")


def test_another_program_under_the_same_name_speaks_anew(listed: Callable[..., Path], cache_folder: Path) -> None:
    listed()
    first = open_voice("ours", "en").identity
    listed(command=[sys.executable, "-c", "pass", "{text}", "{out}"])
    assert open_voice("ours", "en").identity != first


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("ours: {command: [a, '{text}'", r"voices\.yaml:1:\d+: "),
        ("- ours", "voices are names"),
        ("ours: [a]", "it takes command, languages, limit"),
        ("ours: {comand: [a]}", "it takes command, languages, limit"),
        ("ours: {command: 'say {text} {out}'}", "'command' is a list"),
        ("ours: {command: [say, '{text}']}", "no place for {out}"),
        ("ours: {command: [say]}", "no place for {text} and {out}"),
        ("ours: {command: [say, '{text}', '{out}'], languages: en}", "'languages' is a list"),
        ("ours: {command: [say, '{text}', '{out}'], limit: soon}", "'limit' is a number"),
        (r'ours: {command: ["sa\0y", "{text}", "{out}"]}', "no program can be given"),
        (r'ours: {command: [say, "\ud800", "{text}", "{out}"]}', "no program can be given"),
    ],
)
def test_a_list_of_programs_that_makes_no_sense(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, reason: str
) -> None:
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(tmp_path))
    (tmp_path / "voices.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(VoiceError, match=reason):
        open_voice("ours", "en")
    assert open_voice("default", "en").identity.startswith("hibari")
    assert "pico-en" in {entry.name for entry in list_voices()}


def test_one_that_makes_no_sense_does_not_hide_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(tmp_path))
    bad = r'"b\0d": {command: [say, "{text}", "{out}"]}'
    (tmp_path / "voices.yaml").write_text(bad + "\nours: {command: [say, '{text}', '{out}']}\n", encoding="utf-8")
    assert open_voice("ours", "en").identity.startswith("command ours")


def test_a_program_that_is_being_started_while_the_voice_closes_ends_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import time; time.sleep(3600)"
    voice = CommandVoice(Program("slow", (sys.executable, "-c", code, "{text}", "{out}"), ("en",), 30.0, tmp_path))
    start = subprocess.Popen

    def started(*words: Any, **surroundings: Any) -> subprocess.Popen[bytes]:
        process = start(*words, **surroundings)
        voice.close()
        return process

    monkeypatch.setattr("nightcue.voices.command.subprocess.Popen", started)
    with pytest.raises(VoiceError, match="it ended with exit code -9"):
        voice.speak("Hello.")
