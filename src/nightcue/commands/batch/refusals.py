"""Telling who gets no track, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from nightcue.amounts import how_many
from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.clinic.manifest import Entry
    from nightcue.clinic.order import Order, Wanted

MOST = 20
"""People whose refusal is told at once; `nightcue batch status` shows all."""


class Refusals:
    """Tells the first MOST refusals, each at the row of the table that it is about."""

    def __init__(self, wanted: Iterable[Wanted], order: Order) -> None:
        self._places = {each.file(order): str(each.person.place()) for each in wanted}
        self._count = 0

    def tell(self, entry: Entry) -> None:
        """Tell what `entry` says was refused or failed; of one that was made nothing."""
        if entry.how == "made":
            return
        self._count += 1
        if self._count <= MOST:
            tell_reasons(entry, self._places[entry.file])

    def tell_rest(self, where: str) -> None:
        """Say how many more there are."""
        if self._count > MOST:
            more = how_many(self._count - MOST, "more person", "more people")
            tell(f"and {more}: nightcue batch status {where}", err=True)


def tell_reasons(entry: Entry, place: str) -> None:
    """Tell each reason of an entry, at `place` or at the cell that it is about."""
    for why in entry.why:
        tell(*_told(why, place), err=True, marked=f"error[{why['code']}]", colour="red")


def _told(why: Mapping[str, str | None], place: str) -> list[str]:
    at, found = place, str(why["place"])
    if found.startswith(f"{place}:"):
        at = found
    beside = "" if found.startswith(place) else f"  at: {found}"
    lines = [f"{at}: error[{why['code']}]: {why['message']}", beside, f"  hint: {why['hint']}" if why["hint"] else ""]
    return [line for line in lines if line]
