"""What a line has somebody do while a device runs: turn it up, walk about, cover eyes or ears."""

from __future__ import annotations

from nightcue.safety.known_lines import once_a_line
from nightcue.safety.saying import is_said, pattern, says, statements_of


@once_a_line
def turns_it_up(text: str, tag: str) -> bool:
    """Tell whether the line has a device turned up, and neither asks nor says only if."""
    return any(
        says("turn_up", statement, tag, unless_before="only_if")
        for statement in statements_of(text, tag)
        if not statement.endswith("?")
    )


@once_a_line
def walks_about(text: str, tag: str) -> bool:
    """Tell whether the line has somebody on their feet now."""
    return any(
        says("walks_about", statement, tag, unless_before="not_now_on_foot")
        for statement in statements_of(text, tag)
        if not statement.endswith("?") and not pattern("put_off_for_later", tag).search(statement)
    )


@once_a_line
def covers_eyes_or_ears(text: str, tag: str) -> bool:
    """Tell whether the line covers eyes or ears."""
    return is_said("covered_senses", text, tag, unless_before="not_this")


@once_a_line
def has_no_timer(text: str, tag: str) -> bool:
    """Tell whether the line says that a device has no timer of its own."""
    return any(pattern("no_timer", tag).search(statement) for statement in statements_of(text, tag))


@once_a_line
def dials_a_number(text: str, tag: str) -> int:
    """Return the highest number, in digits, that the line has a device set to; 0 where it has none."""
    return max(
        (
            int(hit[1])
            for statement in statements_of(text, tag)
            if not pattern("not_a_dial", tag).search(statement)
            for hit in pattern("dialled", tag).finditer(statement)
        ),
        default=0,
    )


@once_a_line
def dials_a_high_number(text: str, tag: str) -> bool:
    """Tell whether the line has a device set to a number above 50 that is written in words."""
    return any(
        says("dialled_high", statement, tag, unless_before="not_this")
        for statement in statements_of(text, tag)
        if not pattern("not_a_dial", tag).search(statement)
    )
