"""docs/handing-over: what runs nightcue by itself is read by its tools, and starts a command that is there."""

from __future__ import annotations

import json
import os
import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nightcue.commands import COMMANDS, nightcue

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
UNITS = ROOT / "docs/handing-over"
CONTAINER = (UNITS / "Containerfile").read_text(encoding="utf-8")
SERVE = ["serve", "--lan"]


def is_a_command(words):
    name, *options = words
    known = {option for parameter in nightcue.get_command(None, name).params for option in parameter.opts}
    return name in COMMANDS and known.issuperset(options)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_takes_the_unit(folder):
    program = folder / ".local/bin/nightcue"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    verified = subprocess.run(
        ["systemd-analyze", "--user", "--man=no", "verify", str(UNITS / "nightcue.service")],
        capture_output=True,
        text=True,
        env=os.environ | {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)},
        timeout=60,
    )
    assert (verified.returncode, verified.stderr) == (0, "")


def test_the_unit_starts_a_command_that_is_there():
    unit = (UNITS / "nightcue.service").read_text(encoding="utf-8")
    started = re.search(r"^ExecStart=%h/\.local/bin/nightcue (.+)$", unit, re.MULTILINE)
    assert started[1].split() == SERVE
    assert is_a_command(SERVE)


def test_launchd_has_a_list_of_properties_that_starts_the_same():
    said = plistlib.loads((UNITS / "nightcue.serve.plist").read_bytes())
    home = "/Users/NAME"
    assert said["ProgramArguments"] == [f"{home}/.local/bin/nightcue", *SERVE]
    assert said["Label"] == "nightcue.serve"
    assert (said["RunAtLoad"], said["KeepAlive"]) == (True, {"SuccessfulExit": False})
    assert said["Umask"] == 0o077
    assert {said[key] for key in ("StandardOutPath", "StandardErrorPath")} == {f"{home}/Library/Logs/nightcue.log"}


def instructions():
    whole = re.sub(r"\\\n\s*", "", CONTAINER)
    lines = [line for line in whole.splitlines() if line and not line.startswith("#")]
    return [line.split(" ", 1) for line in lines]


def test_the_containerfile_has_only_instructions_that_there_are_and_runs_a_command():
    assert {name for name, _ in instructions()} == {
        "FROM", "WORKDIR", "COPY", "RUN", "USER", "VOLUME", "ENTRYPOINT", "CMD"
    }  # fmt: skip
    said = dict(instructions())
    assert [*json.loads(said["ENTRYPOINT"]), *json.loads(said["CMD"])] == ["nightcue", *SERVE]
    assert said["USER"] == "listener"


def test_what_the_containerfile_copies_is_enough_for_the_wheel(tmp_path):
    source = tmp_path / "source"
    for name, given in instructions():
        if name == "COPY":
            *froms, to = given.split()
            for each in froms:
                here, there = ROOT / each, source / to
                if here.is_dir():
                    shutil.copytree(here, there, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    there = there / here.name if to.endswith("/") else there
                    there.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(here, there)
    making = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    made = subprocess.run(making, cwd=source, capture_output=True, text=True, timeout=300)
    assert made.returncode == 0, made.stderr
    assert len([*tmp_path.glob("*.whl")]) == 1


def test_the_page_names_each_of_them():
    page = (ROOT / "docs/handing-over.md").read_text(encoding="utf-8")
    assert all(f"handing-over/{path.name}" in page for path in UNITS.iterdir())
