"""Which windows a listener may make longer, and in which something is worn that has to come off before sleep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nightcue.language.script import Chapter, Line, Script, Window
from nightcue.safety.devices import (
    leaves_a_device_in_any_language,
    puts_boots_on,
    starts_a_device,
    tells_of_a_running_device,
)
from nightcue.safety.intents import asks_to_hold_a_stretch, in_any_language
from nightcue.safety.running_devices import running_windows

KINDS = frozenset({"pause", "rest", "switch", "wait"})
"""Windows of getting ready. A hold, a session, beats and breaths last as long as they do some good, and no longer."""

_TO_PUT_ON_OR_TAKE_OFF = frozenset({"pause", "wait", "rest"})
"""Windows beside a session of compression in which the boots go on or come off, in the same chapter."""


@dataclass(frozen=True)
class Use:
    """What a window is for: whether it is `of_getting_ready`, so that more time does no harm, and what `is_worn` in it.

    Nobody gets ready in a window after a line that asks to hold a stretch, nor while a device runs: the boots go on in
    one that is beside their session, before any line turns them on.
    """

    of_getting_ready: bool
    is_worn: bool


def uses(script: Script) -> list[Use]:
    """Return what each window of `script` is for, in their order."""
    found = [*_windows(script)]
    runs = running_windows(script)
    return [
        Use(
            of_getting_ready=each.window.kind in KINDS
            and not (each.is_hold or each.is_on)
            and (not run or _is_beside_compression(found, number)),
            is_worn=run or _is_compression(each.window) or _is_beside_compression(found, number),
        )
        for number, (each, run) in enumerate(zip(found, runs, strict=True))
    ]


@dataclass(frozen=True)
class _Kept:
    """A window, the number of its chapter, whether the line before it asks to hold a stretch, and whether boots are on.

    Boots are on from the line that turns them on, to the end of their session or the line that turns them off.
    """

    window: Window
    chapter: int
    is_hold: bool
    is_on: bool


def _windows(script: Script) -> Iterator[_Kept]:
    chapter, is_hold, is_on = 0, False, False
    for cue in script.cues:
        if isinstance(cue, Chapter):
            chapter += 1
        elif isinstance(cue, Window):
            yield _Kept(cue, chapter, is_hold, is_on)
            is_on = is_on and not _is_compression(cue)
        elif isinstance(cue, Line) and not cue.question:
            is_on = _is_on_after(cue.text, is_on)
        is_hold = isinstance(cue, Line) and asks_to_hold_a_stretch(cue.text, script.language)


def _is_on_after(text: str, before: bool) -> bool:
    left = leaves_a_device_in_any_language(text)
    if "off" in left and "running" not in left:
        return False
    only_goes_on = in_any_language(puts_boots_on, text) and not in_any_language(starts_a_device, text)
    return before or (not only_goes_on and ("running" in left or in_any_language(tells_of_a_running_device, text)))


def _is_compression(window: Window) -> bool:
    return window.treatment is not None and window.treatment.therapy == "compression"


def _is_beside_compression(found: list[_Kept], number: int) -> bool:
    here = found[number]
    beside = found[max(0, number - 1) : number] + found[number + 1 : number + 2]
    return here.window.kind in _TO_PUT_ON_OR_TAKE_OFF and any(
        _is_compression(other.window) and other.chapter == here.chapter for other in beside
    )
