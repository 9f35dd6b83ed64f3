"""More tracks of a routine for the bedside page: its other form where the two differ, and its chapters for a feed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nightcue.building.request import BuildRequest


def in_the_other_form(request: BuildRequest) -> BuildRequest | None:
    """Return `request` for the form that it does not ask for, with its track in a folder of its own.

    None of a routine whose forms do not differ, and of a rescue, for which nobody chooses anything. Raises
    RoutineError.
    """
    from nightcue.building.forms import forms_of, other_than
    from nightcue.safety.rules.rescue import is_rescue

    forms = forms_of(request)
    if forms.other is None or is_rescue(forms.routine):
        return None
    folder = _folder_beside(request.folder, "other forms")
    return replace(request, detail=other_than(forms.detail), file=None, folder=folder)


def in_opus(request: BuildRequest) -> BuildRequest:
    """Return `request` for the same sound in Opus, in a folder of its own."""
    return replace(request, format="opus", file=None, folder=_folder_beside(request.file or request.folder, "Opus"))


def in_chapters(request: BuildRequest) -> BuildRequest:
    """Return `request` for a folder of chapters, in a folder of its own."""
    # the weeks of a programme are tracks of one routine, each called by its week
    folder = _folder_beside(request.file or request.folder, "chapters")
    return replace(request, split=True, file=None, folder=folder)


def _folder_beside(path: Path, of: str) -> Path:
    """Return where the other forms, or the chapters, of what is at `path` go: both have the same names."""
    from nightcue.storage.paths import page_tracks_folder

    said = f"the {of} of {path.absolute()}"
    return page_tracks_folder() / hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:16]
