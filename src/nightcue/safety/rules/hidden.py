"""Rules about what other rules could not see: compression that no session of compression names."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.language.diagnostics import Span
from nightcue.language.script import Line
from nightcue.safety.devices import (
    binds_a_leg,
    leaves_a_device_in_any_language,
    names_a_massager,
    names_boots,
    names_boots_by_name,
    names_what_squeezes,
    squeezes_with_air,
    tells_of_a_running_device,
)
from nightcue.safety.implied_sessions import outside_a_session
from nightcue.safety.intents import in_any_language, invites_to_sleep
from nightcue.safety.rule import Context, Finding, rule
from nightcue.safety.running_devices import left_running

_OF_LEGS = frozenset({"cramps", "stretching", "breathing"})
"""The topics in which boots are hardly ever only those of a story."""


@rule(
    "compression-hidden", "error", "compression-session-length",
    "a device runs only in a session whose therapy is compression",
    "write it as - session: {name: Compression boots, therapy: compression, duration: 10m}",
)  # fmt: skip
def hidden(context: Context) -> Iterator[Finding]:
    """Find lines that let a device run outside such a session, and sessions of another therapy that are one."""
    # the boots of a story, which somebody has read
    told = frozenset() if context.routine.topic in _OF_LEGS else frozenset(_mere_boots(context))
    named = dict.fromkeys(place for place in outside_a_session(context) if place not in told)
    for place in named:
        yield Finding(place, "this lets a compression device run, and no compression session follows at once")
    for place in dict.fromkeys(left_running(context)):
        if place not in named and place not in told:
            message = "what is put on or started here runs for over 5 minutes, and no compression session guides it"
            yield Finding(place, message)
    names: dict[str, str] = {}
    for line in context.lines():
        names.setdefault(line.origin.step, line.text)
    for _, window in context.sessions("massage", "socks", "heat", "elevation"):
        name, treatment = names.get(window.origin.step), window.treatment
        if treatment and _is_compression(name, treatment.start):
            yield Finding(window.origin.span, f"this is compression, and its therapy says '{treatment.therapy}'")


def _mere_boots(context: Context) -> Iterator[Span]:
    """Return where lines stand that somebody has read, and that name nothing that is worn for the squeeze."""
    for text, place in context.spoken:
        if context.is_read(text) and not in_any_language(names_what_squeezes, text):
            yield place


@rule(
    "bound-to-bed", "error", "compression-not-for-sleep",
    "nobody sleeps with something wound tight round a leg",
    "say before sleep that it comes off: Unwind the bandage.",
)  # fmt: skip
def bound_to_bed(context: Context) -> Iterator[Finding]:
    """Find lines that wind something tight round a leg, after which the track leads into sleep with it on."""
    bound: Line | None = None
    for cue in context.script.cues:
        if not isinstance(cue, Line) or cue.question:
            continue
        left = leaves_a_device_in_any_language(cue.text)
        if in_any_language(binds_a_leg, cue.text):
            bound = cue
        elif "off" in left and "running" not in left:
            bound = None
        if bound and in_any_language(invites_to_sleep, cue.text):
            yield Finding(bound.origin.span, "this is still round the leg when the track leads into sleep")
            bound = None


def _is_compression(name: str | None, start: tuple[str, ...]) -> bool:
    """Tell whether a session of another therapy has boots; "the device" kneads where a line says so."""
    kneads = any(in_any_language(names_a_massager, text) for text in (name or "", *start))
    names = names_boots_by_name if kneads else names_boots
    by_air = not kneads and any(in_any_language(squeezes_with_air, text) for text in (name or "", *start))
    return (
        by_air
        or (name is not None and in_any_language(names, name))
        or any(in_any_language(names, text) and _runs_boots(text) for text in start)
    )


def _runs_boots(text: str) -> bool:
    """Tell whether a line names boots, or the like, and has them run."""
    return in_any_language(names_boots, text) and (
        in_any_language(tells_of_a_running_device, text) or "running" in leaves_a_device_in_any_language(text)
    )
