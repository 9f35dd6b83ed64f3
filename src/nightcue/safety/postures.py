"""What a line does with the body: legs up, breath held, eyes closed, standing, bouncing, rubbing what is swollen."""

from __future__ import annotations

from nightcue.safety.intents import names_a_way_out, says_when_to_get_help
from nightcue.safety.saying import is_said, names, once_a_line, pattern, statements_of


@once_a_line
def raises_legs(text: str, tag: str) -> bool:
    """Tell whether the line puts the legs up."""
    return is_said("legs_up", text, tag)


@once_a_line
def lowers_legs(text: str, tag: str) -> bool:
    """Tell whether the line brings raised legs down."""
    return is_said("legs_down", text, tag)


@once_a_line
def holds_the_breath(text: str, tag: str) -> bool:
    """Tell whether the line has the breath held."""
    return is_said("breath_held", text, tag)


@once_a_line
def hurries_the_breath(text: str, tag: str) -> bool:
    """Tell whether the line has somebody breathe fast."""
    return is_said("breath_fast", text, tag)


@once_a_line
def has_eyes_closed(text: str, tag: str) -> bool:
    """Tell whether the line has the eyes closed."""
    return is_said("eyes_closed", text, tag)


@once_a_line
def has_one_stand(text: str, tag: str) -> bool:
    """Tell whether the line has the listener stand, and does not also sit or lie."""
    return not has_one_sit(text, tag) and is_said("stands", text, tag)


@once_a_line
def has_one_sit(text: str, tag: str) -> bool:
    """Tell whether the line has the listener sit or lie."""
    return names("sits", text, tag)


@once_a_line
def bounces(text: str, tag: str) -> bool:
    """Tell whether the line has a leg bounce, and not a ball."""
    said = is_said("bounces", text, tag)
    return said and not names("may_bounce", text, tag)


@once_a_line
def names_a_leg_to_leave_alone(text: str, tag: str) -> bool:
    """Tell whether the line speaks of a swollen, hot or red leg, and neither warns of it nor asks."""
    if names_a_way_out(text, tag) or says_when_to_get_help(text, tag):
        return False
    return any(
        pattern("warning_leg", tag).search(statement)
        for statement in statements_of(text, tag)
        if not statement.endswith("?") and not pattern("leaves_alone", tag).search(statement)
    )
