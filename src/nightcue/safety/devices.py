"""What a spoken line says of what squeezes, binds or kneads a leg, under any name: on, running, off.

A line in a language that is not judged says nothing.
"""

from __future__ import annotations

from typing import Literal

from nightcue.patterns import compiled
from nightcue.safety.intents import lays_warmth_on
from nightcue.safety.known_lines import once_a_line
from nightcue.safety.matching import LANGUAGES
from nightcue.safety.saying import before, is_said, names, pattern, says, statements_of

_CLAUSES = compiled(r"[,;:] (?:(?:and|then|y|luego) )?")


@once_a_line
def starts_a_device(text: str, tag: str) -> bool:
    """Tell whether the line asks to turn compression boots on, or to keep them running."""
    return _does_with_boots("turn_on", text, tag)


@once_a_line
def names_a_timer(text: str, tag: str) -> bool:
    """Tell whether the line speaks of a timer, or of a device that turns itself off."""
    return is_said("timer", text, tag)


@once_a_line
def puts_boots_on(text: str, tag: str) -> bool:
    """Tell whether the line asks to put compression boots on."""
    return _does_with_boots("put_on", text, tag)


@once_a_line
def has_boots_on(text: str, tag: str) -> bool:
    """Tell whether the line speaks of boots, and nothing in the statement says that they are not worn."""
    return not _goes_out_in_boots(text, tag) and any(
        pattern("boots", tag).search(statement) and not pattern("not_worn", tag).search(statement)
        for statement in statements_of(text, tag)
    )


@once_a_line
def leaves_a_device(text: str, tag: str) -> Literal["running", "off"] | None:
    """Tell how the line leaves a device on the leg, whatever it is called; None where it does not touch it."""
    left: Literal["running", "off"] | None = None
    if _goes_out_in_boots(text, tag):
        return None
    warm = lays_warmth_on(text, tag)
    for statement in statements_of(text, tag):
        if pattern("not_now", tag).search(statement):
            continue
        timed = pattern("timer", tag).search(statement) is not None
        if not timed and _ends_a_device(statement, tag):
            left = "off"
        elif (
            says("device_on", _but_for_the_timer(statement, tag), tag)
            or (not timed and not _is_about("appliance", statement, text, tag) and says("button_on", statement, tag))
            or (not timed and not warm and _closes_round_a_leg(statement, text, tag))
            or (not timed and says("binding_on", statement, tag))
        ):
            left = "running"
    return left


def _closes_round_a_leg(statement: str, text: str, tag: str) -> bool:
    return says("garment_on", statement, tag) and not _is_about("plain_thing", statement, text, tag)


def _is_about(things: str, statement: str, text: str, tag: str) -> bool:
    """Tell whether the line is about such things; a lamp that is on, or a timer, in another sentence says nothing."""
    return any(
        pattern(things, tag).search(other)
        for other in statements_of(text, tag)
        if other == statement or not any(pattern(each, tag).search(other) for each in ("in_the_light", "timer"))
    )


def _but_for_the_timer(statement: str, tag: str) -> str:
    """Return the statement without the clauses about a timer: "close the boots, set the timer, and start"."""
    if not pattern("timer", tag).search(statement):
        return statement
    return ", ".join(clause for clause in _CLAUSES.split(statement) if not pattern("timer", tag).search(clause))


@once_a_line
def squeezes_with_air(text: str, tag: str) -> bool:
    """Tell whether the line is about what fills with air round a leg, under any name."""
    return is_said("air_squeezes", text, tag, unless_before="not_this")


@once_a_line
def binds_a_leg(text: str, tag: str) -> bool:
    """Tell whether the line winds something tight round a leg."""
    return is_said("binding_on", text, tag)


@once_a_line
def tells_of_a_running_device(text: str, tag: str) -> bool:
    """Tell whether the line says that a device that squeezes the leg is on it and works."""
    return any(
        says("device_runs", statement, tag, unless_in_clause="not_worn") for statement in statements_of(text, tag)
    )


@once_a_line
def leaves_a_device_in_any_language(text: str) -> frozenset[Literal["running", "off"] | None]:
    """Tell how the line leaves a device in each of the judged languages, whatever the routine speaks."""
    return frozenset(leaves_a_device(text, language) for language in LANGUAGES)


@once_a_line
def puts_socks_on(text: str, tag: str) -> bool:
    """Tell whether the line asks to put socks on, of whatever kind."""
    return is_said("socks_on", text, tag)


@once_a_line
def names_compression_socks(text: str, tag: str) -> bool:
    """Tell whether the line speaks of compression socks."""
    return names("compression_socks", text, tag)


@once_a_line
def names_boots(text: str, tag: str) -> bool:
    """Tell whether the line, such as a session's name, is about compression boots."""
    return any(
        not before("apart_from", tag).search(statement[: hit.start()])
        for statement in statements_of(text, tag)
        for hit in pattern("boots", tag).finditer(statement)
    )


@once_a_line
def pressures(text: str, tag: str) -> tuple[int, ...]:
    """Return every pressure in mmHg that the line asks for, without blood pressure and what it calls too much."""
    return tuple(
        int(hit[1])
        for statement in statements_of(text, tag)
        if not pattern("not_a_setting", tag).search(statement)
        for hit in pattern("pressure", tag).finditer(statement)
    )


@once_a_line
def names_a_high_pressure(text: str, tag: str) -> bool:
    """Tell whether the line asks, with its number in words, for a pressure above 50 mmHg."""
    return any(
        pattern("high_pressure", tag).search(statement) and not pattern("not_a_setting", tag).search(statement)
        for statement in statements_of(text, tag)
    )


@once_a_line
def names_a_massager(text: str, tag: str) -> bool:
    """Tell whether the line is about a device that kneads the feet, the hands or the back, and about no other."""
    return names("massager", text, tag) and not names_boots_by_name(text, tag)


@once_a_line
def names_boots_by_name(text: str, tag: str) -> bool:
    """Tell whether the line names what squeezes legs with air, and not just "the device"."""
    return names("boots_by_name", text, tag)


@once_a_line
def names_what_squeezes(text: str, tag: str) -> bool:
    """Tell whether the line names what squeezes a leg, or what starts it, so that its boots are not just boots."""
    return names("unmistakable", text, tag)


def _goes_out_in_boots(text: str, tag: str) -> bool:
    """Tell whether the line is about boots for walking: it goes out in them."""
    return names("goes_out", text, tag) and not names("button_on", text, tag)


def _ends_a_device(statement: str, tag: str) -> bool:
    """Tell whether the statement turns it off or takes it off, without an if."""
    taken_off = says("take_off", statement, tag, unless_before="only_if", unless_after="put_off")
    turned_off = says("device_off", statement, tag, unless_before="only_if")
    return taken_off or (turned_off and not pattern("appliance", tag).search(statement))


def _does_with_boots(intent: str, text: str, tag: str) -> bool:
    """Tell whether the line speaks of boots, and a statement of it has the intent, today."""
    return (
        names("boots", text, tag)
        and not _goes_out_in_boots(text, tag)
        and any(
            pattern(intent, tag).search(statement) and not pattern("not_now", tag).search(statement)
            for statement in statements_of(text, tag)
        )
    )
