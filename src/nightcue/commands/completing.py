"""Completion in the shell of what an option takes: voices, formats, languages, and the variables of a routine."""

from __future__ import annotations

from collections.abc import Iterable

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from nightcue.commands.shell_words import means_itself


def voices(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the voices that are here for the language asked for, or for any."""
    from nightcue.locales import LANGUAGES
    from nightcue.voices.catalogue import DEFAULT, looked_for_once, voices_for

    asked = ctx.params.get("language")
    with looked_for_once():
        names = [offer.name for tag in ([asked] if asked else LANGUAGES) for offer in voices_for(tag)]
    return _beginning(incomplete, [DEFAULT, *names])


def formats(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the output formats."""
    from nightcue.audio.encoders import FORMATS

    return _beginning(incomplete, FORMATS)


def languages(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the tags of the languages that are spoken."""
    from nightcue.locales import LANGUAGES

    return _beginning(incomplete, LANGUAGES)


def kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return what can lie beside a track, each behind what stands before the last comma."""
    from nightcue.building.request import BESIDE

    before, comma, _ = incomplete.rpartition(",")
    return _beginning(incomplete, [f"{before}{comma}{kind}" for kind in BESIDE if kind not in before.split(",")])


def variables(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return NAME=VALUE for every variable of the routine that is named before, with the value that it has."""
    from nightcue.building.options import routine_file
    from nightcue.language.diagnostics import DiagnosedError
    from nightcue.language.reading import read_routine

    routine = _routine_of(ctx)
    if routine is None:
        return []
    try:
        declared = read_routine(routine_file(routine, ctx.params.get("language"))).vars
    except (DiagnosedError, OSError):
        return []
    each = {name: value for name, value in declared.items() if means_itself(value)}
    return _beginning(incomplete, [f"{name}={value}" for name, value in each.items()])


def _routine_of(ctx: click.Context) -> str | None:
    """Return the first routine of the line; where an option still lacks its value, Click has put it into `args`."""
    named = ctx.params.get("routine") or ctx.params.get("routines") or ctx.args
    return named if isinstance(named, str) else next(iter(named), None)


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name.startswith(incomplete)]


class _BashWords(BashComplete):
    """Puts words together again that bash parts at each "=", and offers only what stands behind it."""

    _before = ""

    def get_completion_args(self) -> tuple[list[str], str]:
        args, incomplete = super().get_completion_args()
        words: list[str] = []
        for word in [*args, incomplete]:
            self._before = words[-1] if words and (word == "=" or words[-1].endswith("=")) else ""
            words[len(words) - bool(self._before) :] = [self._before + word]
        if incomplete == "=":
            self._before += "="
        return words[:-1], words[-1]

    def format_completion(self, item: CompletionItem) -> str:
        before = self._before.partition("=")[2] if self._before.startswith("-") else self._before
        return super().format_completion(CompletionItem(item.value.removeprefix(before), item.type, item.help))


def complete_in_bash() -> None:
    """Have bash complete in this way."""
    add_completion_class(_BashWords)
