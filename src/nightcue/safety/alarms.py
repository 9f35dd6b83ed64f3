"""What needs help at once, and whether a line has somebody wait with it."""

from __future__ import annotations

from nightcue.safety.known_lines import once_a_line
from nightcue.safety.saying import is_said, names, pattern, statements_of


@once_a_line
def names_an_alarm(text: str, tag: str) -> bool:
    """Tell whether the line names what needs help at once: one swollen or hot leg, short breath, a chest that hurts."""
    return names("alarm", text, tag)


@once_a_line
def asks_of_an_alarm(text: str, tag: str) -> bool:
    """Tell whether the line asks whether there is such a sign."""
    return any(
        statement.endswith("?") and pattern("alarm", tag).search(statement) for statement in statements_of(text, tag)
    )


@once_a_line
def puts_off(text: str, tag: str) -> bool:
    """Tell whether the line has somebody wait, rest or sleep, or calls a thing harmless."""
    return is_said("puts_off", text, tag)


@once_a_line
def waits_it_out(text: str, tag: str) -> bool:
    """Tell the same of a line after a question: one that has somebody lie down may be the next step."""
    return is_said("waits_it_out", text, tag)
