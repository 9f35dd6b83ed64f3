"""What a line does with the body: legs up, breath held, eyes closed, how somebody stands, what is pressed or warmed."""

from __future__ import annotations

from nightcue.safety.intents import names_a_way_out, says_when_to_get_help
from nightcue.safety.known_lines import once_a_line
from nightcue.safety.matching import LANGUAGES, vocabulary_of
from nightcue.safety.saying import before, is_said, names, pattern, says, statements_of


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
def names_breathing(text: str, tag: str) -> bool:
    """Tell whether a movement, by this line or beat, is breathing."""
    return names("breathing", text, tag)


@once_a_line
def holds_on(text: str, tag: str) -> bool:
    """Tell whether the line says that a stretch is the one before it, and nobody lets go in between."""
    return names("held_on", text, tag)


@once_a_line
def stays_in_it(text: str, tag: str) -> bool:
    """Tell whether the line keeps somebody in a stretch, of which nothing but a pause lets go."""
    return names("stays_in_it", text, tag)


@once_a_line
def names_a_stretch(text: str, tag: str) -> bool:
    """Tell whether the line is about a stretch: it says so, leans against something, or has the heels sink."""
    return names("a_stretch", text, tag)


@once_a_line
def goes_into_a_stretch(text: str, tag: str) -> bool:
    """Tell whether the line has somebody take the place of a stretch, whether it says to hold it or not."""
    return names("into_a_stretch", text, tag)


@once_a_line
def has_eyes_closed(text: str, tag: str) -> bool:
    """Tell whether the line has the eyes closed."""
    return is_said("eyes_closed", text, tag)


@once_a_line
def has_one_stand(text: str, tag: str) -> bool:
    """Tell whether the line has the listener stand, and does not also sit or lie."""
    return not has_one_sit(text, tag) and is_said("stands", text, tag)


@once_a_line
def has_one_keep_still(text: str, tag: str) -> bool:
    """Tell whether the line has whoever neither sits nor lies keep still on both feet."""
    elsewhere = has_one_sit(text, tag) or names("story", text, tag)
    return not elsewhere and names("on_both_feet", text, tag) and names("keeps_still", text, tag)


@once_a_line
def tells_of_waking(text: str, tag: str) -> bool:
    """Tell whether the line says that something has woken the listener, whose room is dark."""
    return is_said("woken", text, tag, unless_before="not_now_on_foot")


@once_a_line
def has_one_sit(text: str, tag: str) -> bool:
    """Tell whether the line has the listener sit or lie."""
    return names("sits", text, tag)


@once_a_line
def gets_up(text: str, tag: str) -> bool:
    """Tell whether the line has the listener stand or walk now, and not only if something happens."""
    return not has_one_sit(text, tag) and is_said("stands", text, tag, unless_before="not_now_on_foot")


@once_a_line
def has_one_walk(text: str, tag: str) -> bool:
    """Tell whether the line has whoever stands go somewhere, or move."""
    return is_said("walks", text, tag)


@once_a_line
def puts_the_light_out(text: str, tag: str) -> bool:
    """Tell whether the line makes it dark, or leaves it so."""
    return is_said("in_the_dark", text, tag, unless_before="not_this")


@once_a_line
def has_a_light_on(text: str, tag: str) -> bool:
    """Tell whether the line speaks of a light that is on."""
    return is_said("in_the_light", text, tag)


@once_a_line
def lets_go(text: str, tag: str) -> bool:
    """Tell whether the line has nobody hold on to anything."""
    return is_said("lets_go", text, tag, unless_before="not_this")


@once_a_line
def stands_at_an_edge(text: str, tag: str) -> bool:
    """Tell whether the line has somebody on stairs, a stool or something wet."""
    return is_said("at_an_edge", text, tag, unless_before="not_this")


@once_a_line
def hangs_head_down(text: str, tag: str) -> bool:
    """Tell whether the line hangs somebody upside down."""
    return is_said("head_down", text, tag, unless_before="not_this")


@once_a_line
def comes_back_up(text: str, tag: str) -> bool:
    """Tell whether the line brings somebody up again who hangs upside down."""
    return is_said("head_up", text, tag)


@once_a_line
def kinds_of_movement(text: str) -> frozenset[str]:
    """Return what the line moves, in whatever judged language, as one of a few kinds such as "heels"."""
    return _kinds(text, "moves_heels", "moves_ankles", "moves_knees", "moves_toes")


@once_a_line
def kinds_of_stretch(text: str) -> frozenset[str]:
    """Return what the line stretches, in whatever judged language, as one of a few kinds such as "calf"."""
    return _kinds(text, "stretches_calf", "stretches_back_of_thigh", "stretches_front_of_thigh")


def _kinds(text: str, *kinds: str) -> frozenset[str]:
    return frozenset(kind for kind in kinds if any(names(kind, text, language) for language in LANGUAGES))


@once_a_line
def says_the_same_again(text: str, tag: str) -> bool:
    """Tell whether the line goes on with what was done before."""
    return names("same_again", text, tag)


@once_a_line
def bounces(text: str, tag: str) -> bool:
    """Tell whether the line has a leg bounce, and not a ball."""
    said = any(
        not before("not_this", tag).search(statement[: hit.start()]) and not pattern("negation", tag).search(hit[0])
        for statement in statements_of(text, tag)
        for hit in pattern("bounces", tag).finditer(statement)
    )
    return said and not names("may_bounce", text, tag)


@once_a_line
def names_a_leg_to_leave_alone(text: str, tag: str) -> bool:
    """Tell whether the line speaks of a swollen, hot or red leg, and neither warns of it nor asks."""
    return _is_for("warning_leg", text, tag)


@once_a_line
def warns_of_a_swollen_leg(text: str, tag: str) -> bool:
    """Tell whether the line warns of a swollen, hot or red leg, asks about one, or sends it to help."""
    return names("swollen", text, tag) and (
        _warns(text, tag) or names("leaves_alone", text, tag) or text.rstrip().endswith("?")
    )


@once_a_line
def is_for_a_leg(text: str, tag: str) -> bool:
    """Tell whether the line of a massage names a leg, and not just a foot."""
    return names("massaged_leg", text, tag)


@once_a_line
def names_one_bad_leg(text: str, tag: str) -> bool:
    """Tell whether the line is for one leg that is swollen or has just been hurt, and neither warns of it nor asks."""
    return _is_for("one_bad_leg", text, tag) or _is_told_of("hurt_leg", text, tag)


@once_a_line
def names_a_numb_place(text: str, tag: str) -> bool:
    """Tell whether the line is for a place that feels little, and neither warns of it nor asks."""
    return _is_told_of("numb_place", text, tag) or is_said("warmth_for_a_numb_place", text, tag)


@once_a_line
def names_a_hot_cream(text: str, tag: str) -> bool:
    """Tell whether the line speaks of a cream that makes the skin hot."""
    return is_said("hot_cream", text, tag, unless_before="not_this")


@once_a_line
def covers_the_skin(text: str, tag: str) -> bool:
    """Tell whether the line wraps a leg, or covers it."""
    return is_said("wrapped", text, tag, unless_before="not_this")


@once_a_line
def washes_off(text: str, tag: str) -> bool:
    """Tell whether the line has something washed or wiped off the skin."""
    return is_said("washed_off", text, tag)


@once_a_line
def presses_a_bare_place(text: str, tag: str) -> bool:
    """Tell whether the line is for a place where veins and nerves lie bare, and no hand only goes up to it."""
    return any(
        _says_but_leaves_in("bare_place", statement, tag) and not pattern("leaves_alone", tag).search(statement)
        for statement in statements_of(text, tag)
    )


def _says_but_leaves_in(intent: str, statement: str, tag: str) -> bool:
    """Tell whether the statement names such a place, and not only to leave it out."""
    left_out = [hit.span() for hit in pattern("left_out", tag).finditer(statement)]
    return any(
        not any(start <= hit.start() and hit.start() < end for start, end in left_out)
        and not before("up_to", tag).search(statement[: hit.start()])
        and not vocabulary_of(tag).negated.search(statement[: hit.start()])
        for hit in pattern(intent, tag).finditer(statement)
    )


@once_a_line
def kneads_a_bare_place(text: str, tag: str) -> bool:
    """Tell whether the line has a tool, or a thumb, on such a place."""
    return any(
        says("kneads", statement, tag, unless_before="not_this")
        and (_holds_no_negation("tool_on_a_bare_place", statement, tag) or presses_a_bare_place(statement, tag))
        for statement in statements_of(text, tag)
    ) or is_said("on_a_vein", text, tag, unless_before="not_this")


@once_a_line
def kneads_with_all_weight(text: str, tag: str) -> bool:
    """Tell whether the line has somebody lean on a tool, or a thumb, as hard as anybody can."""
    return any(
        says("kneads", statement, tag, unless_before="not_this")
        and says("body_weight", statement, tag, unless_before="not_this")
        for statement in statements_of(text, tag)
    )


@once_a_line
def presses_with_all_weight(text: str, tag: str) -> bool:
    """Tell whether the line has somebody stand on a leg, or press it as hard as anybody can."""
    return is_said("body_weight", text, tag, unless_before="not_this")


def _holds_no_negation(intent: str, statement: str, tag: str) -> bool:
    """Tell whether the statement has the intent, with no negation inside: "a roller, never on the shin"."""
    return any(not pattern("negation", tag).search(hit[0]) for hit in pattern(intent, tag).finditer(statement))


def _is_for(intent: str, text: str, tag: str) -> bool:
    """Tell whether a statement has the intent, and the line neither warns of it nor asks."""
    said = any(
        not statement.endswith("?") and not pattern("leaves_alone", tag).search(statement)
        for statement in statements_of(text, tag)
        if pattern(intent, tag).search(statement)
    )
    return said and not _warns(text, tag)


def _is_told_of(intent: str, text: str, tag: str) -> bool:
    """Tell the same of what has a negation in itself, such as "feels nothing": only one before it takes it back."""
    said = any(
        not before("warned_of", tag).search(statement[: hit.start()])
        for statement in statements_of(text, tag)
        if not statement.endswith("?")
        for hit in pattern(intent, tag).finditer(statement)
    )
    return said and not _warns(text, tag)


def _warns(text: str, tag: str) -> bool:
    return names_a_way_out(text, tag) or says_when_to_get_help(text, tag)
