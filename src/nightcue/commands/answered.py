"""Somebody's answer at the beginning of tonight's routine."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from nightcue.building.request import BuildRequest


def with_answer(request: BuildRequest) -> BuildRequest:
    """Return the request with the answer of whoever is told of the nights, where the routine is one before bed.

    Its track is good for tonight alone, so it is made elsewhere.
    """
    from nightcue.sharing.answer import answer_for

    if (answer := answer_for(datetime.now())) is None:
        return request
    from nightcue.diary.beginning import BEFORE_BED
    from nightcue.language.diagnostics import RoutineError
    from nightcue.language.reading import read_routine
    from nightcue.storage.paths import tonight_folder

    try:
        use = read_routine(request.routine, request.settings).use
    except RoutineError:  # it is told when the track is made
        return request
    if use != BEFORE_BED:
        return request
    # weeks of a programme are told apart by the name of their track, and programmes by its folder
    file = request.file and tonight_folder() / request.file.parent.name / request.file.name
    return replace(request, opening=answer.text, opening_recording=answer.recording, file=file, folder=tonight_folder())
