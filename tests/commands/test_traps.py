"""Every command in a folder full of traps, such as one that came with a download: none may spring."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from every_command import names_of
from nightcue.commands import nightcue

pytestmark = pytest.mark.once

TEXT = "title: T\nvoice: embedded\nsteps:\n  - say: {}\n  - say: This is not medical advice. Ask a clinician.\n"
RESCUE = """\
title: Rescue
voice: embedded
steps:
  - say: Straighten your leg, and pull your foot up towards your face.
  - pause: 1m
  - say: If one leg is swollen, warm, or red, get medical help at once. This is not medical advice.
"""
NIGHT = ("--date", "2024-11-24", "--cramps", "1", "--no-input")
COMMANDS = {
    "list": [["list"]],
    "build": [["build", "one"], ["build", "one", "two", "--jobs", "2", "--force"], ["build", "one", "--split"]],
    "play": [["play", "one"]],
    "rescue": [["rescue"], ["rescue", "--on", "127.0.0.1:9"]],
    "prepare": [["prepare", "one"]],
    "site": [["site", "page", "one"], ["site", "--single", "page.html", "one"]],
    "serve": [["serve", "page", "--port", "0"]],
    "plan": [["plan", "one"]],
    "check": [["check", "one"]],
    "review": [["review", "one", "--list"], ["review", "one", "--by", "Ana", "--yes"]],
    "edit": [["edit", "--no-browser"], ["edit", "one", "--no-browser"]],
    "new": [["new", "mine", "--from", "stretch"]],
    "import": [["import", "talk.md"], ["import", "words.ssml"]],
    "export": [["export", "one"]],
    "voices": [["voices"], ["voices", "--try", "embedded"]],
    "voices compare": [["voices", "compare", "--help"]],  # it would load every engine
    "schema": [["schema"]],
    "facts": [["facts"]],
    "profile show": [["profile", "show"]],
    "profile set": [["profile", "set", "--name", "Ana"]],
    "profile ask": [["profile", "ask"]],
    "record": [["record", "one"]],
    "words record": [["words", "record", "--help"]],  # it would wait for a word
    "words list": [["words", "list"]],
    "words try": [["words", "try"]],
    "words remove": [["words", "remove", "pain"]],
    "diary add": [["diary", "add", *NIGHT]],
    "diary list": [["diary", "list"]],
    "diary edit": [["diary", "edit", "2024-11-24", "--cramps", "2"]],
    "diary report": [["diary", "report"], ["diary", "report", "-o", "report.html"]],
    "diary export": [["diary", "export", "-o", "nights.csv"]],
    "diary import": [["diary", "import", "nights.csv"]],
    "diary remind": [["diary", "remind", "--at", "21:30", "-o", "reminder.ics"]],
    "diary remove": [["diary", "remove", "2024-11-24", "--yes"]],
    "share on": [["share", "on", "--to", "json://127.0.0.1:9", "--what", "done"]],
    "share show": [["share", "show"]],
    "share send": [["share", "send"]],
    "share answer": [["share", "answer", "Well done."], ["share", "answer", "--forget"]],
    "share off": [["share", "off"]],
    "plot": [["plot", "one"]],
    "home-assistant": [["home-assistant", "ha", "one"]],
    "programme build": [["programme", "ours"]],
    "programme check": [["programme", "check", "ours"]],
    "programme list": [["programme", "list"]],
    "programme nights": [["programme", "nights", "ours"]],
    "programme new": [["programme", "new", "mine", "--from", "ours"]],
    "programme calendar": [["programme", "calendar", "mine", "--at", "21:30", "-o", "nights.ics"]],
    "programme schema": [["programme", "schema"]],
    "batch make": [["batch", "people.csv", "one", "-o", "tracks", "--workers", "2"]],
    "batch status": [["batch", "status", "tracks"]],
    "mcp": [["mcp", "tracks"]],
    "batch adherence": [["batch", "adherence", "17.json", "--people", "people.csv", "-o", "calls.csv"]],
    "cache": [["cache"]],
}
"""How each command is started here, in the order in which one has what it needs from those before."""

PACKAGES = (
    "apprise", "av", "click", "dask", "distributed", "fastapi", "fsspec", "hibari", "jinja2", "kokoro", "lameenc",
    "markdown_it", "matplotlib", "mcp", "miniaudio", "mutagen", "nicegui", "numpy", "onnxruntime", "platformdirs",
    "py_nanotts", "pychromecast", "pyttsx3", "rich", "segno", "sitecustomize", "soundfile", "starlette", "tornado",
    "usercustomize", "uvicorn", "yaml", "zeroconf",
)  # fmt: skip


@pytest.fixture
def sprung(folder, routine, monkeypatch):
    """What has sprung of the traps in the folder, where the routines `one` and `two`, and a rescue, are too."""
    log = folder / "sprung"
    trap = f"open({str(log)!r}, 'a').write(__name__ + '\\n')\nraise SystemExit('taken for another')\n"
    for name in (*PACKAGES, *sys.stdlib_module_names):
        (folder / f"{name}.py").write_text(trap)
    (folder / "nightcue").mkdir()
    (folder / "nightcue/__init__.py").write_text(trap)
    (folder / "evil-1.dist-info").mkdir()
    (folder / "evil-1.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1\n")
    (folder / "evil-1.dist-info/entry_points.txt").write_text("[nightcue.voices]\nevil = yaml:Evil\n")
    for program in ("ffmpeg", "espeak-ng", "sox", "ldconfig", "gcc"):
        (folder / program).write_text(f"#!/bin/sh\necho {program} >> '{log}'\n")
        (folder / program).chmod(0o755)
    (folder / "matplotlibrc").write_bytes(b"\xff\xfe: not text\n")
    for name in ("one", "two"):
        routine(TEXT.format(f"Routine {name}."), name)
    routine(RESCUE, "rescue")
    (folder / "talk.md").write_text("# Talk\n\nSit down. [pause 2s]\n")
    (folder / "words.ssml").write_text("<speak>Sit down.<break time='2s'/></speak>")
    (folder / "programmes").mkdir()
    (folder / "programmes/ours.yaml").write_text("version: 1\nprogramme: ours\ntitle: T\nweeks: [{routine: one}]\n")
    (folder / "people.csv").write_text("id,name\n17,Ana\n")
    (folder / "17.json").write_text('{"nights": [{"date": "2024-11-24", "cramps": 1}], "plays": []}')
    monkeypatch.setenv("NIGHTCUE_SOUND", "null")
    for kept in ("cache", "config", "data"):
        monkeypatch.setenv(f"NIGHTCUE_{kept.upper()}", str(folder / "kept" / kept))
    return lambda: log.read_text().split() if log.exists() else []


def started(words):
    """Run a command as the script `nightcue` does, which has the folder of the script in its path, and not this one.

    What plays or serves is stopped when it has begun.
    """
    command = [sys.executable, "-P", "-m", "nightcue", *words]
    if words[0] not in ("serve", "edit", "play", "rescue"):
        return subprocess.run(command, input="", capture_output=True, text=True)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as going:
        going.stdout.readline()
        going.terminate()
        return subprocess.CompletedProcess(command, 0, *going.communicate())


@pytest.mark.long
def test_nothing_in_the_working_folder_is_taken_for_a_part_of_the_program(sprung):
    for words in [words for ways in COMMANDS.values() for words in ways]:
        done = started(words)
        assert (words, sprung()) == (words, [])
        assert "Traceback" not in done.stderr, (words, done.stderr)
        if words[:2] not in (["profile", "ask"], ["share", "on"]):  # nobody is there to answer
            assert done.returncode == 0, (words, done.stderr)


def test_the_traps_spring_where_something_looks_for_its_parts_in_the_folder(sprung):
    subprocess.run([sys.executable, "-c", "import yaml"], env=os.environ | {"PYTHONPATH": ""}, capture_output=True)
    assert sprung()[-1:] == ["yaml"]


def test_every_command_is_started():
    assert {*names_of(nightcue)} == {*COMMANDS}
