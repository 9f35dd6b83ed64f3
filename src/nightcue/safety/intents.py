"""What a spoken line asks of the listener: to stop, to take something off, to sleep, to do something for the leg.

A line in a language that is not judged asks nothing: a rule that has to hear something is then broken.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Literal

from nightcue.patterns import compiled
from nightcue.safety.matching import LANGUAGES
from nightcue.safety.saying import before, is_said, names, once_a_line, pattern, says, statements_of, takes_back

_CLAUSES = compiled(r"[,;:] (?:(?:and|then|y|luego) )?")


@once_a_line
def names_a_way_out(text: str, tag: str) -> bool:
    """Tell whether the line says to stop, and at which sign or answer."""
    asked = False
    for statement in statements_of(text, tag):
        if takes_back("way_out", statement, tag) or pattern("only_if_all", tag).search(statement):
            continue
        sign = pattern("sign", tag).search(statement) is not None
        if (asked or sign) and any(says(intent, statement, tag) for intent in ("way_out", "take_off")):
            return True
        # a question such as "Any tingling?" goes with the statement after it, and so does "One yes is enough."
        asked = (sign and statement.endswith("?")) or pattern("a_yes_is_enough", tag).search(statement) is not None
    return False


@once_a_line
def wants_every_yes(text: str, tag: str) -> bool:
    """Tell whether the line is only for whoever has answered several questions, or all, with yes."""
    return names("only_if_all", text, tag)


@once_a_line
def times_it_says_to_stop(text: str, tag: str) -> int:
    """Return how often the line says to stop or to take something off."""
    hits = (
        pattern(intent, tag).finditer(said) for said in statements_of(text, tag) for intent in ("way_out", "take_off")
    )
    return sum(1 for found in hits for _ in found)


@once_a_line
def names_a_sign(text: str, tag: str) -> bool:
    """Tell whether the line names something felt or seen at which one has to stop, such as pain."""
    return names("sign", text, tag)


@once_a_line
def asks_to_take_off(text: str, tag: str) -> bool:
    """Tell whether the line asks to take a device or socks off now, without an if and not tomorrow."""
    return any(
        says("take_off", statement, tag, unless_before="only_if", unless_after="put_off")
        for statement in statements_of(text, tag)
        if not pattern("not_now", tag).search(statement)
    )


@once_a_line
def invites_to_sleep(text: str, tag: str) -> bool:
    """Tell whether the line leads into sleep."""
    return is_said("sleep", text, tag, unless_before="not_yet_asleep")


@once_a_line
def is_an_instruction(text: str, tag: str) -> bool:
    """Tell whether the line begins with something to do for the leg; leave to stay in bed may come before it."""
    statements = statements_of(text, tag)
    first = int(len(statements) > 1 and pattern("stays_in_bed", tag).match(statements[0]) is not None)
    return any(pattern("instruction", tag).match(statement) for statement in statements[first : first + 1])


@once_a_line
def says_no_medical_advice(text: str, tag: str) -> bool:
    """Tell whether the line says that this is not medical advice."""
    return names("no_advice", text, tag)


@once_a_line
def says_when_to_get_help(text: str, tag: str) -> bool:
    """Tell whether the line sends the listener to someone who can help."""
    return is_said("help", text, tag)


@once_a_line
def starts_a_device(text: str, tag: str) -> bool:
    """Tell whether the line asks to turn compression boots on, or to keep them running."""
    return _does_with_boots("turn_on", text, tag)


@once_a_line
def waits_for_a_sound(text: str, tag: str) -> bool:
    """Tell whether the line is for when something sounds, such as a chime."""
    return names("at_a_sound", text, tag)


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
def asks_how_it_is(text: str, tag: str) -> bool:
    """Tell whether a check during a session asks about the listener."""
    return names("about_check", text, tag)


def in_any_language(intent: Callable[[str, str], bool], text: str) -> bool:
    """Tell whether the line has the intent in one of the judged languages, whatever the routine speaks."""
    return _in_any_language(intent)(text)


@cache
def _in_any_language(intent: Callable[[str, str], bool]) -> Callable[[str], bool]:
    return once_a_line(lambda text: any(intent(text, language) for language in LANGUAGES))


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
def asks_to_hold_a_stretch(text: str, tag: str) -> bool:
    """Tell whether the line asks to hold a stretch while time passes."""
    return is_said("hold", text, tag)


@once_a_line
def changes_sides(text: str, tag: str) -> bool:
    """Tell whether the line lets go of a stretch, or goes on to another leg or another stretch."""
    return names("anew", text, tag)


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
def takes_warmth_away(text: str, tag: str) -> bool:
    """Tell whether the line says that what is warm comes off the leg."""
    return is_said("warmth_off", text, tag, unless_before="only_if")


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


@once_a_line
def lays_warmth_on(text: str, tag: str) -> bool:
    """Tell whether the line lays something warm or icy on the body, or leaves it there."""
    return any(
        says("warmth_on", statement, tag) and not pattern("not_now", tag).search(statement)
        for statement in statements_of(text, tag)
    )


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
