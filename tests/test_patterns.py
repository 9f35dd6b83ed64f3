"""Patterns that are kept compiled: the same as Python's own, and none where what was kept is damaged or cannot be."""

import os
import re
import subprocess
import sys
from functools import partial, reduce
from itertools import chain, combinations
from operator import or_
from pathlib import Path

import pytest

from nightcue import patterns
from nightcue.safety.matching import LANGUAGES, vocabulary_of
from nightcue.safety.matching.notation import any_of, right_after, right_before
from nightcue.safety.saying import _written

ROUTINE = Path(__file__).parents[1] / "routines" / "rescue.yaml"


@pytest.fixture
def may_write(monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def kept(tmp_path, may_write):
    """What keeps patterns in a file of its own, anew each time it is asked for."""
    return lambda: patterns.Patterns(tmp_path / "here.patterns")


def expressions():
    for language in LANGUAGES:
        classes = vocabulary_of(language).classes
        for words in list(_written(language).values())[::4]:
            for made in (any_of, right_before, right_after):
                yield made(words, classes)._expression


def test_every_pattern_is_the_one_that_python_compiles(kept):
    first = kept()
    made = {each: first.pattern(each) for each in expressions()}
    first.table.write()
    second = kept()
    assert made
    for expression, pattern in made.items():
        assert second.table.get((expression, 0))
        assert pattern == re.compile(expression) == second.pattern(expression)


def test_names_of_groups_are_kept(kept):
    first = kept()
    first.pattern("(?i)(?P<leg>left|right) (foot|leg)")
    first.table.write()
    match = kept().pattern("(?i)(?P<leg>left|right) (foot|leg)").search("the LEFT foot")
    assert match["leg"] == "LEFT"
    assert match.lastindex == 2
    assert match.groups() == ("LEFT", "foot")


FLAGS = [re.IGNORECASE, re.DOTALL, re.MULTILINE, re.ASCII, re.VERBOSE]


@pytest.mark.parametrize("flags", list(chain.from_iterable(combinations(FLAGS, number) for number in range(6))))
def test_flags_are_kept(kept, flags):
    asked = reduce(or_, flags, re.NOFLAG)
    first = kept()
    expression = r"^(\w+) .é # of (?i:Two)"
    made = first.pattern(expression, int(asked))
    first.table.write()
    assert re.compile(expression, asked) == made == kept().pattern(expression, int(asked))


@pytest.mark.parametrize("spoil", [lambda kept: kept[:-1], lambda kept: kept[:40] + b"x" + kept[41:], lambda _: b""])
def test_what_is_damaged_is_not_used(kept, tmp_path, spoil):
    first = kept()
    first.pattern("left|right")
    first.table.write()
    file = tmp_path / "here.patterns"
    file.write_bytes(spoil(file.read_bytes()))
    assert kept().table.get(("left|right", 0)) is None
    assert kept().pattern("left|right").search("the right leg")[0] == "right"


def test_two_programs_keep_what_both_used(kept):
    one, other = kept(), kept()
    one.pattern("left")
    other.pattern("right")
    one.table.write()
    other.table.write()
    assert all(kept().table.get((each, 0)) for each in ("left", "right"))


def test_a_routine_is_judged_the_same_from_what_is_kept(tmp_path):
    text = ROUTINE.read_text().replace("steps:", "steps:\n  - say: Sleep in the boots tonight.\n", 1)
    mine = tmp_path / "mine.yaml"
    mine.write_text(text)
    command = [sys.executable, "-X", f"pycache_prefix={tmp_path}", "-m", "nightcue", "check", "mine.yaml"]
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    once = partial(subprocess.run, command, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False)
    runs = [once() for _ in range(2)]
    assert list(tmp_path.rglob("*.patterns"))
    assert runs[0].returncode == runs[1].returncode == 1
    assert runs[0].stdout == runs[1].stdout
    assert "Sleep in the boots" in runs[0].stdout + runs[0].stderr


def test_where_nothing_can_be_kept_patterns_are_compiled(monkeypatch):
    monkeypatch.setattr(patterns, "import_module", lambda name: (_ for _ in ()).throw(ImportError(name)))
    patterns._kept.cache_clear()
    try:
        assert patterns.compiled("left|right").search("the right leg")[0] == "right"
    finally:
        patterns._kept.cache_clear()
