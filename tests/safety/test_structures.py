"""Whole routines that are unsafe in structure, and near misses that are safe.

They were written before any rule was tried on them. Those in heldout.txt were not looked at while the rules were made.
"""

import math
from pathlib import Path

import pytest

from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll
from nightcue.safety.checker import run_script_rules
from nightcue.safety.profile import Profile
from nightcue.safety.rule import Context

FOLDER = Path(__file__).parent / "structures"


def routines(kind):
    return [pytest.param(path, id=path.stem) for path in sorted((FOLDER / kind).glob("*.yaml"))]


def errors(path):
    routine = read_routine(path, {})
    found = run_script_rules(Context(routine, unroll(routine), math.nan, Profile()))
    return [problem for problem in found if problem.severity == "error"]


@pytest.mark.parametrize("path", routines("unsafe"))
def test_what_is_unsafe_is_refused_with_a_place_a_fact_and_a_way_out(path):
    found = errors(path)
    assert found
    for problem in found:
        assert problem.span.line >= 1
        assert "(fact " in problem.message
        assert problem.hint


@pytest.mark.parametrize("path", routines("safe"))
def test_what_is_safe_is_not(path):
    assert [str(problem) for problem in errors(path)] == []


def test_every_name_that_was_held_out_is_there():
    names = (FOLDER / "heldout.txt").read_text(encoding="utf-8").split()
    assert [name for name in names if not (FOLDER / f"{name}.yaml").is_file()] == []
