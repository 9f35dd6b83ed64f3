"""What a spoken line does, by its words: gives a way out, asks to take something off, invites to sleep, instructs.

A line in a language that is not judged does nothing of the kind: a rule that has to hear something is then broken.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nightcue.safety.wording.plain import sentences
from nightcue.safety.wording.words import is_judged, words

__all__ = ["is_judged"]

_once_a_line = lru_cache(maxsize=10_000)  # a routine says many of its lines again and again, and many rules ask


@_once_a_line
def names_a_way_out(text: str, language: str) -> bool:
    """Whether the line says to stop, and at which sign or answer."""
    sign, asked = words(language)["sign"], False
    for sentence in sentences(text):
        if (asked or sign.search(sentence)) and _says("way_out", sentence, language, "taken_back"):
            return True
        # a question such as "Any tingling?" goes with the sentence after it
        asked = sentence.endswith("?") and sign.search(sentence) is not None
    return False


@_once_a_line
def asks_to_take_off(text: str, language: str) -> bool:
    """Whether the line asks to take a device or socks off now, without an if and not tomorrow."""
    return any(
        _says("take_off", sentence, language, "taken_back", "only_if", unless_then="put_off")
        for sentence in sentences(text)
        if not words(language)["not_now"].search(sentence)
    )


@_once_a_line
def invites_to_sleep(text: str, language: str) -> bool:
    """Whether the line leads into sleep."""
    return _any("sleep", text, language, "taken_back", "not_yet_asleep")


@_once_a_line
def is_an_instruction(text: str, language: str) -> bool:
    """Whether the line begins with something to do for the leg."""
    first = next(iter(sentences(text)), "")
    return words(language)["instruction"].match(first) is not None


@_once_a_line
def says_no_medical_advice(text: str, language: str) -> bool:
    """Whether the line says that this is not medical advice."""
    return _any("no_advice", text, language)


@_once_a_line
def says_when_to_get_help(text: str, language: str) -> bool:
    """Whether the line sends the listener to someone who can help."""
    return _any("help", text, language, "taken_back")


@_once_a_line
def starts_a_device(text: str, language: str) -> bool:
    """Whether the line asks to turn compression boots on, or to keep them running."""
    return _of_boots("turn_on", text, language)


@_once_a_line
def names_a_timer(text: str, language: str) -> bool:
    """Whether the line speaks of a timer, or of a device that turns itself off."""
    return _any("timer", text, language)


@_once_a_line
def puts_boots_on(text: str, language: str) -> bool:
    """Whether the line asks to put compression boots on."""
    return _of_boots("put_on", text, language)


@_once_a_line
def has_boots_on(text: str, language: str) -> bool:
    """Whether the line speaks of boots, and nothing in the sentence says that they are not worn."""
    return any(
        words(language)["boots"].search(sentence) and not words(language)["not_worn"].search(sentence)
        for sentence in sentences(text)
    )


@_once_a_line
def puts_socks_on(text: str, language: str) -> bool:
    """Whether the line asks to put socks on, of whatever kind."""
    return _any("socks_on", text, language, "taken_back")


@_once_a_line
def names_compression_socks(text: str, language: str) -> bool:
    """Whether the line speaks of compression socks."""
    return _any("compression_socks", text, language)


@_once_a_line
def names_boots(text: str, language: str) -> bool:
    """Whether the line, such as a session's name, is about compression boots."""
    return _any("boots", text, language, "apart_from")


@_once_a_line
def asks_to_hold_a_stretch(text: str, language: str) -> bool:
    """Whether the line asks to hold a stretch while time passes."""
    return _any("hold", text, language, "taken_back")


@_once_a_line
def pressures(text: str, language: str) -> tuple[int, ...]:
    """Every pressure in mmHg that the line asks for; blood pressure, and what is called too much, left out."""
    return tuple(
        int(hit[1])
        for sentence in sentences(text)
        if not words(language)["not_a_setting"].search(sentence)
        for hit in words(language)["pressure"].finditer(sentence)
    )


def _of_boots(kind: str, text: str, language: str) -> bool:
    """Whether the line speaks of boots, and a sentence of it does what `kind` says, today."""
    return _any("boots", text, language) and any(
        words(language)[kind].search(sentence) and not words(language)["not_now"].search(sentence)
        for sentence in sentences(text)
    )


def _any(kind: str, text: str, language: str, *unless: str) -> bool:
    return any(_says(kind, sentence, language, *unless) for sentence in sentences(text))


def _says(kind: str, sentence: str, language: str, *unless: str, unless_then: str | None = None) -> bool:
    """Whether the sentence says `kind` at a place that the words before it, or right after it, do not take back."""
    return any(
        not any(_right_before(name, language).search(sentence[: hit.start()]) for name in unless)
        and not (unless_then and words(language)[unless_then].match(sentence, hit.end()))
        for hit in words(language)[kind].finditer(sentence)
    )


@cache
def _right_before(kind: str, language: str) -> re.Pattern[str]:
    return re.compile(rf"{words(language)[kind].pattern}\Z")
