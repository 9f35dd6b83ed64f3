"""The answers of a night as command-line options, and their values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from nightcue.terminal import tell

_TEXTS = {
    "cramps": ("N", "How many cramps came, from 0."),
    "intensity": ("N", "How strong the worst was, from 0 to 10."),
    "longest": ("TIME", "How long the longest lasted, such as 90s or '2 min'."),
    "side": ("SIDE", "left, right or both."),
    "muscle": ("WHERE", "calf, foot, thigh or other."),
    "legs": ("HOW", "How the legs felt: fine, tired, heavy or sore."),
    "note": ("TEXT", "A note of your own."),
}
_LISTS = {
    "day": ("--day", "What the day held: sport, sitting, alcohol, caffeine, little-water, stress or none; repeatable."),
    "signs": ("--sign", "A warning sign: swelling, warmth, redness, numbness, weakness or none; repeatable."),
}
_YES_NO = {
    "stretched": "Whether the stretches were done: yes or no.",
    "compression": "Whether compression was used: yes or no.",
    "massage": "Whether there was a massage: yes or no.",
    "socks": "Whether compression socks were worn in the day: yes or no.",
}


def answer_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for each answer; what is given arrives as text, or as a tuple of texts."""
    options = [click.option(f"--{name}", metavar=metavar, help=told) for name, (metavar, told) in _TEXTS.items()]
    options += [
        click.option(option, name, metavar="WORD", multiple=True, help=told) for name, (option, told) in _LISTS.items()
    ]
    options += [
        click.option(f"--{name}", metavar="[yes|no]", is_flag=False, flag_value="yes", help=told)
        for name, told in _YES_NO.items()
    ]
    for option in reversed(options):
        function = option(function)
    return function


def given_values(given: dict[str, Any]) -> dict[str, Any]:
    """Return the values of the options that were given; None for one that was given as ''. Raises ProblemsError.

    Warning signs among them are answered at once with what to do.
    """
    from datetime import date

    from nightcue.diary.errors import ProblemsError
    from nightcue.diary.night import FIELDS, read_fields

    texts = {
        name: text if isinstance(text, str) else " ".join(text)
        for name in FIELDS
        if (text := given.get(name)) is not None and text != ()
    }
    values, problems = read_fields({name: text for name, text in texts.items() if text.strip()}, date.today())
    give_help(values.get("signs"))  # even where other answers are not possible
    if problems:
        raise ProblemsError([f"--{problem.replace('signs:', 'sign:', 1)}" for problem in problems])
    return {name: values.get(name) for name in texts}


def give_help(signs: tuple[str, ...] | None) -> None:
    """Say at once what to do about warning signs, in every language when the profile cannot be read."""
    from nightcue.diary.words import words_that_are_understood

    if not signs:
        return
    for said in words_that_are_understood():
        tell("", *(said.help_for(signs) or "").split("\n"), "")
