"""Amounts and lengths of time as the editor shows them."""

from __future__ import annotations

from fractions import Fraction

from nightcue.editor.variables import Amount, Usual
from nightcue.editor.words import Words


def about_minutes(seconds: float, tag: str) -> str:
    """Return `seconds`, to the nearest minute, as people of that language write it: 34 min; below one, 45 sec."""
    return _unit(round(seconds), "second", tag) if seconds < 60 else _unit(round(seconds / 60), "minute", tag)


def shown_amount(amount: Amount, tag: str) -> str:
    """Return an amount as people write it: 25, 20 sec, 1 min 30 sec."""
    if not amount.is_time:
        return str(int(amount.number))
    minutes, seconds = divmod(amount.number, 60)
    if amount.number < 120 and seconds:
        return _unit(float(amount.number), "second", tag)
    parts = [_unit(int(minutes), "minute", tag)] if minutes else []
    parts += [_unit(float(seconds), "second", tag)] if seconds or not minutes else []
    return " ".join(parts)


def shown_time(seconds: Fraction, tag: str) -> str:
    """Return exactly these `seconds`, as a field shows them and reads them again."""
    return shown_amount(Amount(seconds, is_time=True), tag)


def shown_usual(usual: Usual, is_time: bool, said: Words) -> str:
    """Return the ends of what is usual, such as 20 to 30 sec; one of both where they are one."""
    least, most = (shown_amount(Amount(end, is_time), said.tag) for end in (usual.least, usual.most))
    if least == most:
        return least
    number, _, unit = least.partition(" ")
    return said("dials.to", least=number if most.endswith(f" {unit}") else least, most=most)


def _unit(number: float, unit: str, tag: str) -> str:
    from babel.units import format_unit

    return str(format_unit(number, unit, "short", locale=tag))
