"""Whatever happens to the diary, no night is lost, doubled or torn: a few rounds of benchmarks/diary_faults.py."""

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import diary_faults

pytestmark = [pytest.mark.once, pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")]


def test_killed_while_it_is_written(tmp_path):
    tally = diary_faults.killed_while_writing(tmp_path, 10, random.Random(3))
    assert tally["kills"] == 10
    assert not any(tally[what] for what in ("lost", "doubled", "torn")), tally


def test_an_import_that_is_killed_has_taken_all_or_nothing(tmp_path):
    tally = diary_faults.killed_while_importing(tmp_path, 4, random.Random(3))
    assert tally["all"] + tally["nothing"] == 4


def test_damage_is_told_or_does_no_harm_and_is_never_a_traceback(tmp_path):
    tally = diary_faults.damaged(tmp_path, 30, random.Random(3))
    assert tally["said to be damaged"]
    assert not tally["and changed all the same"]
