"""What one command accepts every other can read: each setting of the profile, with each command that reads it."""

import pytest
import yaml

from nightcue.safety.conditions import CONDITIONS
from nightcue.storage.paths import profile_path

pytestmark = pytest.mark.once

LANGUAGES = ["EN", "en_US", "en-latn-us", "en_US.UTF-8", "en@euro", " en ", "ES", "es_MX", "es-419", "spa", "Es"]
SETTINGS = {
    "language": LANGUAGES,
    "pace": ["slow", "calm", "normal"],
    "detail": ["full", "brief"],
    "voice": ["default", "embedded", "nobody's", "../x"],
    "name": ["Ana", "Íñigo 'el' \"largo\"", "50 %", "a" * 100, "no", "- x"],
    "condition": [*CONDITIONS, "none"],
}
ROUTINE = """
title: Evening
steps:
  - say: Pull your foot up. This is not medical advice. Ask your doctor if cramps come often.
"""
COMMANDS = [
    ["profile", "show"],
    ["profile", "set", "--pace", "calm"],
    ["facts"],
    ["list"],
    ["plan", "routines/mine.yaml"],
    ["plan", "stretch"],
    ["build", "routines/mine.yaml", "--format", "wav"],
    ["check", "stretch"],
    ["record", "stretch"],
    ["prepare", "routines/mine.yaml"],
    ["diary", "add", "--cramps", "1", "--sign", "numbness", "--no-input"],
    ["diary", "list"],
    ["diary", "edit", "EVENING", "--cramps", "2"],
    ["diary", "export"],
    ["diary", "report"],
    ["diary", "remind", "--at", "21:30", "-o", "reminder.ics"],
    ["diary", "remove", "EVENING", "--yes"],
]


@pytest.fixture(autouse=True)
def own_folders(folder, monkeypatch):
    """A diary and a profile of this test alone."""
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "data"))
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))


@pytest.fixture
def every_command(run, routine, known_voice):
    """Run all of them, each of which has to end well, and return what each said by its words."""

    def call():
        from datetime import date, timedelta

        routine(ROUTINE)
        said, evening = {}, str(date.today() - timedelta(days=1))
        for words in COMMANDS:
            done = run(*(evening if word == "EVENING" else word for word in words))
            told = "unknown-voice" in done.output and words[0] == "check"  # it may be here tomorrow
            assert done.exit_code == told, (words, done.output)
            said[" ".join(words[:2])] = done.stdout
        return said

    return call


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in SETTINGS.items() for value in values])
def test_what_set_accepts_every_command_reads(run, every_command, key, value):
    done = run("profile", "set", f"--{key}={value}")
    assert done.exit_code == 0, done.output
    every_command()


@pytest.mark.parametrize("value", LANGUAGES)
def test_a_language_is_kept_in_one_way_and_an_old_file_is_read_as_if_it_were(run, every_command, value):
    spanish = value.strip().lower().startswith("es") or value == "spa"
    profile_path().parent.mkdir()
    profile_path().write_text(yaml.safe_dump({"language": value}), encoding="utf-8")
    said = every_command()
    assert ("Guardada: la noche" if spanish else "Kept: the night") in said["diary add"]
    kept = yaml.safe_load(profile_path().read_text(encoding="utf-8"))["language"]  # `profile set` wrote it anew
    assert kept in ("en", "en-US", "es", "es-MX", "es-419", "es-ES")


@pytest.mark.parametrize("value", [value.strip() for value in LANGUAGES if value != "spa"])
def test_the_rescue_is_in_the_language_of_an_old_file_too(value):
    from nightcue.building.rescue_cache import rescue_language

    profile_path().parent.mkdir()
    profile_path().write_text(yaml.safe_dump({"language": value}), encoding="utf-8")
    assert rescue_language() == value[:2].lower()
