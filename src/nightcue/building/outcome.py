"""The outcome of a build: the files that were made, or the error; both also as JSON, for worker processes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from nightcue.language.diagnostics import DamagedFileError, DiagnosedError, Diagnostic, RoutineError, Span


@dataclass(frozen=True)
class BuildOutcome:
    """What a request came to.

    `files` are those of the request, first the track or the playlist of its chapters; `seconds` is how long the track
    plays. They were `made`, which took `took` seconds, or are `unchanged` since an earlier build. `note` is what a
    person should know of the voice, `warnings` what was found in the routine. `outdated` are words beside the track
    that are not its own any more. `looked_at` is every file and folder that the track depends on.
    """

    files: tuple[Path, ...]
    seconds: float
    how: Literal["made", "unchanged"]
    took: float = 0.0
    note: str | None = None
    warnings: tuple[Diagnostic, ...] = ()
    outdated: tuple[Path, ...] = ()
    looked_at: tuple[Path, ...] = ()

    @property
    def track(self) -> Path:
        """The track, or the playlist of its chapters."""
        return self.files[0]

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as JSON has it, with every path as text."""
        paths = {name: [*map(str, getattr(self, name))] for name in ("files", "outdated", "looked_at")}
        return vars(self) | paths | {"warnings": diagnostics_as_json(self.warnings)}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """Return the outcome that `as_json` gave."""
        paths = {name: tuple(map(Path, said[name])) for name in ("files", "outdated", "looked_at")}
        return cls(**{**said, **paths, "warnings": tuple(diagnostics_from_json(said["warnings"]))})


class WorkerEndedError(Exception):
    """The process that was to make a track has ended; the message names the routine and says what to do."""


def failure_as_json(error: Exception) -> dict[str, Any] | None:
    """Return what `failure_from_json` makes the error of again; None where it is of no kind that a build raises."""
    if isinstance(error, DiagnosedError):
        kind = RoutineError if isinstance(error, RoutineError) else DamagedFileError
        return {"kind": kind.__name__, "diagnostics": diagnostics_as_json(error.diagnostics)}
    if isinstance(error, OSError):
        return {"kind": "OSError", "errno": error.errno, "why": error.strerror, "file": error.filename}
    name = next((name for name, kind in _kinds().items() if isinstance(error, kind)), None)
    if name == "RuntimeError" and "new thread" not in str(error):  # a bug, which is none of the others
        return None
    return {"kind": name, "message": str(error)} if name else None


def failure_from_json(said: Mapping[str, Any]) -> Exception:
    """Return the error that `failure_as_json` was given, with all that a person is told of it."""
    if kind := {each.__name__: each for each in (RoutineError, DamagedFileError)}.get(said["kind"]):
        return kind(diagnostics_from_json(said["diagnostics"]))
    if said["kind"] == "OSError":
        return OSError(said["errno"], said["why"], said["file"])
    return _kinds()[said["kind"]](said["message"])


def _kinds() -> dict[str, type[Exception]]:
    """Return the errors that are their message and no more; one that is a case of another comes first."""
    from nightcue.audio.errors import OutputError
    from nightcue.voices.voice import AbsentVoiceError, UnknownVoiceError, VoiceError

    # the last is what Python raises where the system gives it no more threads
    return {
        kind.__name__: kind for kind in (AbsentVoiceError, UnknownVoiceError, VoiceError, OutputError, RuntimeError)
    }


def diagnostics_as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return each diagnostic as JSON has it, its path as text."""
    return [{**vars(each), "span": {**vars(each.span), "path": str(each.span.path)}} for each in diagnostics]


def diagnostics_from_json(said: Iterable[Mapping[str, Any]]) -> list[Diagnostic]:
    """Return the diagnostics that `diagnostics_as_json` gave."""
    return [Diagnostic(**{**each, "span": _span_from_json(each["span"])}) for each in said]


def _span_from_json(said: Mapping[str, Any]) -> Span:
    return Span(**{**said, "path": Path(said["path"])})
