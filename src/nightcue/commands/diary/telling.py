"""Reporting invalid nights and plays, so that they can be mended and do not hide the others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from nightcue.terminal import tell

if TYPE_CHECKING:
    from nightcue.diary.errors import Unread
    from nightcue.diary.store import Contents
    from nightcue.diary.words import Words

MOST = 5
"""Rows that are reported one by one."""


def tell_of_wrong_rows(contents: Contents) -> None:
    """Say on stderr which rows cannot be read, and which evenings have not come yet, each with its way out.

    In every language when the profile cannot be read.
    """
    from nightcue.diary.play import is_to_come

    today = date.today()
    evenings = {night.date for night in contents.nights} | {play.evening for play in contents.plays}
    _tell(contents.unread, sorted(evening for evening in evenings if is_to_come(evening, today)))


def tell_of_unread(unread: Iterable[Unread]) -> None:
    """Say on stderr which rows cannot be read."""
    _tell(unread, ())


def _tell(unread: Iterable[Unread], to_come: Iterable[date]) -> None:
    if not unread and not to_come:
        return
    from nightcue.diary.words import words_that_are_understood

    for words in words_that_are_understood():
        said = [_of_unread(words, row) for row in unread]
        said += [words.wrong["to_come"].format(date=evening) for evening in to_come]
        for one in said[:MOST]:
            tell(one, err=True)
        if len(said) > MOST:
            tell(words.wrong["more"].format(count=len(said) - MOST), err=True)


def _of_unread(words: Words, row: Unread) -> str:
    if row.evening is None:
        return words.wrong["play"].format(why=row.why)
    said = words.wrong["too_old" if _is_too_old(row.evening) else "night"]
    return said.format(date=row.evening, why=row.why)


def _is_too_old(evening: str) -> bool:
    from nightcue.diary.values import EARLIEST

    try:
        return date.fromisoformat(evening) < EARLIEST
    except ValueError:
        return False
