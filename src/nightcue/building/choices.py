"""What a person chose when a track was built, kept so that the bedside page has it so too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nightcue.building.outcome import BuildOutcome
from nightcue.building.request import BuildRequest
from nightcue.storage.disk_cache import DiskCache, key_of
from nightcue.storage.paths import choices_folder

_NONE: dict[str, Any] = {
    "settings": {}, "voice": None, "allow": [], "cleared_by": None, "recordings": None, "detail": None,
}  # fmt: skip
"""Every choice that changes what a track holds, as it is where nothing was said."""


def keep_choices(request: BuildRequest, outcome: BuildOutcome) -> None:
    """Keep what was chosen for the track of `outcome`; where it cannot be kept, do nothing."""
    if request.split:
        return
    said = {name: request.as_json()[name] for name in _NONE}
    if request.recordings is not None:
        said["recordings"] = str(request.recordings.absolute())
    if said != choices_of(outcome.track):
        _store().store(key_of(outcome.track), json.dumps(said).encode())


def choices_of(track: Path) -> dict[str, Any]:
    """Return what was chosen when `track` was built last, as fields of a request; nothing of one that is gone."""
    kept = _store().load(key_of(track)) if track.is_file() else None
    try:
        said = json.loads(kept) if kept else {}
    except ValueError:
        said = {}
    return _NONE | said if isinstance(said, dict) and said.keys() <= _NONE.keys() else dict(_NONE)


def with_choices(kept: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Return what was chosen before with what is `asked` now on top; None and an empty value ask for nothing."""
    new = {name: value for name, value in asked.items() if value}
    return {**kept, **new, "settings": {**kept["settings"], **asked.get("settings", {})}}


def _store() -> DiskCache:
    return DiskCache(choices_folder(), "json")
