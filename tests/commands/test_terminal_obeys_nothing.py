"""Every command in a folder where all that can be named or written is made to be obeyed by a terminal: a real one."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import struct
import termios
import tty
import unicodedata
from contextlib import closing, contextmanager
from threading import Timer

import numpy as np
import pytest
import soundfile

from every_command import names_of
from nightcue.commands import nightcue
from warmed import Warmed

pytestmark = pytest.mark.once

SEEN = (
    "evil\x1b]0;own\x07\x1b[2J\x1b]52;c;ZXZpbA==\x07\x1b]8;;http:x\x07\x1b[8mhid\u202eden\u2066\u200b\u200f\u2028\x9b31m"
    "\x9d0;x\x9c\x08\x08\x7f\rover"
)
"""A window's title, an empty screen, the clipboard, a link, text that is hidden, turned around or overwritten."""
NAME = f"{SEEN}\nnightcue: error: run this\udcff"
"""Of files: it has a second line too, and is not UTF-8."""
WORDS = "evil hid\u202eden\u2066\u200b\u200f\u2028\u061cover"
"""What a routine may say: control characters are refused in it."""
ESCAPED = json.dumps(SEEN)
"""As YAML and JSON write it."""

ROUTINE = f"""\
title: "{WORDS}"
summary: "{WORDS}"
voice: embedded
steps:
  - chapter: "{WORDS}"
  - say: "{WORDS} This is not medical advice. Ask a clinician."
  - pause: 100ms
  - stretch: {{name: "{WORDS}", hold: 1s}}
"""
WARNED = ROUTINE + f'  - chapter: "last {WORDS}"\n'
REFUSED = (
    f"title: {ESCAPED}\n",
    f"title: T\n{ESCAPED}: 1\nsteps: [say: hi]\n",
    f"title: T\nsteps: [{ESCAPED}: 1]\n",
    f"title: T\nlanguage: {ESCAPED}\nsteps: [say: hi]\n",
    f"title: T\nvoice: {ESCAPED}\nsteps: [say: hi]\n",
    f"title: T\nsteps: [include: {ESCAPED}]\n",
    f"title: T\nsteps: [audio: {ESCAPED}]\n",
    f"title: T\nsteps: [pause: {ESCAPED}]\n",
    f"title: T\nsteps: [say: '{{{WORDS}}}']\n",
    f"title: T\nsteps: [say: '{SEEN}']\n",
    f"title: T\nsteps: [say: !<{WORDS}> hi]\n",
    f"title: T\nsteps: &{WORDS} [*{WORDS}\n",
)
RESCUE = f"""\
title: "{WORDS}"
voice: embedded
steps:
  - say: "Straighten your leg, and pull your foot up towards your face. {WORDS}"
  - pause: 1m
  - say: If one leg is swollen, warm, or red, get medical help at once. This is not medical advice.
"""
PROGRAMME = (
    f'version: 1\nprogramme: evil\ntitle: "{WORDS}"\nweeks: [routine: mine, {{routine: ../routines/mine.yaml}}]\n'
)
REFUSED_PROGRAMME = f"""\
version: "{WORDS}"
programme: "{WORDS}"
title: "{WORDS}"
weeks:
  - {{routine: "{WORDS}"}}
  - {{routine: mine, vars: {{"{WORDS}": 1}}}}
"{WORDS}": 1
"""
VOICES = f"{ESCAPED}: {{command: [{ESCAPED}, '{{text}}', '{{out}}'], languages: [eo, en]}}\n"
NIGHT = ("--date", "2024-11-24", "--cramps", "1", "--no-input")
COMMANDS = {
    "list": [["list"]],
    "build": [
        ["build", "mine"], ["build", NAME], ["build", "mine", "-o", f"{NAME}.mp3"], ["build", "mine", "--split"],
        ["build", "mine", "warned", "--jobs", "2", "--force"], ["build", "mine", "--voice", f"{SEEN}"],
        ["build", "mine", "--set", f"{SEEN}=1"], ["build", f"--{SEEN}"], ["build", "mine", "-o", f"{NAME}.xyz"],
        ["build", "mine", "--format", SEEN], ["build", "mine", "--lang", SEEN], ["build", "mine", "--allow", SEEN],
        ["build", *(f"refused{number}" for number in range(len(REFUSED)))], ["build", "mine", "--recordings", NAME],
    ],
    "play": [["play", NAME], ["play", "mine", "--resume"]],
    "prepare": [["prepare", NAME]],
    "rescue": [["rescue"]],
    "site": [["site", NAME, "mine"], ["site", "--single", f"{NAME}.html", "mine"], ["site", "mine.yaml", NAME]],
    "serve": [["serve", NAME, "--port", "0"], ["serve", f"no {NAME}", "--port", "0"]],
    "plan": [["plan", NAME], ["plan", NAME, "--json"], ["plan", "warned"]],
    "check": [["check"], ["check", "--json"], ["check", *(f"refused{number}" for number in range(len(REFUSED)))]],
    "review": [
        ["review", NAME, "--list"], ["review", NAME, "--json"], ["review", NAME, "--by", SEEN, "--yes"],
        ["review", NAME, "--by", "Ana", "--yes"], ["review", SEEN],
    ],
    "edit": [["edit", NAME, "--no-browser"], ["edit", SEEN], ["edit", "--port", SEEN]],
    "new": [["new", SEEN], ["new", "copy", "--from", NAME]],
    "voices": [
        ["voices", "--lang", "eo"], ["voices", "--lang", "eo", "--json"], ["voices", "--lang", SEEN], ["voices", SEEN],
        ["voices", "--try", SEEN], ["voices", "--try", f"{SEEN}", "--lang", "eo"],
    ],
    "import": [["import", f"{NAME}.md"], ["import", f"{NAME}.ssml"], ["import", f"{NAME}.json"], ["import", SEEN],
               ["import", f"{NAME}.md", "-o", f"{NAME}.yaml", "--lang", SEEN]],
    "export": [["export", "mine"], ["export", "mine", "--to", "text"], ["export", NAME, "--to", SEEN],
               ["export", "mine", "-o", f"{NAME}.md"]],
    "voices compare": [["voices", "compare", SEEN]],  # it would load every engine
    "schema": [["schema"], [f"--{NAME}"], [NAME]],  # itself it has nothing to show that is not ours
    "facts": [["facts", SEEN], ["facts", "--lang", SEEN]],
    "profile show": [["profile", "show"]],
    "profile set": [["profile", "set", "--name", WORDS], ["profile", "set", "--voice", SEEN]],
    "profile ask": [["profile", "ask"]],
    "record": [["record", "mine", "--recordings", NAME], ["record", "mine", "--recordings", NAME, "--json"],
               ["record", "mine"]],
    "words record": [["words", "record", SEEN]],
    "words list": [["words", "list"], ["words", "list", SEEN]],
    "words try": [["words", "try"], ["words", "try", SEEN]],
    "words remove": [["words", "remove"], ["words", "remove", SEEN]],
    "diary add": [["diary", "add", "--note", WORDS, *NIGHT], ["diary", "add", "--note", SEEN, *NIGHT],
                  ["diary", "add", "--date", SEEN]],
    "diary list": [["diary", "list"], ["diary", "list", "--json"], ["diary", "list", "--all"]],
    "diary edit": [["diary", "edit", "2024-11-24", "--note", f"{WORDS} \x9b2J"], ["diary", "edit", SEEN]],
    "diary report": [["diary", "report"], ["diary", "report", "--lang", SEEN],
                     ["diary", "report", "-o", f"{NAME}.html"], ["diary", "report", "-o", f"{NAME}.xyz"]],
    "diary export": [["diary", "export"], ["diary", "export", "--format", "json"],
                     ["diary", "export", "-o", f"{NAME}.csv"]],
    "diary import": [["diary", "import", f"{NAME}.csv"], ["diary", "import", f"{NAME}.json"]],
    "diary remind": [["diary", "remind", "--at", SEEN], ["diary", "remind", "--at", "21:30", "-o", f"{NAME}.ics"]],
    "diary remove": [["diary", "remove", SEEN, "--yes"], ["diary", "remove", "2024-11-24"]],
    "share on": [["share", "on", "--to", "json://127.0.0.1:9", "--what", SEEN],
                 ["share", "on", "--to", f"json://{NAME}", "--what", "done"]],
    "share show": [["share", "show"], ["share", "show", f"--{SEEN}"]],
    "share send": [["share", "send"], ["share", "send", f"--{SEEN}"]],
    "share answer": [["share", "answer", SEEN], ["share", "answer", "--recording", f"{NAME}/{NAME}.wav", "--by", SEEN],
                     ["share", "answer", "--recording", f"no {NAME}.wav"]],
    "share off": [["share", "off"], ["share", "off", f"--{SEEN}"]],
    "home-assistant": [
        ["home-assistant", f"ha {NAME}", "mine"], ["home-assistant", "ha", NAME], ["home-assistant", SEEN, SEEN],
        ["home-assistant", "ha", "--button", SEEN], ["home-assistant", "ha", "--speaker", f"{SEEN}.x"],
    ],
    "programme build": [["programme", SEEN], ["programme", "evil", "-o", NAME]],
    "programme check": [["programme", "check"], ["programme", "check", SEEN]],
    "programme list": [["programme", "list"]],
    "programme nights": [["programme", "nights", "evil"], ["programme", "nights", SEEN]],
    "programme new": [["programme", "new", SEEN], ["programme", "new", "copy", "--from", SEEN]],
    "programme calendar": [
        ["programme", "calendar", "evil", "--at", "21:30", "-o", f"{NAME}.ics"],
        ["programme", "calendar", "evil", "--at", "21:30", "--from", SEEN, "-o", "x.ics"],
    ],
    "programme schema": [["programme", "schema", SEEN]],  # itself it has nothing to show that is not ours
    "batch make": [
        ["batch", "people.csv", "mine", "-o", f"tracks {NAME}"], ["batch", "ids.csv", "mine", "-o", "tracks"],
        ["batch", "people.csv", NAME, "-o", SEEN, "--dry-run"], ["batch", "columns.csv", "mine", "-o", "tracks"],
        ["batch", f"no {NAME}.csv", "mine", "-o", SEEN], ["batch", "people.csv", SEEN, "-o", SEEN],
        ["batch", "people.csv", "mine", "-o", f"{SEEN}://x"], ["batch", "people.csv", "mine", f"--{SEEN}"],
    ],
    "batch status": [["batch", "status", f"tracks {NAME}"], ["batch", "status", SEEN]],
    "batch adherence": [
        ["batch", "adherence", f"{NAME}.json"], ["batch", "adherence", ".", "--people", "ids.csv"],
        ["batch", "adherence", f"no {NAME}"], ["batch", "adherence", ".", "-o", f"{NAME}.csv", "--first", SEEN],
    ],
    "plot": [["plot", "mine", "-o", f"{NAME}.png"], ["plot", NAME]],
    "mcp": [["mcp", f"/dev/{NAME}"], ["mcp", f"--{SEEN}"]],
    "cache": [["cache"], ["cache", "--clear"]],
}  # fmt: skip
"""How each command is started here, in the order in which one has what it needs from those before."""

OURS = re.compile(
    rb"\x1b\[(?!(?:\d+;)*8m)(?:\d+;)*\d*m|\x1b\[\?(?:25|1049)[lh]|\x1b\[(?:2K|1A|2J|J|K|\d+;1H)"
    rb"|\r(?=\x1b\[(?:1A|2K))"
)
"""Colours, but not the one that hides, and the codes of bars and of the player's screen."""

SECOND_LINE = re.compile(rb"^nightcue: error: run this", re.MULTILINE)


@pytest.fixture
def evil(folder, monkeypatch):
    """A folder with such a name, in which everything else has one too, is the working directory."""
    here = folder / NAME
    (here / "routines").mkdir(parents=True)
    for name, text in {
        NAME: ROUTINE,
        "mine": ROUTINE,
        "warned": WARNED,
        "rescue": RESCUE,
        f"{SEEN}x": "title: 1",
    }.items():
        (here / f"routines/{name}.yaml").write_text(text, encoding="utf-8")
    for number, text in enumerate(REFUSED):
        (here / f"routines/refused{number}.yaml").write_text(text, encoding="utf-8")
    (here / "programmes").mkdir()
    for name, text in {"evil": PROGRAMME, "refused": REFUSED_PROGRAMME, SEEN: "title: 1"}.items():
        (here / f"programmes/{name}.yaml").write_text(text, encoding="utf-8")
    (here / NAME).mkdir()
    (here / NAME / "sw.js").touch()
    soundfile.write(os.fsencode(here / NAME / f"{NAME}.wav"), np.zeros(9000), 22050, format="WAV")
    (here / NAME / f"stray{SEEN}.wav").write_bytes(b"no sound")
    (here / f"{NAME}.json").write_text(json.dumps({SEEN: 1, "nights": [{"date": SEEN}]}), encoding="utf-8")
    (here / f"{NAME}.md").write_text(f"# {WORDS}\n\n{WORDS} [pause {WORDS[:9]}] <{WORDS}>\n", encoding="utf-8")
    (here / f"{NAME}.ssml").write_text(f'<speak><x a="{WORDS}">{WORDS}</x></speak>', encoding="utf-8")
    quoted = '"' + WORDS.replace('"', '""') + '"'
    (here / "people.csv").write_text(f"id,name,voice\n17,{quoted},\n18,Ana,{quoted}\n", encoding="utf-8")
    (here / "ids.csv").write_text(f"id,name\n{quoted},Ana\n", encoding="utf-8")
    (here / "columns.csv").write_text(f"id,{quoted}\n17,Ana\n", encoding="utf-8")
    for kept in ("cache", "config", "data"):
        monkeypatch.setenv(f"NIGHTCUE_{kept.upper()}", str(here / f"{kept} {NAME}"))
    (here / f"config {NAME}").mkdir()
    (here / f"config {NAME}/voices.yaml").write_text(VOICES, encoding="utf-8")
    monkeypatch.setenv("NIGHTCUE_VOICES", str(here / NAME))
    monkeypatch.setenv("NIGHTCUE_SOUND", "null")
    monkeypatch.setenv("NIGHTCUE_READY", "yes")
    monkeypatch.chdir(here)
    return here


@contextmanager
def terminal():
    """A terminal of 100 columns: the end that is ours, and that of a program."""
    ours, its = pty.openpty()
    tty.setraw(its)
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    try:
        yield ours, its
    finally:
        os.close(ours)


@pytest.fixture
def python(evil, monkeypatch):
    """A Python whose stdout is a terminal, and which runs commands in that folder."""
    monkeypatch.setenv("TERM", "xterm-256color")
    with terminal() as (_, its):
        warmed = Warmed(stdout=its)
        os.close(its)
        with closing(warmed):
            yield warmed


def shown(python, words, limit=60):
    """All that a command writes on a terminal, byte for byte; what goes on is ended by Ctrl-C."""
    said = bytearray()
    with terminal() as (ours, its):
        python.start(words, [its, its, its])
        os.close(its)
        # what asks again and again takes no for an answer
        os.write(ours, b"q" if words[0] in ("play", "rescue") else b"\n" * 20 + b"no\n")
        too_long = Timer(limit, python.kill, [signal.SIGKILL])
        too_long.start()
        while part := read(ours):
            said += part
            if b"Ctrl-C stops" in said:
                python.kill(signal.SIGTERM)
        code = python.wait()
        too_long.cancel()
    assert code != -signal.SIGKILL, f"{words} did not end"
    return bytes(said)


def read(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that nobody writes any more
        return b""


def obeyed(said):
    """What a terminal would obey, hide or turn around in the bytes of a command."""
    text = OURS.sub(b"", said).decode("utf-8")
    return [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cs") and c not in "\n\t"]


@pytest.mark.long
def test_no_command_lets_a_text_be_obeyed(python):
    wrong, silent = [], []
    for name, ways in COMMANDS.items():
        all_said = [(words, shown(python, words)) for words in ways]
        for words, said in all_said:
            if (found := obeyed(said)) or b"Traceback" in said or SECOND_LINE.search(said):
                wrong.append((words, found, said))
        if not any(b"evil" in said for _, said in all_said):
            silent.append(name)
    assert wrong == []
    assert silent == []  # each had something to show


def test_every_command_is_started():
    assert {*names_of(nightcue)} == {*COMMANDS}
