"""Build manifests: what a track was made from, so that a build with nothing new can end at once.

A manifest is kept under the fingerprint of its request. It has every file and folder that was read and every file that
was made, each with what was in it. If all of that still agrees, there is nothing to do. Nothing slow is imported here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nightcue.building.program import program
from nightcue.building.request import BuildRequest
from nightcue.debugging import log
from nightcue.grounds import is_tidied, rests_on_ends, rests_on_states
from nightcue.storage.atomic_file import remove_abandoned
from nightcue.storage.disk_cache import DiskCache
from nightcue.storage.paths import cached, config_folder, voices_folder
from nightcue.storage.states import state_of


@dataclass(frozen=True)
class BuildManifest:
    """`target` is the path of the track or of the playlist of its chapters; `made` every file, with what it must hold.

    `inputs` is each path that was read, with what was there, `program` the version of nightcue and its packages,
    `seconds` how long the track plays, `note` the note about its voice, and `warnings` the routine's warnings as JSON.
    """

    target: str
    made: dict[str, str]
    seconds: float
    inputs: dict[str, str]
    program: str
    note: str | None
    warnings: tuple[dict[str, Any], ...] = ()


def made_before(request: BuildRequest) -> frozenset[Path]:
    """Return the files that the last build of the same request made, whatever has become of them since."""
    try:
        return frozenset(map(Path, json.loads(_store().load(kept_under(request)) or b"{}")["made"]))
    except (ValueError, TypeError, KeyError):  # none is known, or it was kept by another version
        return frozenset()


def recall(request: BuildRequest) -> BuildManifest | None:
    """Return the manifest of the last build of the same request, if nothing in it has changed since.

    What a killed build left beside its track goes, as it does when a track is written.
    """
    kept = _store().load(kept_under(request))
    if kept is None:
        log("%s is made: no track of it is known that was made like this", request.routine)
        return None
    try:
        manifest = BuildManifest(**json.loads(kept))
    except (ValueError, TypeError):  # kept by another version
        return None
    if manifest.program != program():
        log("%s is made again: nightcue has changed, or a package beside it", request.routine)
        return None
    before = [*manifest.inputs.items(), *manifest.made.items()]
    if changed := next((path for path, state in before if state_of(path) != state), None):
        log("%s is made again: %s has changed", request.routine, changed)
        return None
    rests_on_states(dict(before))
    rests_on_ends(manifest.made)
    for path in map(Path, manifest.made):
        is_tidied(path.parent)
        remove_abandoned(path.parent, path.name)
    if len(manifest.made) > 1:
        from nightcue.storage.atomic_folder import remove_abandoned_folders

        folder = Path(manifest.target).parent
        is_tidied(folder.parent)
        remove_abandoned_folders(folder.parent, folder.name)
    return manifest


def remember(request: BuildRequest, manifest: BuildManifest) -> None:
    """Keep the manifest of a build, in place of the last one like it."""
    _store().store(kept_under(request), json.dumps(vars(manifest)).encode())


def states(paths: Iterable[Path]) -> dict[str, str]:
    """Return what is at each path now: the content of a file, the names, sizes and times in a folder, or nothing."""
    return {str(path.absolute()): state_of(str(path)) for path in paths}


def held(paths: Iterable[Path]) -> dict[str, str]:
    """Return the digests of files that were made: of all bytes, for a disk may lose some and keep the time."""
    return {str(path): state_of(str(path)) for path in paths}


def changed_since(paths: Iterable[Path], moment: int) -> bool:
    """Return whether any of these was written after `moment`, in nanoseconds, and may differ from what was read."""
    try:
        return any(path.exists() and path.stat().st_mtime_ns >= moment for path in paths)
    except OSError:
        return True


def _store() -> DiskCache:
    return DiskCache(cached("recipes"), "json")


def kept_under(request: BuildRequest) -> str:
    """Return the key of what is kept of a request that is made here, with these voices and settings."""
    parts = [request.fingerprint(), str(Path.cwd()), str(voices_folder()), str(config_folder())]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
