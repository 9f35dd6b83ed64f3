"""Hearing a routine that is not saved: a line, some steps, or the whole, each as it will sound in the track."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.building.compile import Compiled
from nightcue.building.forms import Forms, forms_of
from nightcue.building.judging import judge, refuse_errors
from nightcue.building.options import request_for
from nightcue.building.speaking import Speaking
from nightcue.language.diagnostics import UNREVIEWED, DiagnosedError, Diagnostic
from nightcue.language.script import Cue, Line, Origin, Script
from nightcue.language.texts import Spoken, on_one_line
from nightcue.language.unsaved import unsaved
from nightcue.timeline.schedule import schedule
from nightcue.timeline.timeline import Event, KeptWindow, Timeline

if TYPE_CHECKING:
    from nightcue.building.request import BuildRequest
    from nightcue.progress import Progress


class NothingToHearError(Exception):
    """What was to be heard makes no sound, such as a chapter or a line that is empty."""


class Hearing:
    """Has the routine file at `path` spoken as its text is now, in its own voice.

    A line is heard also while something else in the text cannot be read: then the voice is that of the last text that
    could.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._forms: Forms | None = None

    def line(self, text: str, written: str, places: range, progress: Progress | None = None) -> Compiled:
        """Return what is said at a field of the routine `text`: `written`, which stands on the lines `places` of it.

        Its variables are filled in. Raises RoutineError where no text could be read yet, NothingToHearError, and
        VoiceError.
        """
        request = self._request()
        try:
            forms = self._read(text)
            said = _said_at(forms, self._path, places)
        except DiagnosedError:
            if self._forms is None:
                raise
            forms, said = self._forms, []
        said = said or ([on_one_line(written)] if any(sign.isalnum() for sign in written) else [])
        origin = Origin("steps", forms.routine.span)
        return _alone(request, forms, [Line(each, origin) for each in said], progress)

    def steps(self, text: str, names: Sequence[str], progress: Progress | None = None) -> Compiled:
        """Return the steps `names`, such as steps[4], of the routine `text`, with all that is inside them, once.

        Raises RoutineError, NothingToHearError and VoiceError.
        """
        forms = self._read(text)
        for script in filter(None, (forms.script, forms.other)):
            if cues := _cues_of(script, names):
                return _alone(self._request(), forms, cues, progress)
        raise NothingToHearError

    def whole(self, text: str, progress: Progress | None = None) -> Compiled:
        """Return the whole track of the routine `text`, also while nobody has read its texts yet.

        Raises RoutineError, also for what is unsafe, and VoiceError.
        """
        request, forms = self._request(), self._read(text)
        with unsaved({self._path: text}):
            judgement = judge(request, forms)
        _refuse_unsafe(judgement.findings)
        compiled = _compiled(request, forms, forms.script, progress)
        _refuse_unsafe(judgement.of_length(compiled.timeline.duration))
        return replace(compiled, fade_to=forms.routine.sound.fade_to)

    def warm_up(self, text: str) -> None:
        """Load the voice, so that a line is heard at once. Raises RoutineError and VoiceError."""
        forms = self._read(text)
        Speaking(self._request(), forms.profile, forms.routine, forms.script, waiting=True).warm_up()

    def _read(self, text: str) -> Forms:
        with unsaved({self._path: text}):
            self._forms = forms_of(self._request())
        return self._forms

    def _request(self) -> BuildRequest:
        return request_for(self._path)


def start_of(timeline: Timeline, names: Sequence[str]) -> float | None:
    """Return the second at which the first of the steps `names` begins; None where none of them is in it."""
    spans: list[Event | KeptWindow] = [*timeline.events, *timeline.windows]
    starts = [span.start for span in spans if any(_is_in(span.origin.step, name) for name in names)]
    return min(starts) / timeline.rate if starts else None


def _alone(request: BuildRequest, forms: Forms, cues: Sequence[Cue], progress: Progress | None) -> Compiled:
    """Return `cues` alone, from their first sound to their last. Raises NothingToHearError and VoiceError."""
    part = replace(forms.script, cues=tuple(cues), warnings=(), lead_in=Fraction(0))
    compiled = _compiled(request, forms, part, progress)
    timeline = compiled.timeline.without_last_gap()
    if not timeline.length:
        raise NothingToHearError
    return replace(compiled, timeline=timeline)


def _compiled(request: BuildRequest, forms: Forms, part: Script, progress: Progress | None) -> Compiled:
    """Return `part` of the routine, scheduled and spoken as in the track."""
    from nightcue.audio.clip import SAMPLE_RATE
    from nightcue.audio.mp3.frames import FRAME_SAMPLES
    from nightcue.building.clips import background_of

    # the voice is chosen for the whole routine: a card is not to be spoken by another one than the track
    every_line = replace(forms.script, cues=(*forms.script.cues, *part.cues))
    speaking = Speaking(request, forms.profile, forms.routine, every_line, waiting=True)
    spoken = speaking.clips_of(part, progress)
    timeline = schedule(part, lambda kind, text: len(spoken.clips[kind, text]), SAMPLE_RATE, FRAME_SAMPLES)
    sound = forms.routine.sound
    return Compiled(timeline, spoken.clips, spoken.voice, background_of(sound, timeline), floor=sound.floor)


def _refuse_unsafe(findings: Iterable[Diagnostic]) -> None:
    refuse_errors(found for found in findings if found.code != UNREVIEWED)


def _cues_of(script: Script, names: Sequence[str]) -> list[Cue]:
    """Return the cues of these steps the first time that they come; a step that is repeated comes again and again."""
    found: list[Cue] = []
    for cue in script.cues:
        if any(_is_in(cue.origin.step, name) for name in names):
            found.append(cue)
        elif found:
            break
    return found


def _is_in(step: str, name: str) -> bool:
    return step == name or step.startswith(f"{name}.")


def _said_at(forms: Forms, path: Path, places: range) -> list[str]:
    """Return every text that stands on these lines of the file, its variables filled in, in order and each once."""
    file = path.resolve()
    texts = [text for text in _texts_in(forms.routine) if text.span.line in places and text.span.path.resolve() == file]
    in_order = sorted(texts, key=lambda text: (text.span.line, text.span.column))
    return list(dict.fromkeys(str(text) for text in in_order))


def _texts_in(part: object) -> Iterator[Spoken]:
    """Yield every text of a routine, or of a part of it, that may be spoken or shown."""
    from pydantic import BaseModel

    if isinstance(part, Spoken):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _texts_in(getattr(part, name))
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _texts_in(each)
