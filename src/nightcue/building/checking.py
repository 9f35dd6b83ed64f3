"""All that is found in a routine, errors and warnings, with nothing made of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.building.compile import compile_routine
from nightcue.building.request import BuildRequest
from nightcue.debugging import log_place
from nightcue.language.diagnostics import DiagnosedError, Diagnostic, Span
from nightcue.language.library import alike, told_alike

if TYPE_CHECKING:
    from nightcue.progress import Progress


def check_routine(request: BuildRequest, progress: Progress | None = None) -> list[Diagnostic]:
    """Return what is wrong or unsafe in a routine, in the order of its file, and whether others are called like it.

    Its lines are spoken, since whether they fit depends on how long they last. Raises VoiceError.
    """
    try:
        found = list(compile_routine(request, progress).timeline.warnings)
    except DiagnosedError as error:
        log_place(error)
        found = error.diagnostics
    return [*found, *_alike(request.routine)]


def _alike(path: Path) -> list[Diagnostic]:
    told = [told_alike(paths) for paths in alike() if path in paths]
    return [Diagnostic(Span(path), "same-name", message, severity="warning") for message in told]
