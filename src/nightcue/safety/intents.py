"""What a spoken line asks of the listener: to stop, to take something off, to sleep, to do something for the leg.

A line in a language that is not judged asks nothing: a rule that has to hear something is then broken.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Literal

from nightcue.language.locale_files import words_of
from nightcue.locales import language_of
from nightcue.safety.matching import (
    LANGUAGES,
    Classes,
    Pattern,
    any_of,
    is_judged,
    read,
    right_after,
    right_before,
    vocabulary_of,
)

_once_a_line = lru_cache(maxsize=10_000)  # a routine says many of its lines again and again, and many rules ask


@_once_a_line
def names_a_way_out(text: str, tag: str) -> bool:
    """Tell whether the line says to stop, and at which sign or answer."""
    asked = False
    for statement in _statements(text, tag):
        if _takes_back("way_out", statement, tag):
            continue
        sign = _pattern("sign", tag).search(statement) is not None
        if (asked or sign) and any(_says(intent, statement, tag) for intent in ("way_out", "take_off")):
            return True
        # a question such as "Any tingling?" goes with the statement after it
        asked = sign and statement.endswith("?")
    return False


@_once_a_line
def names_a_sign(text: str, tag: str) -> bool:
    """Tell whether the line names something felt or seen at which one has to stop, such as pain."""
    return _names("sign", text, tag)


@_once_a_line
def asks_to_take_off(text: str, tag: str) -> bool:
    """Tell whether the line asks to take a device or socks off now, without an if and not tomorrow."""
    return any(
        _says("take_off", statement, tag, unless_before="only_if", unless_after="put_off")
        for statement in _statements(text, tag)
        if not _pattern("not_now", tag).search(statement)
    )


@_once_a_line
def invites_to_sleep(text: str, tag: str) -> bool:
    """Tell whether the line leads into sleep."""
    return any(_says("sleep", statement, tag, unless_before="not_yet_asleep") for statement in _statements(text, tag))


@_once_a_line
def is_an_instruction(text: str, tag: str) -> bool:
    """Tell whether the line begins with something to do for the leg."""
    return any(_pattern("instruction", tag).match(statement) for statement in _statements(text, tag)[:1])


@_once_a_line
def says_no_medical_advice(text: str, tag: str) -> bool:
    """Tell whether the line says that this is not medical advice."""
    return _names("no_advice", text, tag)


@_once_a_line
def says_when_to_get_help(text: str, tag: str) -> bool:
    """Tell whether the line sends the listener to someone who can help."""
    return any(_says("help", statement, tag) for statement in _statements(text, tag))


@_once_a_line
def starts_a_device(text: str, tag: str) -> bool:
    """Tell whether the line asks to turn compression boots on, or to keep them running."""
    return _does_with_boots("turn_on", text, tag)


@_once_a_line
def names_a_timer(text: str, tag: str) -> bool:
    """Tell whether the line speaks of a timer, or of a device that turns itself off."""
    return any(_says("timer", statement, tag) for statement in _statements(text, tag))


@_once_a_line
def puts_boots_on(text: str, tag: str) -> bool:
    """Tell whether the line asks to put compression boots on."""
    return _does_with_boots("put_on", text, tag)


@_once_a_line
def has_boots_on(text: str, tag: str) -> bool:
    """Tell whether the line speaks of boots, and nothing in the statement says that they are not worn."""
    return any(
        _pattern("boots", tag).search(statement) and not _pattern("not_worn", tag).search(statement)
        for statement in _statements(text, tag)
    )


@_once_a_line
def leaves_a_device(text: str, tag: str) -> Literal["running", "off"] | None:
    """Tell how the line leaves a device on the leg, whatever it is called; None where it does not touch it."""
    left: Literal["running", "off"] | None = None
    on_a_leg = not _names("plain_thing", text, tag)
    at_home = _names("appliance", text, tag)
    for statement in _statements(text, tag):
        if _pattern("not_now", tag).search(statement) or _pattern("timer", tag).search(statement):
            continue
        if _ends_a_device(statement, tag):
            left = "off"
        elif (
            _says("device_on", statement, tag)
            or (not at_home and _says("button_on", statement, tag))
            or (on_a_leg and _says("garment_on", statement, tag))
        ):
            left = "running"
    return left


@_once_a_line
def tells_of_a_running_device(text: str, tag: str) -> bool:
    """Tell whether the line says that a device that squeezes the leg is on it and works."""
    return any(
        _says("device_runs", statement, tag) and not _pattern("not_worn", tag).search(statement)
        for statement in _statements(text, tag)
    )


@_once_a_line
def is_about(question: str, text: str, tag: str) -> bool:
    """Tell whether a safety question names what the one of that name is about."""
    return _names(f"about_{question}", text, tag)


@_once_a_line
def asks_how_it_is(text: str, tag: str) -> bool:
    """Tell whether a check during a session asks about the listener."""
    return _names("about_check", text, tag)


def in_any_language(intent: Callable[[str, str], bool], text: str) -> bool:
    """Tell whether the line has the intent in one of the judged languages, whatever the routine speaks."""
    return _in_any_language(intent)(text)


@cache
def _in_any_language(intent: Callable[[str, str], bool]) -> Callable[[str], bool]:
    return _once_a_line(lambda text: any(intent(text, language) for language in LANGUAGES))


@_once_a_line
def leaves_a_device_in_any_language(text: str) -> frozenset[Literal["running", "off"] | None]:
    """Tell how the line leaves a device in each of the judged languages, whatever the routine speaks."""
    return frozenset(leaves_a_device(text, language) for language in LANGUAGES)


@_once_a_line
def puts_socks_on(text: str, tag: str) -> bool:
    """Tell whether the line asks to put socks on, of whatever kind."""
    return any(_says("socks_on", statement, tag) for statement in _statements(text, tag))


@_once_a_line
def names_compression_socks(text: str, tag: str) -> bool:
    """Tell whether the line speaks of compression socks."""
    return _names("compression_socks", text, tag)


@_once_a_line
def names_boots(text: str, tag: str) -> bool:
    """Tell whether the line, such as a session's name, is about compression boots."""
    return any(
        not _before("apart_from", tag).search(statement[: hit.start()])
        for statement in _statements(text, tag)
        for hit in _pattern("boots", tag).finditer(statement)
    )


@_once_a_line
def asks_to_hold_a_stretch(text: str, tag: str) -> bool:
    """Tell whether the line asks to hold a stretch while time passes."""
    return any(_says("hold", statement, tag) for statement in _statements(text, tag))


@_once_a_line
def pressures(text: str, tag: str) -> tuple[int, ...]:
    """Return every pressure in mmHg that the line asks for, without blood pressure and what it calls too much."""
    return tuple(
        int(hit[1])
        for statement in _statements(text, tag)
        if not _pattern("not_a_setting", tag).search(statement)
        for hit in _pattern("pressure", tag).finditer(statement)
    )


@_once_a_line
def names_a_high_pressure(text: str, tag: str) -> bool:
    """Tell whether the line asks, with its number in words, for a pressure above 50 mmHg."""
    return any(
        _pattern("high_pressure", tag).search(statement) and not _pattern("not_a_setting", tag).search(statement)
        for statement in _statements(text, tag)
    )


@_once_a_line
def takes_warmth_away(text: str, tag: str) -> bool:
    """Tell whether the line says that what is warm comes off the leg."""
    return any(_says("warmth_off", statement, tag) for statement in _statements(text, tag))


@_once_a_line
def names_a_massager(text: str, tag: str) -> bool:
    """Tell whether the line is about a device that kneads the feet, the hands or the back, and about no other."""
    return _names("massager", text, tag) and not _names("boots", text, tag)


@_once_a_line
def lays_warmth_on(text: str, tag: str) -> bool:
    """Tell whether the line lays something warm or icy on the body, or leaves it there."""
    return any(
        _says("warmth_on", statement, tag) and not _pattern("not_now", tag).search(statement)
        for statement in _statements(text, tag)
    )


def _ends_a_device(statement: str, tag: str) -> bool:
    """Tell whether the statement turns it off or takes it off, without an if."""
    taken_off = _says("take_off", statement, tag, unless_before="only_if", unless_after="put_off")
    turned_off = _says("device_off", statement, tag, unless_before="only_if")
    return taken_off or (turned_off and not _pattern("appliance", tag).search(statement))


def _statements(text: str, tag: str) -> tuple[str, ...]:
    return read(text, tag).statements if is_judged(tag) else ()


def _names(intent: str, text: str, tag: str) -> bool:
    return any(_pattern(intent, tag).search(statement) for statement in _statements(text, tag))


def _does_with_boots(intent: str, text: str, tag: str) -> bool:
    """Tell whether the line speaks of boots, and a statement of it has the intent, today."""
    return _names("boots", text, tag) and any(
        _pattern(intent, tag).search(statement) and not _pattern("not_now", tag).search(statement)
        for statement in _statements(text, tag)
    )


def _says(
    intent: str, statement: str, tag: str, *, unless_before: str | None = None, unless_after: str | None = None
) -> bool:
    """Tell whether the statement has the intent, with no negation right before it and none of these words beside it."""
    negated = vocabulary_of(tag).negated
    for hit in _pattern(intent, tag).finditer(statement):
        before = statement[: hit.start()]
        if negated.search(before) or (unless_before and _before(unless_before, tag).search(before)):
            continue
        if not (unless_after and _after(unless_after, tag).match(statement, hit.end())):
            return True
    return False


def _takes_back(intent: str, statement: str, tag: str) -> bool:
    """Tell whether the statement has the intent with a negation right before it: "do not stop, and take them off"."""
    negated = vocabulary_of(tag).negated
    return any(negated.search(statement[: hit.start()]) for hit in _pattern(intent, tag).finditer(statement))


def _pattern(intent: str, tag: str) -> Pattern:
    return _compiled(intent, language_of(tag), any_of)


def _before(words: str, tag: str) -> Pattern:
    return _compiled(words, language_of(tag), right_before)


def _after(words: str, tag: str) -> Pattern:
    return _compiled(words, language_of(tag), right_after)


@cache
def _compiled(name: str, language: str, compiled: Callable[[list[str], Classes], Pattern]) -> Pattern:
    return compiled(words_of("intents", language)[name], vocabulary_of(language).classes)
