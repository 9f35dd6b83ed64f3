"""Sound files that a command names with --recordings are read and signed like those that a routine names."""

import json
import wave

import pytest

pytestmark = pytest.mark.once

TEXT = """\
title: Massage of my own
steps:
  - say: This is not medical advice. Get medical help if a leg is swollen.
"""


@pytest.fixture
def voice(folder):
    (folder / "my-voice").mkdir()
    with wave.open(str(folder / "my-voice" / "0123456789abcdef.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\x00\x20" * 800)
    return "my-voice"


def unread(run, *words):
    told = json.loads(run("check", *words, "--json").stdout)
    return [each["text"] for each in told if each.get("topic") == "recording"]


def test_a_recording_is_unread_until_it_is_signed_and_again_when_it_changes(run, routine, voice, folder):
    mine = routine(TEXT)
    assert unread(run, mine) == []
    assert unread(run, mine, "--recordings", voice) == ["0123456789abcdef.wav"]
    assert run("review", mine, "--recordings", voice, "--by", "Ana", "--yes").exit_code == 0
    assert unread(run, mine, "--recordings", voice) == []
    file = folder / voice / "0123456789abcdef.wav"
    file.write_bytes(file.read_bytes()[:-2] + b"\x00\x21")
    assert unread(run, mine, "--recordings", voice) == ["0123456789abcdef.wav"]


def test_for_a_routine_that_comes_with_nightcue_they_are_warned_of(run, voice):
    told = json.loads(run("check", "bedtime", "--recordings", voice, "--json").stdout)
    found = [each for each in told if each.get("topic") == "recording"]
    assert [each["severity"] for each in found] == ["warning"]
    assert "nightcue new NAME --from bedtime" in found[0]["hint"]
