"""Devices that run on a leg under any name: from the line that starts one to the line that ends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from nightcue.language.diagnostics import Span
from nightcue.language.script import CHARACTERS_A_SECOND, Line, Origin, Recording, Script, Window
from nightcue.safety.devices import (
    leaves_a_device_in_any_language,
    names_a_massager,
    names_boots,
    tells_of_a_running_device,
)
from nightcue.safety.intents import in_any_language
from nightcue.safety.rule import Context

LONGEST = Fraction(5 * 60)
"""Seconds that something may be put on, or left running, outside a session of compression: our own choice."""


@dataclass
class _Run:
    """A running device: where it was started, whether a line asked for that, and the seconds of windows since.

    One that only `kneads` may run in a session of massage, which has a limit of its own, and what is laid on for one of
    heat, with no name of what squeezes, `warms`.
    """

    begun: Origin
    asked_for: bool
    kneads: bool = False
    warms: bool = False
    seconds: Fraction = Fraction(0)
    heard: set[str] = field(default_factory=set)
    is_recorded: bool = False


def left_running(context: Context) -> Iterator[Span]:
    """Find lines after which a device runs for long, in windows of any kind, and in no session of compression.

    A line that is heard again counts with the time it takes, and a recording as long, for nobody knows what it says.
    """
    run: _Run | None = None
    for cue in context.script.cues:
        before = run
        if isinstance(cue, Line) and not cue.question:
            run = _after(cue, run)
        elif isinstance(cue, Window):
            run = _through(cue, run)
        elif isinstance(cue, Recording) and run:
            run.is_recorded = True
        if run and run.seconds > LONGEST:
            yield run.begun.span
            run = None
        elif before and before.is_recorded and run is not before:
            yield before.begun.span
    if run and run.is_recorded:
        yield run.begun.span


def running_windows(script: Script) -> list[bool]:
    """Return of each window, in their order, whether a device runs in it that no session of compression guides."""
    run: _Run | None = None
    runs: list[bool] = []
    for cue in script.cues:
        if isinstance(cue, Line) and not cue.question:
            run = _after(cue, run)
        elif isinstance(cue, Window):
            run = _through(cue, run)
            runs.append(run is not None)
    return runs


def _through(window: Window, run: _Run | None) -> _Run | None:
    """Return what still runs at the end of a window."""
    if run is None:
        return None
    if window.treatment and window.treatment.therapy == "compression":
        run.is_recorded = False  # the rules about compression look at the session
    elif _is_meant_for(run, window):
        pass
    elif run.asked_for or window.kind in {"pause", "rest"} or window.origin.step == run.begun.step:
        run.seconds += window.seconds
    else:
        return None
    return run


def _is_meant_for(run: _Run, window: Window) -> bool:
    """Tell whether a window is a session of the therapy that the device is for, which has rules of its own."""
    therapy = window.treatment.therapy if window.treatment else None
    return (therapy == "massage" and run.kneads) or (
        therapy == "heat" and run.warms and window.origin.step == run.begun.step
    )


def _after(line: Line, run: _Run | None) -> _Run | None:
    """Return what runs after `line`, where `run` did before it."""
    left = leaves_a_device_in_any_language(line.text)
    if "off" in left and "running" not in left:
        return None
    if "running" in left and not (run and run.asked_for):
        run = _begun_by(line, asked_for=True)
    elif not run and in_any_language(tells_of_a_running_device, line.text):
        run = _begun_by(line, asked_for=False)
    if run and line.text in run.heard:
        run.seconds += len(line.text) / CHARACTERS_A_SECOND
    elif run:
        run.heard.add(line.text)
    return run


def _begun_by(line: Line, *, asked_for: bool) -> _Run:
    kneads = in_any_language(names_a_massager, line.text)
    return _Run(line.origin, asked_for, kneads, warms=not in_any_language(names_boots, line.text))
