"""Summing up the unread texts of a routine: how many there are, and which touch what can do harm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nightcue.amounts import how_many
from nightcue.language.diagnostics import UNREVIEWED, Diagnostic, Span, one_line

MOST_SHOWN = 10
_SHOWN_WIDTH = 90


def told_as_one(found: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Return what was found in one routine with its unread texts as one diagnostic, and then these texts."""
    every = list(found)
    unread = [each for each in every if each.code == UNREVIEWED]
    others = [each for each in every if each.code != UNREVIEWED]
    return ([*others, _as_one(unread)] if unread else others), unread


def shown(unread: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield a line for each text with a topic, with its place; of many the first."""
    touching = [each for each in unread if each.topic]
    for each in touching[:MOST_SHOWN]:
        place = f"{each.span.path.name}:{each.span.line}"
        yield f"  | {place}, {each.topic}: {one_line(each.text or '', _SHOWN_WIDTH)}"
    if left := touching[MOST_SHOWN:]:
        yield f"  | and {len(left)} more"


def _as_one(unread: list[Diagnostic]) -> Diagnostic:
    touching = sum(each.topic is not None for each in unread)
    message = f"nobody has read {how_many(len(unread), 'text')} of this routine"
    if touching:
        message += f"; {touching} touch{'es' * (touching == 1)} what can do harm"
    first = next((each for each in unread if each.severity == "error"), unread[0])
    return replace(first, span=Span(first.span.path), message=message)
