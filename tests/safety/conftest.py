"""Judging a routine written as text, through the real reader, and reading diagnostics short."""

import pytest

from judging import run_rules
from nightcue.language.diagnostics import DiagnosedError
from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll
from nightcue.safety.profile import parse_profile
from nightcue.safety.rule import Context


@pytest.fixture
def judged(tmp_path):
    """What the rules find in a routine's text; `parts` are files beside it, by name."""

    def judge_text(text, settings=(), *, parts=(), name="mine", allow=(), **profile):
        for part, content in dict(parts).items():
            (tmp_path / part).write_text(content, encoding="utf-8")
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        routine = read_routine(path, dict(settings))
        script = unroll(routine)
        return run_rules(Context(routine, script, script.about_seconds(), parse_profile(profile)), allow)

    return judge_text


@pytest.fixture
def codes(judged):
    """The codes of what the rules find, each once."""
    return lambda *words, **more: {problem.code for problem in judged(*words, **more)}


@pytest.fixture
def refusals():
    """The diagnostics of a call that must be refused."""

    def call(function, *words, **more):
        with pytest.raises(DiagnosedError) as caught:
            function(*words, **more)
        return caught.value.diagnostics

    return call
