"""What a spoken line asks of the listener: to stop, to take something off, to sleep, to do something for the leg.

A line in a language that is not judged asks nothing: a rule that has to hear something is then broken.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from nightcue.safety.known_lines import once_a_line
from nightcue.safety.matching import LANGUAGES
from nightcue.safety.saying import is_said, names, pattern, says, statements_of, takes_back


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
def waits_for_a_sound(text: str, tag: str) -> bool:
    """Tell whether the line is for when something sounds, such as a chime."""
    return names("at_a_sound", text, tag)


@once_a_line
def asks_how_it_is(text: str, tag: str) -> bool:
    """Tell whether a check during a session asks about the listener."""
    return names("about_check", text, tag)


def in_any_language(intent: Callable[[str, str], bool], text: str) -> bool:
    """Tell whether the line has the intent in one of the judged languages, whatever the routine speaks."""
    return _in_any_language(intent)(text)


@cache
def _in_any_language(intent: Callable[[str, str], bool]) -> Callable[[str], bool]:
    def asked(text: str) -> bool:
        return any(intent(text, language) for language in LANGUAGES)

    asked.__module__, asked.__qualname__ = intent.__module__, f"{intent.__qualname__} in any language"
    return once_a_line(asked)


@once_a_line
def asks_to_hold_a_stretch(text: str, tag: str) -> bool:
    """Tell whether the line asks to hold a stretch while time passes."""
    return is_said("hold", text, tag)


@once_a_line
def changes_sides(text: str, tag: str) -> bool:
    """Tell whether the line lets go of a stretch, or goes on to another leg or another stretch."""
    return names("anew", text, tag)


@once_a_line
def takes_warmth_away(text: str, tag: str) -> bool:
    """Tell whether the line says that what is warm comes off the leg."""
    return is_said("warmth_off", text, tag, unless_before="only_if")


@once_a_line
def lays_warmth_on(text: str, tag: str) -> bool:
    """Tell whether the line lays something warm or icy on the body, or leaves it there."""
    return any(
        says("warmth_on", statement, tag) and not pattern("not_now", tag).search(statement)
        for statement in statements_of(text, tag)
    )
