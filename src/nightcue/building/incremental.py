"""Making one track, or leaving it as it is where nothing has changed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.building.outcome import BuildOutcome, diagnostics_as_json, diagnostics_from_json
from nightcue.building.request import BuildRequest
from nightcue.grounds import end

if TYPE_CHECKING:
    from nightcue.building.compile import Compiled, Early
    from nightcue.language.script import Script
    from nightcue.progress import Progress
    from nightcue.timeline.timeline import Timeline


def build_track(request: BuildRequest) -> BuildOutcome:
    """Make what is asked for, where anything has changed since it was made.

    Raises RoutineError, VoiceError and OutputError.
    """
    return unchanged(request) or make(request)


def unchanged(request: BuildRequest) -> BuildOutcome | None:
    """Return what an earlier build made of the same request, if nothing has changed since; loads nothing slow."""
    from nightcue.building.fingerprint import recall

    manifest = None if request.force else recall(request)
    if manifest is None:
        return None
    files, looked_at = (tuple(map(Path, paths)) for paths in (manifest.made, manifest.inputs))
    warnings = tuple(diagnostics_from_json(manifest.warnings))  # they are to be seen again
    return BuildOutcome(
        files, manifest.seconds, "unchanged", note=manifest.note, warnings=warnings, looked_at=looked_at
    )


def make(request: BuildRequest, progress: Progress | None = None, early: Early | None = None) -> BuildOutcome:
    """Make what is asked for, whether anything has changed or not; `early` is that of `compile_routine`.

    Raises RoutineError, VoiceError and OutputError.
    """
    from nightcue.building.compile import compile_routine
    from nightcue.building.outputs.sidecars import outdated

    end()  # what is made is not made every time, and takes long to note
    began, started = time.monotonic(), time.time_ns()
    compiled = compile_routine(request, progress, lambda script, read: _foresee(request, script, read), early)
    files = _write(request, compiled, progress)
    timeline, took = compiled.timeline, time.monotonic() - began
    others = () if request.split else tuple(outdated(compiled, files))
    outcome = BuildOutcome(
        tuple(files), timeline.duration, "made", took, compiled.note, timeline.warnings, others, compiled.looked_at
    )
    _remember(request, outcome, started)
    return outcome


def track_path(request: BuildRequest, named: Script | Timeline) -> Path:
    """Return where the track goes that is made of `named`; of a folder of chapters it is the name, with an ending."""
    from nightcue.building.outputs.track import output_path

    return request.file or output_path(named, request.folder, request.format)


def _foresee(request: BuildRequest, script: Script, read: tuple[Path, ...]) -> None:
    """Raise OutputError when what is to be written may not be; nothing is spoken for it then."""
    from nightcue.building.outputs.sidecars import see_targets

    track = track_path(request, script)
    if request.split:
        from nightcue.building.fingerprint import made_before
        from nightcue.building.outputs.chapters import see_folder

        known = made_before(request)
        see_folder(track.with_suffix(""), script, request.format, request.beside, read, request.overwrite, known)
        return
    see_targets([track, *(track.with_suffix(f".{kind}") for kind in request.beside)], read, request.overwrite)


def _write(request: BuildRequest, compiled: Compiled, progress: Progress | None) -> list[Path]:
    """Write all that is wanted; returns the files, first the track or the playlist of its chapters."""
    track = track_path(request, compiled.timeline)
    if request.split:
        from nightcue.building.outputs.chapters import write_chapters

        return write_chapters(compiled, track.with_suffix(""), request.format, request.beside, progress)
    from nightcue.building.outputs.sidecars import write_alongside
    from nightcue.building.outputs.track import write_track

    write_track(compiled, track, request.format, progress)
    return [track, *write_alongside(compiled, track, request.beside)]


def _remember(request: BuildRequest, outcome: BuildOutcome, started: int) -> None:
    from nightcue.building.fingerprint import BuildManifest, changed_since, held, remember, states
    from nightcue.building.program import program

    found = states(outcome.looked_at)
    # asked after `found`: what was written since the start may not be what was read
    if not changed_since(outcome.looked_at, started):
        target, made = str(outcome.track), held(outcome.files)
        warnings = tuple(diagnostics_as_json(outcome.warnings))
        remember(request, BuildManifest(target, made, outcome.seconds, found, program(), outcome.note, warnings))
