"""What a safety question asks about, and what follows from its answers."""

from __future__ import annotations

from nightcue.safety.known_lines import once_a_line
from nightcue.safety.saying import is_said, names, pattern, statements_of


@once_a_line
def is_about(question: str, text: str, tag: str) -> bool:
    """Tell whether a safety question names what the one of that name is about."""
    return names(f"about_{question}", text, tag)


@once_a_line
def makes_a_yes_a_no(text: str, tag: str) -> bool:
    """Tell whether a safety question says of what it asks about that it counts as a no."""
    return names("explained_away", text, tag)


@once_a_line
def makes_a_yes_a_no_by_itself(text: str, tag: str) -> bool:
    """Tell the same of a question that may say so where a doctor has allowed it."""
    return any(
        pattern("explained_away", tag).search(statement) and not pattern("by_a_doctor", tag).search(statement)
        for statement in statements_of(text, tag)
    )


@once_a_line
def asks_for_health(text: str, tag: str) -> bool:
    """Tell whether a safety question asks whether all is well, so that a yes is the healthy answer."""
    return any(
        pattern("asks_for_health", tag).search(statement) and not pattern("asks_for_harm", tag).search(statement)
        for statement in statements_of(text, tag)
        if statement.endswith("?")
    )


@once_a_line
def asks_for_no_harm(text: str, tag: str) -> bool:
    """Tell whether a safety question has no word of anything that speaks against a therapy."""
    return not names("names_harm", text, tag)


@once_a_line
def leaves_the_remedy_out(text: str, tag: str) -> bool:
    """Tell whether what is said after safety questions leaves out what they are asked before: "a yes, and no boots"."""
    return is_said("ruled_out", text, tag, unless_before="not_this")
