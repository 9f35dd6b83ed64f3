"""The tracks of a programme: one for all weeks that are the same, and where each goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nightcue.building.options import request_for
from nightcue.building.request import OUTPUT_FOLDER, BuildRequest
from nightcue.programme.programme import Programme, Week
from nightcue.storage.targets import is_folder

_OF_WEEKS = re.compile(r"week(-\d+)+")


@dataclass(frozen=True)
class ProgrammeTrack:
    """The track of `weeks`, which are the same, and its request."""

    weeks: tuple[Week, ...]
    request: BuildRequest


def tracks_of(
    programme: Programme, folder: Path | None = None, format: str = "mp3", **asked: Any
) -> list[ProgrammeTrack]:
    """Return the tracks of a programme, in the order of the first week of each.

    They go to `folder`, or else to audio_out/NAME.LANG. What is `asked` is what `request_for` takes beside the routine
    and its settings. Raises OptionError for what cannot be.
    """
    where = folder or OUTPUT_FOLDER / f"{programme.name}.{programme.language}"
    # a name that nobody gave is ours
    overwrite = asked.pop("overwrite", False) or folder is None
    return [
        ProgrammeTrack(
            weeks,
            request_for(
                weeks[0].routine,
                settings=weeks[0].settings,
                format=format,
                output=where / f"{name_of(weeks, programme)}.{format}",
                overwrite=overwrite,
                **asked,
            ),
        )
        for weeks in programme.weeks_by_track()
    ]


def name_of(weeks: Sequence[Week], programme: Programme) -> str:
    """Return the name of the track of these weeks, such as week-1-2; names sort as the weeks do."""
    digits = len(str(len(programme.weeks)))
    return "-".join(["week", *(f"{week.number:0{digits}}" for week in weeks)])


def left_over(tracks: Sequence[ProgrammeTrack]) -> list[Path]:
    """Return the files beside the tracks that have names of weeks, as a build of the programme as it was left them."""
    made = {track.request.file for track in tracks}
    folders = dict.fromkeys(path.parent for path in made if path and is_folder(path.parent))
    there = sorted(path for folder in folders for path in folder.iterdir())
    endings = {path.suffix for path in made if path}
    return [path for path in there if _OF_WEEKS.fullmatch(path.stem) and path.suffix in endings and path not in made]
