"""Keeping the rescue track ready after a build, and telling of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.building.outcome import BuildOutcome
    from nightcue.building.request import BuildRequest


def keep_rescue_ready(paths: Iterable[Path] = ()) -> None:
    """Make the rescue track ready, if one's own or one's profile asks for another than the shipped one.

    `paths` are the routines that were just built. What is wrong is said, and no more. NIGHTCUE_READY=no leaves it: for
    whoever builds many tracks with a fresh cache for each.
    """
    if os.environ.get("NIGHTCUE_READY") == "no":
        return
    from nightcue.building.rescue_cache import keep_ready

    try:
        kept = keep_ready(paths, _built)
    except Exception as error:
        from nightcue.commands.exit_codes import exit_code, explain

        if exit_code(error) is None:
            raise
        tell("note: the rescue track could not be made ready:", err=True)
        explain(error)
    else:
        if kept and kept.note:
            tell(f"note: {kept.note}", err=True)


def _built(request: BuildRequest) -> BuildOutcome:
    from nightcue.commands.outcomes import built_quietly

    tell("making your rescue ready too", err=True)
    return built_quietly(request)
