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


def with_steps_that_only_say_so(folder, failing=""):
    """Run all steps of a copy in which each says its name and ends, or fails."""
    code = (ROOT / ".ci/run").read_text(encoding="utf-8")
    names = re.findall(r"^(\w+) ", run("--list").stdout, re.MULTILINE)
    every = [*names, "dev", "tools"]
    steps = [f"{name}() {{ echo 'did {name}'; {'false' if name == failing else 'true'}; }}" for name in every]
    (folder / ".ci").mkdir()
    copy = folder / ".ci/run"
    copy.write_text(code.replace('if [ "${1:-}" = --list ]', "\n".join(steps) + '\nif [ "${1:-}" = --list ]', 1))
    copy.chmod(0o755)
    done = subprocess.run([copy], capture_output=True, text=True)
    return done.returncode, re.findall(r"^did (\w+)$", done.stdout, re.MULTILINE), names


def test_all_of_them_are_run_once_in_three_rows(tmp_path):
    code, did, names = with_steps_that_only_say_so(tmp_path)
    assert code == 0
    assert sorted(did) == sorted([*names, "dev", "tools"])


@pytest.mark.parametrize("failing", ["tests", "types", "bare", "oldest", "pythons"])
def test_a_step_that_fails_fails_the_run_and_what_was_printed_is_there(tmp_path, failing):
    code, did, _ = with_steps_that_only_say_so(tmp_path, failing)
    assert code == 1
    assert failing in did
