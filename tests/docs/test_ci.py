""".ci/run: its steps, by name."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it is a program of bash")

ROOT = Path(__file__).parents[2]


def run(*words):
    return subprocess.run([ROOT / ".ci/run", *words], capture_output=True, text=True)


def test_every_step_that_is_listed_is_there():
    listed = re.findall(r"^(\w+) ", run("--list").stdout, re.MULTILINE)
    assert {"tests", "lint", "types", "layers", "bytes"} <= set(listed)
    code = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert all(f"\n{step}() {{\n" in code for step in listed)


def test_a_step_that_there_is_not_is_told_before_anything_is_run():
    done = run("lint", "tpyes")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no step 'tpyes'; there are: tests, lint" in done.stderr
