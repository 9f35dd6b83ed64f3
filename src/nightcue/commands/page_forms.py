"""The second form of a routine for the bedside page: one more track, where its two forms differ."""

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
    return replace(request, detail=other_than(forms.detail), file=None, folder=_folder_beside(request.folder))


def _folder_beside(folder: Path) -> Path:
    """Return where the other forms of the tracks in `folder` go: both forms have the same file name."""
    from nightcue.storage.paths import page_tracks_folder

    said = f"the other forms of {folder.absolute()}"
    return page_tracks_folder() / hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:16]
