"""Finding all errors and warnings of a routine, without a track and with as little speech as possible."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.building.compile import every_input
from nightcue.building.forms import Forms, forms_of, other_than
from nightcue.building.judging import judge, refuse_errors
from nightcue.building.longest import ENGINES, close_windows, longest
from nightcue.building.request import BuildRequest
from nightcue.building.speaking import Speaking
from nightcue.debugging import log_place
from nightcue.language.diagnostics import DiagnosedError, Diagnostic, Span, in_file_order
from nightcue.language.library import alike, routine_folders, told_alike
from nightcue.language.script import Line, Script
from nightcue.timeline.schedule import schedule

if TYPE_CHECKING:
    from nightcue.building.clips import Clips
    from nightcue.progress import Progress
    from nightcue.timeline.timeline import EventKind


@dataclass(frozen=True)
class Checked:
    """What was found in a routine, and every file and folder that it follows from; none where it could not be read."""

    problems: list[Diagnostic]
    looked_at: tuple[Path, ...] = ()


def check_routine(request: BuildRequest, progress: Progress | None = None) -> list[Diagnostic]:
    """Return what is wrong or unsafe in either form of a routine, in file order, and whether others have its name.

    A line is spoken only if it may be too long for its window. Raises VoiceError.
    """
    return look_over(request, progress).problems


def look_over(request: BuildRequest, progress: Progress | None = None) -> Checked:
    """Do the same, and say what was looked at. Raises VoiceError."""
    looked_at: tuple[Path, ...] = ()
    try:
        forms = forms_of(request)
        looked_at = (*every_input(request, forms.routine), *routine_folders())
        found = _found_in_both(request, forms, progress)
    except DiagnosedError as error:
        log_place(error)
        found = error.diagnostics
    return Checked([*found, *_alike(request.routine)], looked_at)


def _found_in_both(request: BuildRequest, forms: Forms, progress: Progress | None) -> list[Diagnostic]:
    found = _found(request, forms, progress)
    if forms.other is None:
        return found
    known = {(each.code, each.span) for each in found}
    again = replace(request, detail=other_than(forms.detail))
    others = _found(again, replace(forms, script=forms.other, other=None), progress)
    return in_file_order([*found, *(each for each in others if (each.code, each.span) not in known)])


def _found(request: BuildRequest, forms: Forms, progress: Progress | None) -> list[Diagnostic]:
    from nightcue.audio.clip import SAMPLE_RATE
    from nightcue.audio.mp3.frames import FRAME_SAMPLES
    from nightcue.building.clips import recorded_clips

    routine, script = forms.routine, forms.script
    judgement = judge(request, forms)
    findings = judgement.findings
    refuse_errors([*script.warnings, *findings])
    speaking = Speaking(request, forms.profile, routine, script)
    lengths = _Lengths(speaking, recorded_clips(routine, script, request.recordings), SAMPLE_RATE)
    lengths.speak(lengths.doubtful(), progress)
    timeline = schedule(script, lengths.of, SAMPLE_RATE, FRAME_SAMPLES)
    shortest = timeline.duration - lengths.guessed(script)
    if any(map(judgement.of_length, (shortest, timeline.duration))):
        lengths.speak(script, progress)
        timeline = schedule(script, lengths.of, SAMPLE_RATE, FRAME_SAMPLES)
        findings = [*findings, *judgement.of_length(timeline.duration)]
    return in_file_order([*timeline.warnings, *findings])


class _Lengths:
    """The lengths of all clips of a routine: exact if known, else an upper bound."""

    def __init__(self, speaking: Speaking, clips: Clips, rate: int) -> None:
        self.speaking, self.clips, self.rate = speaking, clips, rate

    def of(self, kind: EventKind, text: str) -> int:
        """Return the length in samples."""
        if (clip := self.clips.get((kind, text))) is not None:
            return len(clip)
        return round(longest(self.speaking.said[text], self.speaking.pace) * self.rate)

    def doubtful(self) -> Script:
        """Return what has to be spoken to know whether it fits: everything if the voice is not one of ENGINES."""
        script, engine = self.speaking.script, self.speaking.engine()
        if engine not in ENGINES:
            return script
        return replace(script, cues=tuple(close_windows(script, self.of, self.rate)))

    def speak(self, part: Script, progress: Progress | None) -> None:
        """Have the lines of `part` spoken. Raises VoiceError."""
        if any(("speech", text) not in self.clips for text in part.texts()):
            self.clips |= self.speaking.clips_of(part, progress).clips

    def guessed(self, script: Script) -> float:
        """Return the seconds of all lines that are not spoken."""
        lines = [cue.text for cue in script.cues if isinstance(cue, Line) and ("speech", cue.text) not in self.clips]
        return sum(self.of("speech", text) for text in lines) / self.rate


def _alike(path: Path) -> list[Diagnostic]:
    told = [told_alike(paths) for paths in alike() if path in paths]
    return [Diagnostic(Span(path), "same-name", message, severity="warning") for message in told]
