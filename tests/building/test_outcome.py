"""What workers answer with: an outcome or an error is the same, and reads the same, when it has been JSON."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from nightcue.audio.errors import OutputError
from nightcue.building.outcome import BuildOutcome, failure_as_json, failure_from_json
from nightcue.language.diagnostics import Diagnostic, RoutineError, Span
from nightcue.voices.voice import UnknownVoiceError, VoiceError

FOUND = Diagnostic(
    Span(Path("caf\udce9.yaml"), 2, 5, "  - sya: x"), "unknown-step", "no such step", "did you mean 'say'?"
)


def through_json(said):
    return json.loads(json.dumps(said))


def test_an_outcome():
    outcome = BuildOutcome(
        (Path("a.mp3"), Path("a.lrc")), 12.5, "made", 0.3, "a note", (FOUND,), (Path("a.vtt"),), (Path("a.yaml"),)
    )
    back = BuildOutcome.from_json(through_json(outcome.as_json()))
    assert back == outcome
    assert str(back.warnings[0]) == str(FOUND)


@pytest.mark.parametrize(
    "error",
    [
        RoutineError([FOUND]),
        VoiceError("it could not speak; try another"),
        UnknownVoiceError("there is no voice 'x'"),
        OutputError("cannot write x"),
        OSError(errno.ENOSPC, "No space left on device", "/x"),
        RuntimeError("can't start new thread"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_of_a_build(error):
    back = failure_from_json(through_json(failure_as_json(error)))
    assert (type(back), str(back), vars(back)) == (type(error), str(error), vars(error))


@pytest.mark.parametrize("error", [KeyError("x"), RuntimeError("a bug"), RecursionError()])
def test_a_bug_is_none(error):
    assert failure_as_json(error) is None
