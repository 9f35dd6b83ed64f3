"""Routine files made from text, and short ways to say what was read from them and what was wrong with them."""

import pytest

from nightcue.language.diagnostics import RoutineError
from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll
from nightcue.language.script import Chapter, Chime, Line, Recording
from surviving import is_shown_well


@pytest.fixture
def write(tmp_path):
    """Write files below one folder, by name; the path of the first comes back."""

    def call(**files):
        paths = []
        for name, content in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(path)
        return paths[0]

    return call


@pytest.fixture
def script(write):
    """The script of a routine given as text, with the files it includes."""
    return lambda text, settings=None, **files: unroll(read_routine(write(routine=text, **files), settings))


@pytest.fixture
def steps(script):
    """What steps, given as YAML, unroll into, each cue in short; the signals of holds and sessions left out."""
    return lambda yaml, head="", **files: in_short(script(f"title: T\n{head}steps:\n{yaml}", **files))


def in_short(script):
    return [_short(cue) for cue in script.cues if not getattr(cue, "ends_window", False)]


def _short(cue):
    match cue:
        case Line():
            return cue.text
        case Chapter():
            return "chapter", cue.title
        case Chime():
            return "chime", cue.name
        case Recording():
            return "audio", cue.path.name
    return cue.kind, cue.seconds


@pytest.fixture
def inside(script):
    """What is said inside the only window with words that steps, given as YAML, have."""

    def call(yaml, head=""):
        (window,) = [cue for cue in script(f"title: T\n{head}steps:\n{yaml}").cues if getattr(cue, "spoken", ())]
        return [(cue.rank.name, cue.anchor, cue.offset, cue.text) for cue in window.spoken]

    return call


@pytest.fixture
def problems(write):
    """Everything that is wrong with a routine given as text, each problem shown as it has to be."""

    def call(text, settings=None, **files):
        return problems_of(write(routine=text, **files), settings)

    return call


@pytest.fixture
def told(problems):
    """The problems in short: code, line and column."""
    return lambda text, settings=None, **files: [
        (p.code, p.span.line, p.span.column) for p in problems(text, settings, **files)
    ]


def problems_of(path, settings=None):
    with pytest.raises(RoutineError) as error:
        unroll(read_routine(path, settings))
    for problem in error.value.diagnostics:
        is_shown_well(problem)
    return error.value.diagnostics


@pytest.fixture(name="problems_of")
def _problems_of():
    return problems_of


@pytest.fixture(name="is_shown_well")
def _is_shown_well():
    return is_shown_well
